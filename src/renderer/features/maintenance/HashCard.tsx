import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import type { HashComparison, MemberHash } from '../../../contract/maintenance.ts';
import { listed } from '../../../contract/member-words.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { Card } from '../../ui/Card.tsx';
import { formatCount } from '../../ui/format.ts';
import { StatusChip, type Tone } from '../../ui/StatusChip.tsx';
import { color, mono } from '../../ui/tokens.ts';
import { useRun } from './use-run.ts';

const verdicts: Readonly<Record<HashComparison['verdict'], { readonly tone: Tone; readonly text: string }>> = {
  equal: { tone: 'ok', text: 'equal' },
  different: { tone: 'bad', text: 'different' },
  unknown: { tone: 'warn', text: 'not known' },
};

const nameOf = ({ name, member }: MemberHash): string => (name === '' ? member : name);

/** Compares the members' data by their hashes, when asked. */
export function HashCard() {
  const api = useApi();
  const { id } = useConnection();
  const { latest, isBegun, isRunning, failure, begin, cancel } = useRun(id, (signal) =>
    api.maintenance.hashKV({ connection: id, revision: null }, { signal }),
  );
  return (
    <Card
      title="Same data on every member?"
      end={
        isRunning ? (
          <Button onClick={cancel}>Stop</Button>
        ) : (
          <Button onClick={begin}>{isBegun ? 'Compare again' : 'Compare'}</Button>
        )
      }
    >
      {failure === null ? null : <FailureView failure={failure} layout="inline" onRetry={begin} />}
      {isRunning ? (
        <Box role="status">
          <Box sx={{ color: color.muted, mb: 1 }}>
            {latest?.kind === 'asking' ? `Member ${latest.done + 1} of ${latest.total}` : 'Asking the members'}
          </Box>
          <LinearProgress
            aria-label="Comparing"
            {...(latest?.kind === 'asking'
              ? { variant: 'determinate' as const, value: (latest.done / Math.max(1, latest.total)) * 100 }
              : {})}
          />
        </Box>
      ) : latest?.kind === 'compared' ? (
        <Compared comparison={latest.comparison} />
      ) : failure === null ? (
        <Box sx={{ color: color.muted }}>
          Each member computes a hash of its keys at one revision, one member after the other, the leader last. It
          answers nothing else meanwhile: about a second for a million keys.
        </Box>
      ) : null}
    </Card>
  );
}

/** Hashes of members that have compacted to different revisions do not compare. */
function compactedWords({ compactRevision }: MemberHash): string {
  if (compactRevision === null) return 'What it has compacted to is not known';
  return compactRevision === 0 ? 'Never compacted' : `Compacted to revision ${formatCount(compactRevision)}`;
}

function Compared({ comparison }: { readonly comparison: HashComparison }) {
  const { revision, verdict, members, different } = comparison;
  const names = members.filter(({ member }) => different.includes(member)).map(nameOf);
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: 1 }}>
        <StatusChip tone={verdicts[verdict].tone}>{verdicts[verdict].text}</StatusChip>
        <Box>
          at revision {formatCount(revision)}
          {names.length === 0 ? '' : `: ${listed(names)} ${names.length === 1 ? 'differs' : 'differ'} from the rest`}
        </Box>
      </Box>
      <Box component="ul" aria-label="Hashes" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {members.map((member) => (
          <Box component="li" key={member.member} sx={{ display: 'flex', gap: 2, py: '3px' }}>
            <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{nameOf(member)}</Box>
            {member.hash === null ? (
              <Box sx={{ color: color.muted, textAlign: 'right' }}>
                {member.failure === null ? 'not asked' : describeFailure(member.failure).title}
              </Box>
            ) : (
              <Box
                sx={{ ...mono, color: different.includes(member.member) ? color.bad : color.text }}
                title={compactedWords(member)}
              >
                {member.hash}
              </Box>
            )}
          </Box>
        ))}
      </Box>
    </>
  );
}
