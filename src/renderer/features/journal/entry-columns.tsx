import type { JournalEntry } from '../../../contract/journal.ts';
import { entryWords } from '../../parts/plans/change-words.ts';
import { formatCount, formatMoment } from '../../ui/format.ts';
import type { TableColumn } from '../../ui/table-model.ts';

/** The outcomes, as the filter and the table name them. */
export const outcomeWords: Readonly<Record<JournalEntry['outcome'], string>> = {
  done: 'Confirmed',
  stopped: 'Stopped',
  unknown: 'Unknown',
  failed: 'Not done',
};

/** How an entry ended; of an unknown outcome, whether it is settled that it can no longer happen. */
export const resultOf = ({ outcome, mayStillHappen }: JournalEntry): string =>
  outcome === 'unknown' && mayStillHappen ? 'Unknown, may still happen' : outcomeWords[outcome];

export const entryColumns: readonly TableColumn<JournalEntry>[] = [
  { id: 'at', title: 'When', width: 180, valueOf: ({ at }) => at, render: ({ at }) => formatMoment(at) },
  { id: 'connection', title: 'Connection', width: 130, valueOf: ({ connectionName }) => connectionName },
  { id: 'result', title: 'Result', width: 170, valueOf: resultOf },
  { id: 'what', title: 'What', width: 360, valueOf: entryWords },
  {
    ...{ id: 'revision', title: 'Revision', width: 100, align: 'end' },
    valueOf: ({ revision }) => revision,
    render: ({ revision }) => (revision === null ? '' : formatCount(revision)),
  },
];
