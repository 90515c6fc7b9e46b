import Box from '@mui/material/Box';
import type { ConnectionId } from '../../../contract/ids.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { Operations } from '../../parts/transactions/Operations.tsx';
import { branchWords } from '../../parts/transactions/outcome-words.ts';
import { Card } from '../../ui/Card.tsx';
import { formatCount } from '../../ui/format.ts';
import { color } from '../../ui/tokens.ts';
import { branchNames } from './transaction-form.ts';
import type { SentTransaction } from './transactions-model.ts';

/** What became of the transaction that was sent last. */
export function ResultCard(props: { readonly connection: ConnectionId; readonly sent: SentTransaction }) {
  const { connection, sent } = props;
  const { transaction, report } = sent;
  const { transaction: outcome, failure, revision } = report;
  return (
    <Card title="Result" end={revision === null ? null : `revision ${formatCount(revision)}`}>
      {outcome === undefined ? (
        <Box>
          <Box sx={{ fontWeight: 600 }}>{titleOf(sent)}</Box>
          {failure === null ? null : (
            <Box
              sx={{ color: color.muted }}
            >{`${describeFailure(failure).title} ${describeFailure(failure).action}`}</Box>
          )}
        </Box>
      ) : (
        <Box sx={{ display: 'grid', gap: 1 }}>
          <Box>{branchWords(outcome.branch, transaction.compare.length > 0, 'did')}</Box>
          <Operations
            connection={connection}
            label={`Results of ${branchNames[outcome.branch]}`}
            operations={transaction[outcome.branch]}
            outcomes={outcome.operations}
            tense="did"
          />
        </Box>
      )}
    </Card>
  );
}

function titleOf({ report: { outcome, unknown, mayStillHappen } }: SentTransaction): string {
  if (outcome === 'done') return 'It was done. Its answer was lost, so what it read is not known.';
  if (unknown === 0) return 'It was not done.';
  return mayStillHappen
    ? 'It is not known whether it was done, and it may still happen.'
    : 'It is not known whether it was done.';
}
