import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { LabCheck, LabOperation } from '../../../../contract/lab/checking.ts';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { useStore, useStorePart } from '../../../state/store.ts';
import { FactList } from '../../../ui/FactList.tsx';
import { formatCount } from '../../../ui/format.ts';
import { StatusChip, type Tone } from '../../../ui/StatusChip.tsx';
import { color } from '../../../ui/tokens.ts';
import { formatMilliseconds } from '../clock-words.ts';
import { useCanAct, useLab } from '../use-lab.tsx';

const verdicts: Readonly<
  Record<LabCheck['verdict'], { readonly tone: Tone; readonly text: string; readonly more: string }>
> = {
  linearizable: {
    tone: 'ok',
    text: 'linearizable',
    more: 'Some order of all operations explains every answer: as if one member had done them one by one.',
  },
  notLinearizable: {
    tone: 'bad',
    text: 'not linearizable',
    more: 'No order explains these two operations together.',
  },
  undecided: {
    tone: 'neutral',
    text: 'undecided',
    more: 'Nothing was seen yet, or the search for an order was given up.',
  },
};

/** A client that writes and reads all along, and what it says of the answers. */
export function ConsistencyPanel() {
  const { view, trials } = useLab();
  const canAct = useCanAct();
  const check = useStorePart(view, (each) => each.check);
  const { checkFailure } = useStore(trials.store);
  const isRunning = check?.isRunning === true;
  const isFresh = check === null || check.answered + check.refused + check.unknown === 0;
  const verdict = check === null ? null : verdicts[check.verdict];
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box sx={{ color: color.muted }}>
        A few clients write and read one key through all members while you cut, kill and heal. Their answers are
        searched for an order in which each could have happened.
      </Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        {isRunning ? (
          <Button disabled={!canAct} onClick={() => void trials.check(false)}>
            Stop the check
          </Button>
        ) : (
          <Button variant="contained" disabled={!canAct} onClick={() => void trials.check(true)}>
            {isFresh ? 'Start the check' : 'Start anew'}
          </Button>
        )}
        <Box role="status">
          {verdict === null || (isFresh && !isRunning) ? (
            'It does not run.'
          ) : (
            <StatusChip tone={verdict.tone}>{verdict.text}</StatusChip>
          )}
        </Box>
      </Box>
      {checkFailure === null ? null : <FailureView failure={checkFailure} layout="inline" />}
      {check === null || verdict === null || (isFresh && !isRunning) ? null : (
        <>
          <Box>{verdict.more}</Box>
          <FactList
            facts={[
              { name: 'Answered', value: formatCount(check.answered) },
              { name: 'Refused', value: `${formatCount(check.refused)}, which did nothing` },
              { name: 'Unknown', value: `${formatCount(check.unknown)}, which may still take effect` },
            ]}
          />
          {check.offending === null ? null : (
            <Box component="ul" aria-label="The operations that no order explains" sx={{ m: 0, pl: '20px' }}>
              {check.offending.map((operation) => (
                <li key={`${operation.client} ${operation.calledAt} ${operation.kind}`}>{operationWords(operation)}</li>
              ))}
            </Box>
          )}
        </>
      )}
    </Box>
  );
}

function operationWords({ client, member, kind, value, calledAt, answeredAt }: LabOperation): string {
  const what = kind === 'write' ? `writes ${value ?? '?'}` : `reads ${value ?? 'nothing'}`;
  const until = answeredAt === null ? 'and gets no answer' : `until ${formatMilliseconds(answeredAt)}`;
  return `Client ${client} ${what} through ${member}, from ${formatMilliseconds(calledAt)} ${until}`;
}
