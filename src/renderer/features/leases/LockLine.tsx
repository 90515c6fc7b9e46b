import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { RevisionSighting } from '../../../contract/history.ts';
import type { LeaseId } from '../../../contract/ids.ts';
import type { Contender, Contest } from '../../../contract/locks.ts';
import { escapeBytes } from '../../ui/byte-text.ts';
import { formatCount, plural } from '../../ui/format.ts';
import { PaneHeader } from '../../ui/PaneHeader.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { color, mono } from '../../ui/tokens.ts';
import { contenderWords, sinceWords } from './lock-rows.ts';
import { grantedWords, leftWords } from './ttl-words.ts';

interface LockLineProps {
  readonly contest: Contest;
  readonly sightings: readonly RevisionSighting[] | null;
  /** What the times of day are told from, in milliseconds since 1970. */
  readonly now: number;
  readonly onLease: (lease: LeaseId) => void;
  readonly onKey: (key: Uint8Array) => void;
}

/** Those in line for a lock or an election, in the order in which they get it. */
export function LockLine(props: LockLineProps) {
  const { prefix, line, inLine } = props.contest;
  const name = escapeBytes(prefix).text;
  return (
    <Box component="section" aria-label={name} sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      <PaneHeader title={<span style={mono}>{name}</span>} />
      <Box
        component="ol"
        aria-label="In line"
        tabIndex={0}
        sx={{ m: 0, p: 0, listStyle: 'none', flex: 1, overflow: 'auto' }}
      >
        {line.map((contender, place) => (
          <InLine key={contender.lease} contender={contender} place={place} {...props} />
        ))}
        {inLine > line.length ? (
          <Box component="li" sx={{ p: '10px 14px', color: color.muted }}>
            {`and ${formatCount(inLine - line.length)} more who wait`}
          </Box>
        ) : null}
      </Box>
      <Box sx={{ p: '8px 14px', borderTop: `1px solid ${color.line}`, color: color.muted, fontSize: '0.75rem' }}>
        {inLine === 1
          ? 'Nobody waits. It ends when the holder deletes its key, or with the holder’s lease.'
          : `${plural(inLine - 1, 'client')} ${inLine === 2 ? 'waits' : 'wait'}. The next one gets it when the holder deletes its key, or with the holder’s lease.`}
      </Box>
    </Box>
  );
}

function InLine({
  contender,
  place,
  sightings,
  now,
  onLease,
  onKey,
}: LockLineProps & { readonly contender: Contender; readonly place: number }) {
  const { lease, key, ttl, grantedTTL, bytes } = contender;
  return (
    <Box
      component="li"
      sx={{ display: 'flex', gap: 1, alignItems: 'flex-start', p: '8px 14px', borderBottom: `1px solid ${color.line}` }}
    >
      <Box sx={{ width: 62, flexShrink: 0, pt: '1px' }}>
        {place === 0 ? (
          <StatusChip tone="ok">holds it</StatusChip>
        ) : (
          <Box component="span" sx={{ color: color.muted }}>
            {place === 1 ? 'next' : `place ${formatCount(place + 1)}`}
          </Box>
        )}
      </Box>
      <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        <Box sx={bytes === 0 ? {} : mono}>{contenderWords(contender)}</Box>
        <Box sx={{ color: color.muted, fontSize: '0.75rem' }}>
          {`In line since ${sinceWords(contender, sightings, now)}; ${leftWords(ttl * 1_000)} of ${grantedWords(grantedTTL)} left.`}
        </Box>
      </Box>
      <Button variant="text" aria-label={`Show the lease ${lease}`} onClick={() => onLease(lease)}>
        Lease
      </Button>
      <Button variant="text" aria-label={`Show the key ${escapeBytes(key).text}`} onClick={() => onKey(key)}>
        Key
      </Button>
    </Box>
  );
}
