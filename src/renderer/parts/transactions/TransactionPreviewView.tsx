import Box from '@mui/material/Box';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { Transaction, TransactionPreview } from '../../../contract/transactions.ts';
import { PlanPart } from '../../ui/PlanPart.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { color, mono } from '../../ui/tokens.ts';
import { FoundKeys } from './FoundKeys.tsx';
import { Operations } from './Operations.tsx';
import { branchWords, comparedWords } from './outcome-words.ts';
import { shortComparison } from './short-lines.ts';

/** What a transaction would do: its comparisons against the keys as they are, and the branch that would run. */
export function TransactionPreviewView(props: {
  readonly connection: ConnectionId;
  readonly transaction: Transaction;
  readonly preview: TransactionPreview;
}) {
  const { connection, transaction, preview } = props;
  const { branch, comparisons, operations } = preview;
  const name = branch === 'success' ? 'Then' : 'Else';
  return (
    <>
      <Box>{branchWords(branch, comparisons.length > 0, 'would')}</Box>
      {comparisons.length === 0 ? null : (
        <PlanPart title="If">
          <Box component="ol" aria-label="Comparisons" sx={{ m: 0, pl: '22px', display: 'grid', gap: '6px' }}>
            {transaction.compare.map((comparison, place) => {
              const compared = comparisons[place];
              if (compared === undefined) return null;
              const isShown = comparison.target === 'value' && compared.entry !== null;
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: comparisons have no other name, and never move.
                <li key={place}>
                  <Box sx={{ display: 'flex', gap: 1, alignItems: 'baseline' }}>
                    <Box sx={{ ...mono, minWidth: 0, overflowWrap: 'anywhere' }}>{shortComparison(comparison)}</Box>
                    <StatusChip tone={compared.holds ? 'ok' : 'neutral'}>
                      {compared.holds ? 'holds' : 'does not hold'}
                    </StatusChip>
                  </Box>
                  <Box sx={{ color: color.muted, fontSize: '0.75rem' }}>{comparedWords(comparison, compared)}</Box>
                  {isShown && compared.entry !== null ? (
                    <FoundKeys connection={connection} entries={[compared.entry]} rest={0} hasValues />
                  ) : null}
                </li>
              );
            })}
          </Box>
        </PlanPart>
      )}
      <PlanPart title={name}>
        <Operations
          connection={connection}
          label={`Operations of ${name}`}
          operations={transaction[branch]}
          outcomes={operations}
          tense="would"
        />
      </PlanPart>
    </>
  );
}
