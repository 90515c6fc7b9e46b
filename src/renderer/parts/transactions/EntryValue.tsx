import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import type { ConnectionId } from '../../../contract/ids.ts';
import { liveKeys } from '../../../contract/key-source.ts';
import type { KeyEntry } from '../../../contract/keys.ts';
import { useApi } from '../../state/api.tsx';
import { failureOf } from '../../state/failure.ts';
import { escapeBytes } from '../../ui/byte-text.ts';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { color } from '../../ui/tokens.ts';
import { FailureView } from '../failures/FailureView.tsx';
import { isMasked, plainReading, readValue } from '../values/read-value.ts';
import { ValueView } from '../values/ValueView.tsx';

/** The value of a key that a transaction read or replaced, read as everywhere. */
export function EntryValue({ connection, entry }: { readonly connection: ConnectionId; readonly entry: KeyEntry }) {
  const api = useApi();
  const id = useId();
  const read = useQuery({
    // What a transaction would write has no revision yet: two such entries of a key would have one name.
    queryKey: ['value in a transaction', id],
    queryFn: ({ signal }) => readValue(api, liveKeys(connection), entry, plainReading, { signal }),
    gcTime: 0,
  });
  if (read.isError)
    return <FailureView failure={failureOf(read.error)} layout="inline" onRetry={() => void read.refetch()} />;
  if (read.data === undefined) return <LoadingRows label="Reading the value" rows={3} />;
  return (
    <Box sx={{ my: '4px', border: `1px solid ${color.line}`, borderRadius: '6px', overflow: 'hidden' }}>
      {isMasked(read.data) ? (
        <Box sx={{ p: '4px 10px', color: color.muted }}>Secret data is masked. Keys can reveal it.</Box>
      ) : null}
      <Box sx={{ height: 140 }}>
        <ValueView
          read={read.data}
          label={`Value of ${escapeBytes(entry.key).text}`}
          documentId={`transaction/${id}`}
        />
      </Box>
    </Box>
  );
}
