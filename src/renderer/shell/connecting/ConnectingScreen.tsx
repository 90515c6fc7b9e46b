import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import type { ConnectionProfile } from '../../../contract/connections/profile.ts';
import type { Failure } from '../../../contract/failure.ts';
import { shownKeyOf, TrustHostKey } from '../../parts/connecting/TrustHostKey.tsx';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { showConnectionDialog } from '../../state/connection-dialog.ts';
import { goTo } from '../../state/route.ts';
import { color, mono } from '../../ui/tokens.ts';
import { CentredCard } from './CentredCard.tsx';

interface ConnectingScreenProps {
  readonly profile: ConnectionProfile;
  /** Why the last attempt failed, where one has. */
  readonly failure: Failure | null;
  /** No further attempt is made by itself. */
  readonly hasGivenUp: boolean;
  readonly onRetry: () => void;
}

/** Between choosing a connection and its first answer. */
export function ConnectingScreen({ profile, failure, hasGivenUp, onRetry }: ConnectingScreenProps) {
  const shownKey = failure === null ? null : shownKeyOf(failure);
  return (
    <CentredCard isDelayed={!hasGivenUp && failure === null}>
      <Typography variant="h2" component="h1">
        {hasGivenUp ? `${profile.name} is not connected` : `Connecting to ${profile.name}`}
      </Typography>
      <Box component="ul" aria-label="Endpoints" sx={{ m: 0, p: 0, listStyle: 'none', ...mono, color: color.muted }}>
        {profile.endpoints.map((endpoint) => (
          <li key={endpoint}>{endpoint}</li>
        ))}
      </Box>
      <Box sx={{ height: 4 }}>{hasGivenUp ? null : <LinearProgress aria-label="Connecting" />}</Box>
      {failure === null ? null : (
        <FailureView
          failure={failure}
          layout="inline"
          actions={
            shownKey !== null ? (
              <TrustHostKey shown={shownKey} onTrusted={onRetry} />
            ) : isAboutCertificates(failure) ? (
              <Button onClick={() => showConnectionDialog({ kind: 'certificates', profile })}>
                Inspect certificates
              </Button>
            ) : null
          }
        />
      )}
      <Box sx={{ display: 'flex', gap: 1, justifyContent: 'flex-end' }}>
        <Button onClick={() => goTo({ screen: 'start' })}>{hasGivenUp ? 'Go to the start screen' : 'Cancel'}</Button>
        {failure === null ? null : (
          <Button onClick={() => goTo({ screen: 'form', mode: 'edit', connection: profile.id })}>
            Edit connection
          </Button>
        )}
        {hasGivenUp ? (
          <Button variant="contained" onClick={onRetry}>
            Try again
          </Button>
        ) : null}
      </Box>
    </CentredCard>
  );
}

/** Whether the certificates, looked at one by one, say more. */
const isAboutCertificates = ({ code }: Failure): boolean => /Certificate|KeyMismatch|TlsHandshake/.test(code);
