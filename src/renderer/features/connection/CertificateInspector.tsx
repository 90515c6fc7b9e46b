import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CertificateChain } from '../../../contract/connections/certificates.ts';
import type { ConnectionDraft, ConnectionSecrets } from '../../../contract/connections/profile.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useApi } from '../../state/api.tsx';
import { failureOf } from '../../state/failure.ts';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { StatusDot } from '../../ui/StatusChip.tsx';
import { color } from '../../ui/tokens.ts';
import { ChainCard } from './ChainCard.tsx';
import { titleOf, toneOf, verdictOfChains, worstFirst } from './certificate-words.ts';

/** What to look at: a saved connection, or the form as it was when it was asked for. */
interface CertificateInspectorProps {
  readonly draft: ConnectionDraft;
  readonly secrets: ConnectionSecrets;
}

let lastNumber = 0;

/** Every certificate of a connection: whether each will work, and if not, what to do. One TLS handshake an endpoint. */
export function CertificateInspector({ draft, secrets }: CertificateInspectorProps) {
  const api = useApi();
  // The draft may hold secrets: it is never part of a key, and what is found is forgotten with the view.
  const [number] = useState(() => {
    lastNumber += 1;
    return lastNumber;
  });
  const found = useQuery({
    queryKey: ['certificates', number],
    queryFn: ({ signal }) => api.connections.inspect({ draft, secrets }, { signal }),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
  if (found.isPending) return <LoadingRows label="Looking at the certificates" rows={8} />;
  if (found.error !== null) {
    return <FailureView failure={failureOf(found.error)} onRetry={() => void found.refetch()} />;
  }
  return <Chains chains={found.data} onReload={() => void found.refetch()} isLoading={found.isFetching} />;
}

interface ChainsProps {
  readonly chains: readonly CertificateChain[];
  readonly isLoading: boolean;
  readonly onReload: () => void;
}

function Chains({ chains, isLoading, onReload }: ChainsProps) {
  const verdict = verdictOfChains(chains);
  const isAllOpen = chains.length <= 2;
  return (
    <Box sx={{ p: 2, display: 'flex', flexDirection: 'column', gap: 2 }}>
      <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 1 }}>
        <Box sx={{ pt: '1px' }}>
          <StatusDot tone={verdict.tone} />
        </Box>
        <Box role="status" sx={{ flex: 1 }}>
          <Typography variant="h3" component="p">
            {verdict.title}
          </Typography>
          <Box sx={{ color: color.muted }}>{verdict.text}</Box>
        </Box>
        <Button disabled={isLoading} onClick={onReload}>
          Look again
        </Button>
      </Box>
      {worstFirst(chains).map((chain, at) => (
        <ChainCard
          // Two authorities of one CA file have nothing else to be told apart by.
          // biome-ignore lint/suspicious/noArrayIndexKey: the chains come whole and in the same order.
          key={`${titleOf(chain)} ${at}`}
          chain={chain}
          isOpenAtFirst={isAllOpen || toneOf(chain) === 'bad'}
        />
      ))}
    </Box>
  );
}
