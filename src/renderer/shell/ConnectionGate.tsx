import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useRef, useState } from 'react';
import type { ConnectionProfile, ConnectionSecrets } from '../../contract/connections/profile.ts';
import type { ConnectionState } from '../../contract/connections/state.ts';
import type { Failure } from '../../contract/failure.ts';
import type { ConnectionId } from '../../contract/ids.ts';
import { secretAsked } from '../parts/connecting/secrets-asked.ts';
import { FailureView } from '../parts/failures/FailureView.tsx';
import { LiveSource } from '../parts/source/source.tsx';
import { useApi } from '../state/api.tsx';
import { ConnectionProvider } from '../state/connection.tsx';
import { useConnection } from '../state/connections.ts';
import { failureOf } from '../state/failure.ts';
import { goTo } from '../state/route.ts';
import type { Place } from '../state/screens.ts';
import { useStream } from '../state/use-stream.ts';
import { useWindowTitle } from '../state/window-title.ts';
import { ConnectingScreen } from './connecting/ConnectingScreen.tsx';
import { ConnectionEnded } from './connecting/ConnectionEnded.tsx';
import { SecretPrompt } from './connecting/SecretPrompt.tsx';
import { Workbench } from './Workbench.tsx';
import { placeEntriesOf } from './workbench/places.tsx';

interface ConnectionGateProps {
  readonly connection: ConnectionId;
  readonly place: Place;
}

/** Finds the connection of this window and opens it. */
export function ConnectionGate({ connection, place }: ConnectionGateProps) {
  const { found, error, isSought } = useConnection(connection);
  if (found !== null) return <OpenedConnection profile={found.profile} place={place} />;
  if (isSought) return null;
  const failure: Failure = error === null ? { code: 'ConnectionUnknown', message: '', retry: false } : failureOf(error);
  return <FailureView failure={failure} actions={<ToStart />} />;
}

function ToStart() {
  return <Button onClick={() => goTo({ screen: 'start' })}>Go to the start screen</Button>;
}

function OpenedConnection({ profile, place }: { readonly profile: ConnectionProfile; readonly place: Place }) {
  const api = useApi();
  const { id } = profile;
  // Handed over with the next attempt and then forgotten: the renderer keeps no secret.
  const secrets = useRef<ConnectionSecrets>({});
  const opening = useStream<ConnectionState>({
    key: id,
    open: (signal) => {
      const given = secrets.current;
      secrets.current = {};
      return api.connections.open({ connection: id, secrets: given }, { signal });
    },
  });
  const [hasConnected, setHasConnected] = useState(false);
  const { value: state, failure } = opening;
  if (!hasConnected && state !== null && state.phase !== 'connecting') setHasConnected(true);

  useWindowTitle(profile.name, placeEntriesOf(id).find((entry) => entry.place === place)?.label ?? '');

  // Stays while its answer is tried, so that nothing flickers between two attempts.
  const isAsking = opening.phase === 'failed' || opening.phase === 'opening';
  const prompt = isAsking && failure !== null ? secretAsked(failure, profile) : null;
  const tryAgain = (given: ConnectionSecrets): void => {
    secrets.current = given;
    opening.restart();
  };
  const secretPrompt =
    prompt === null || failure === null ? null : (
      <SecretPrompt
        profile={profile}
        secret={prompt}
        failure={failure}
        isBusy={opening.phase === 'opening'}
        onSubmit={tryAgain}
      />
    );

  if (!hasConnected || state === null) {
    if (secretPrompt !== null) return secretPrompt;
    return (
      <ConnectingScreen
        profile={profile}
        failure={failure ?? state?.failure ?? null}
        hasGivenUp={opening.phase === 'failed' || opening.phase === 'ended'}
        onRetry={opening.restart}
      />
    );
  }
  // Without core there is nothing to connect with, and the window says so.
  const hasEnded = (opening.phase === 'failed' && failure?.code !== 'BackendClosed') || opening.phase === 'ended';
  // While it is opened again, core does not have it yet.
  const isOpen = opening.phase === 'streaming';
  return (
    <ConnectionProvider connection={{ id, profile, state, hasEnded: !isOpen }}>
      <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%' }}>
        {hasEnded && secretPrompt === null ? <ConnectionEnded failure={failure} onRetry={opening.restart} /> : null}
        {secretPrompt}
        <Box sx={{ flex: 1, minHeight: 0 }}>
          <LiveSource>
            <Workbench place={place} />
          </LiveSource>
        </Box>
      </Box>
    </ConnectionProvider>
  );
}
