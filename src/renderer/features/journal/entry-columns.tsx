import type { JournalEntry } from '../../../contract/journal.ts';
import { entryWords } from '../../parts/plans/change-words.ts';
import { formatCount, formatMoment } from '../../ui/format.ts';
import type { TableColumn } from '../../ui/table-model.ts';
import { resultOf } from './entry-words.ts';

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
