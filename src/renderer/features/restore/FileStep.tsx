import Box from '@mui/material/Box';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { RestoreStart } from '../../../contract/restores.ts';
import { Findings } from '../../parts/snapshots/Findings.tsx';
import { verdictChips, verdictWords } from '../../parts/snapshots/verdict-words.ts';
import { FactList } from '../../ui/FactList.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { Notice } from '../../ui/Notice.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { color, mono } from '../../ui/tokens.ts';
import { JoinPart } from './JoinPart.tsx';
import { comesBack } from './restore-words.ts';

/** Says first whether the file can be restored, and what would come back with it. */
export function FileStep(props: { readonly start: RestoreStart; readonly connection: ConnectionId | null }) {
  const { start, connection } = props;
  const { form, integrity, revision, behindLive, isK3s, increments } = start;
  const chip = verdictChips[integrity.verdict];
  const { title, text } = verdictWords(integrity);
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 1.5 }}>
        <StatusChip tone={chip.tone}>{chip.text}</StatusChip>
        <Box sx={{ flex: 1 }}>
          <Box component="b">{title}</Box>
          <Box sx={{ color: color.muted }}>{text}</Box>
        </Box>
      </Box>
      <Findings integrity={integrity} />
      {isK3s ? (
        <Notice tone="warn">
          This is the data of k3s, whose servers restore a snapshot with their own command and the server’s token: what
          is beneath /bootstrap/ is sealed by it. etcdeck does not ask for the token; the command is under “What to
          run”.
        </Notice>
      ) : null}
      {increments === null ? null : (
        <>
          <Notice tone="warn">
            {plural(increments.count, 'increment')} of etcd-backup-restore, up to revision{' '}
            {formatCount(increments.until)}, {increments.count === 1 ? 'follows' : 'follow'} this snapshot and would not
            be restored with it.
          </Notice>
          <JoinPart file={form.file} connection={connection} />
        </>
      )}
      <FactList
        facts={[
          { name: 'File', value: <Box sx={{ ...mono, overflowWrap: 'anywhere' }}>{form.file}</Box> },
          { name: 'Revision', value: formatCount(revision) },
          { name: 'Live cluster', value: behindWords(behindLive) },
          { name: 'Members in it', value: form.members.map(({ name }) => name).join(', ') || 'none' },
        ]}
      />
      <Box component="ul" aria-label="What comes back" sx={{ m: 0, pl: '20px', color: color.muted }}>
        {comesBack(start).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </Box>
    </>
  );
}

function behindWords(behind: number | null): string {
  if (behind === null) return 'not asked, or it does not answer';
  if (behind === 0) return 'at the same revision';
  return behind > 0
    ? `${plural(behind, 'revision')} beyond the file: what was written since would be lost`
    : `${plural(-behind, 'revision')} behind the file`;
}
