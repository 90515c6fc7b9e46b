import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { RestoredHash } from '../../../contract/restores.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { Choice } from '../../parts/forms/Choice.tsx';
import { useApi } from '../../state/api.tsx';
import { useConnections } from '../../state/connections.ts';
import { failureOf } from '../../state/failure.ts';
import { goTo } from '../../state/route.ts';
import { shownConnection } from '../../state/shown-connection.ts';
import { showSnapshotDialog } from '../../state/snapshot-dialogs.ts';
import { useStore } from '../../state/store.ts';
import { useStream } from '../../state/use-stream.ts';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { type ChipWords, StatusChip } from '../../ui/StatusChip.tsx';
import { color } from '../../ui/tokens.ts';

/** Proves a restore: every member of the cluster that runs now is compared with the file. */
export function AfterStep({ file, connection }: { readonly file: string; readonly connection: ConnectionId | null }) {
  const connections = useConnections().data ?? [];
  const [chosen, choose] = useState<ConnectionId | null>(connection);
  const [asked, setAsked] = useState<{ readonly connection: ConnectionId; readonly count: number } | null>(null);
  const known = connections.find(({ profile }) => profile.id === chosen) ?? connections[0];
  const id = known?.profile.id ?? null;
  return (
    <>
      <Box>
        Once the members of the new cluster run, compare what each serves with the file: by HashKV, at the file’s
        revision. It proves nothing any more once the cluster has compacted beyond it.
      </Box>
      {id === null ? (
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
          <Box sx={{ color: color.muted }}>There is no connection yet: make one to the new cluster.</Box>
          <Button
            onClick={() => {
              showSnapshotDialog(null);
              goTo({ screen: 'form', mode: 'new' });
            }}
          >
            New connection…
          </Button>
        </Box>
      ) : (
        <Box sx={{ display: 'flex', alignItems: 'flex-end', gap: 1.5 }}>
          <Box sx={{ width: 300 }}>
            <Choice
              label="Connection to the new cluster"
              value={id}
              choices={connections.map(({ profile }) => ({ value: profile.id, label: profile.name }))}
              onChange={(next) => {
                choose(connections.find(({ profile }) => profile.id === next)?.profile.id ?? null);
                setAsked(null);
              }}
            />
          </Box>
          <Button
            variant="contained"
            onClick={() => setAsked((before) => ({ connection: id, count: (before?.count ?? 0) + 1 }))}
          >
            {asked === null ? 'Compare hashes' : 'Compare again'}
          </Button>
        </Box>
      )}
      {asked === null ? null : (
        <Compared key={`${asked.connection} ${asked.count}`} file={file} connection={asked.connection} />
      )}
    </>
  );
}

/** Holds the connection while its members are asked, where the window does not show it. */
function Compared({ file, connection }: { readonly file: string; readonly connection: ConnectionId }) {
  const api = useApi();
  const isShown = useStore(shownConnection)?.id === connection;
  const held = useStream({
    key: isShown ? null : connection,
    open: (signal) => api.connections.open({ connection, secrets: {}, isHealthCheck: true }, { signal }),
  });
  const { data, error, refetch } = useQuery({
    queryKey: ['restored hashes', file, connection],
    enabled: isShown || held.value !== null,
    gcTime: 0,
    queryFn: ({ signal }) => api.restores.compareHash({ file, connection }, { signal }),
  });
  if (held.phase === 'failed' && held.failure !== null)
    return <FailureView failure={held.failure} layout="inline" onRetry={held.restart} />;
  if (error !== null) return <FailureView failure={failureOf(error)} layout="inline" onRetry={() => void refetch()} />;
  if (data === undefined) return <LoadingRows label="Asking the members for their hashes" rows={3} />;
  const isProved = data.length > 0 && data.every(({ isEqual }) => isEqual === true);
  return (
    <Box role="status">
      <Box sx={{ mb: 1, fontWeight: 600 }}>
        {isProved
          ? 'Every member serves exactly what the file holds.'
          : 'Not every member is proved to serve the file.'}
      </Box>
      <Box component="ul" aria-label="Hashes of the members" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {data.map((each) => (
          <Box component="li" key={each.member} sx={{ display: 'flex', alignItems: 'center', gap: 1.5, py: '4px' }}>
            <Box sx={{ width: 160, overflowWrap: 'anywhere' }}>{each.name === '' ? each.member : each.name}</Box>
            <StatusChip tone={hashWords(each).tone}>{hashWords(each).text}</StatusChip>
            {each.failure === null ? null : (
              <Box sx={{ color: color.muted, flex: 1, overflowWrap: 'anywhere' }}>
                {describeFailure(each.failure).title}
              </Box>
            )}
          </Box>
        ))}
      </Box>
    </Box>
  );
}

function hashWords({ isEqual }: RestoredHash): ChipWords {
  if (isEqual === null) return { tone: 'neutral', text: 'not known' };
  return isEqual ? { tone: 'ok', text: 'equal' } : { tone: 'bad', text: 'differs' };
}
