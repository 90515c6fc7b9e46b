import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { useState } from 'react';
import type { GrownPrefix } from '../../../contract/maintenance.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { escapeBytes, toHex } from '../../ui/byte-text.ts';
import { Card } from '../../ui/Card.tsx';
import { formatBytes, formatCount, plural } from '../../ui/format.ts';
import { PartialState } from '../../ui/PartialState.tsx';
import { color, mono } from '../../ui/tokens.ts';
import { useRun } from './use-run.ts';

/** The largest prefixes, looked for when asked: it reads every key. */
export function GrownCard() {
  const api = useApi();
  const { id } = useConnection();
  const { latest, isBegun, isRunning, failure, begin, cancel } = useRun(id, (signal) =>
    api.maintenance.whatGrew({ connection: id }, { signal }),
  );
  return (
    <Card
      title="What fills them"
      end={
        isRunning ? (
          <Button onClick={cancel}>Stop</Button>
        ) : (
          <Button onClick={begin}>{isBegun ? 'Look again' : 'Look'}</Button>
        )
      }
    >
      {failure === null ? null : <FailureView failure={failure} layout="inline" onRetry={begin} />}
      {isRunning ? (
        <Box role="status">
          <Box sx={{ color: color.muted, mb: 1 }}>
            {latest?.kind === 'progress' ? `${plural(latest.scanned, 'key')} read` : 'Reading the keys'}
          </Box>
          <LinearProgress aria-label="Reading the keys" />
        </Box>
      ) : latest?.kind === 'grown' ? (
        <>
          {latest.isWhole ? null : (
            <PartialState
              found="A part of the keys."
              missing="Not every key could be read: there may be larger prefixes."
            />
          )}
          <Prefixes prefixes={latest.prefixes} total={latest.total} />
        </>
      ) : failure === null ? (
        <Box sx={{ color: color.muted }}>
          The prefixes that hold most, by resource in a Kubernetes registry. It reads every key, page by page, and can
          be stopped.
        </Box>
      ) : null}
    </Card>
  );
}

/** More of them are seldom what is looked for. */
const shownFirst = 10;

function Prefixes(props: {
  readonly prefixes: readonly GrownPrefix[];
  /** Of all keys that were read. */
  readonly total: Pick<GrownPrefix, 'keys' | 'bytes'>;
}) {
  const { prefixes, total } = props;
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? prefixes : prefixes.slice(0, shownFirst);
  const more = prefixes.length - shown.length;
  if (prefixes.length === 0) return <Box sx={{ color: color.muted }}>There are no keys.</Box>;
  return (
    <>
      <Box sx={{ color: color.muted, mb: '4px' }}>
        {plural(total.keys, 'key')} with {formatBytes(total.bytes)} in all, without their history.
      </Box>
      <Box component="ul" aria-label="The largest prefixes" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {shown.map((grown) => (
          <PrefixRow key={toHex(grown.prefix)} grown={grown} all={total.bytes} />
        ))}
      </Box>
      {more === 0 ? null : <Button onClick={() => setWhole(true)}>Show {formatCount(more)} more</Button>}
    </>
  );
}

/** A prefix with its share of all as a bar. */
function PrefixRow({ grown, all }: { readonly grown: GrownPrefix; readonly all: number }) {
  const { prefix, keys, bytes } = grown;
  return (
    <Box component="li" sx={{ py: '5px' }}>
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'baseline' }}>
        <Box sx={{ ...mono, flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{escapeBytes(prefix).text}</Box>
        <Box sx={{ color: color.muted, whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
          {plural(keys, 'key')}
        </Box>
        <Box sx={{ width: 76, textAlign: 'right', whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
          {formatBytes(bytes)}
        </Box>
      </Box>
      <Box aria-hidden="true" sx={{ height: 4, mt: '3px', borderRadius: '2px', backgroundColor: color.line }}>
        <Box
          sx={{
            width: `${Math.min(1, bytes / Math.max(1, all)) * 100}%`,
            minWidth: 2,
            height: '100%',
            borderRadius: '2px',
            backgroundColor: color.accent,
          }}
        />
      </Box>
    </Box>
  );
}
