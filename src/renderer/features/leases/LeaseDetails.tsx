import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { etcdctlLine } from '../../../contract/etcdctl-line.ts';
import { useConnection, useIsLocked } from '../../state/connection.tsx';
import { useStore } from '../../state/store.ts';
import { CommandLine } from '../../ui/CommandLine.tsx';
import { FactList } from '../../ui/FactList.tsx';
import { formatClock, formatCount } from '../../ui/format.ts';
import { PaneHeader } from '../../ui/PaneHeader.tsx';
import { color, mono } from '../../ui/tokens.ts';
import { AttachedKeys } from './AttachedKeys.tsx';
import { keptLeases } from './kept-leases.ts';
import { LeaseTime } from './LeaseTime.tsx';
import type { LeaseActs } from './lease-acts.ts';
import type { LeaseRow } from './lease-rows.ts';
import { grantedWords } from './ttl-words.ts';

/** One lease: its time, what hangs on it, and what can be done with it. */
export function LeaseDetails({ row, acts }: { readonly row: LeaseRow; readonly acts: LeaseActs }) {
  const { id, known } = row;
  const { profile } = useConnection();
  const isLocked = useIsLocked();
  const kept = useStore(keptLeases).get(id);
  const state = known?.state ?? null;
  const alive = state?.kind === 'alive' ? state : null;
  return (
    <Box
      component="section"
      aria-label={`Lease ${id}`}
      sx={{ height: '100%', display: 'flex', flexDirection: 'column', minWidth: 0 }}
    >
      <PaneHeader title={<span style={mono}>{id}</span>}>
        <Button onClick={() => acts.attach(id)} disabled={alive === null}>
          Attach a key…
        </Button>
        <Button color="error" onClick={() => acts.revoke([id])} disabled={state?.kind === 'gone'}>
          Revoke…
        </Button>
      </PaneHeader>
      <Box sx={{ p: '12px 14px', display: 'flex', flexDirection: 'column', gap: '12px', flexShrink: 0 }}>
        {state?.kind === 'gone' ? (
          <Box role="status">It is gone: revoked or expired, and the keys that were attached to it are deleted.</Box>
        ) : (
          <FactList
            facts={[
              { name: 'Remaining', value: <LeaseTime known={known} /> },
              { name: 'Granted', value: alive === null ? '…' : grantedWords(alive.grantedTTL) },
              {
                name: 'Keys',
                value: alive === null ? '…' : alive.keyCount === null ? 'not told' : formatCount(alive.keyCount),
              },
            ]}
          />
        )}
        <Box>
          <FormControlLabel
            control={
              <Switch
                size="small"
                checked={kept !== undefined}
                disabled={kept === undefined && (isLocked || alive === null)}
                onChange={(_, isOn) => (isOn ? acts.keepAlive(id) : acts.letExpire(id))}
              />
            }
            label="Keep alive while this window is open"
          />
          <Box role="status" sx={{ color: color.muted, fontSize: '0.75rem' }}>
            {keptWords(kept, isLocked)}
          </Box>
        </Box>
        <CommandLine
          label="etcdctl"
          line={etcdctlLine(profile, ['lease', 'timetolive', id, '--keys'])}
          copy="Copy as etcdctl"
        />
      </Box>
      <Box sx={{ flex: 1, minHeight: 120, borderTop: `1px solid ${color.line}` }}>
        {state?.kind === 'gone' ? null : (
          <AttachedKeys lease={id} seen={alive?.keyCount ?? null} onShow={acts.showKey} />
        )}
      </Box>
    </Box>
  );
}

type Kept = ReturnType<typeof keptLeases.get> extends ReadonlyMap<unknown, infer K> ? K : never;

function keptWords(kept: Kept | undefined, isLocked: boolean): string {
  if (kept === undefined) {
    return isLocked
      ? 'The connection is read-only: unlock it to keep leases alive.'
      : 'It stops when the window closes or leaves the connection.';
  }
  if (kept.last === null) return 'Keeping it alive…';
  if (kept.last.kind === 'waiting') return 'It could not be kept alive, and is tried again each second.';
  return `Kept alive at ${formatClock(kept.last.at)}, and again after a third of its TTL.`;
}
