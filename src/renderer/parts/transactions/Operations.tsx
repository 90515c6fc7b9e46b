import Box from '@mui/material/Box';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { OperationOutcome, TransactionOperation } from '../../../contract/transactions.ts';
import { color, mono } from '../../ui/tokens.ts';
import { FoundKeys } from './FoundKeys.tsx';
import { outcomeWords } from './outcome-words.ts';
import { shortOperation } from './short-lines.ts';

/** The operations of a branch, and what each answers or has answered. */
export function Operations(props: {
  readonly connection: ConnectionId;
  readonly label: string;
  readonly operations: readonly TransactionOperation[];
  readonly outcomes: readonly OperationOutcome[];
  readonly tense: 'would' | 'did';
}) {
  const { connection, label, operations, outcomes, tense } = props;
  if (outcomes.length === 0) return <Box sx={{ color: color.muted }}>This branch has no operations.</Box>;
  return (
    <Box component="ol" aria-label={label} sx={{ m: 0, pl: '22px', display: 'grid', gap: '6px' }}>
      {outcomes.map((outcome, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: operations have no other name, and never move.
        <li key={place}>
          <Operation {...{ connection, outcome, tense }} operation={operations[place]} />
        </li>
      ))}
    </Box>
  );
}

function Operation(props: {
  readonly connection: ConnectionId;
  readonly operation: TransactionOperation | undefined;
  readonly outcome: OperationOutcome;
  readonly tense: 'would' | 'did';
}) {
  const { connection, operation, outcome, tense } = props;
  const entries = outcome.kind === 'put' ? (outcome.previous === null ? [] : [outcome.previous]) : outcome.entries;
  const all = outcome.kind === 'put' ? entries.length : outcome.kind === 'get' ? outcome.answered : outcome.count;
  const hasValues = operation?.kind !== 'get' || operation.answers === 'values';
  return (
    <>
      <Box sx={{ ...mono, overflowWrap: 'anywhere' }}>{operation === undefined ? '' : shortOperation(operation)}</Box>
      <Box sx={{ color: color.muted, fontSize: '0.75rem' }}>
        {outcomeWords(operation, outcome, tense)}
        {outcome.kind === 'put' && outcome.previous !== null ? '. Before:' : null}
      </Box>
      <FoundKeys {...{ connection, entries, hasValues }} rest={all - entries.length} />
    </>
  );
}
