import type { KeyDifference } from '../../../contract/compare.ts';
import { formatKnown } from '../../parts/source/known-count.ts';
import { escapeBytes } from '../../ui/byte-text.ts';
import { StatusChip, type Tone } from '../../ui/StatusChip.tsx';
import type { TableColumn } from '../../ui/table-model.ts';

const words: Readonly<Record<KeyDifference['kind'], { readonly tone: Tone; readonly word: string }>> = {
  added: { tone: 'ok', word: 'only right' },
  removed: { tone: 'bad', word: 'only left' },
  changed: { tone: 'warn', word: 'differs' },
  rewritten: { tone: 'neutral', word: 'same value' },
};

export const nameOf = (difference: KeyDifference): string => escapeBytes(difference.name).text;

const revisionText = (revision: number | null): string => formatKnown(revision ?? 0);

export const differenceColumns: readonly TableColumn<KeyDifference>[] = [
  {
    id: 'kind',
    title: 'Difference',
    width: 110,
    valueOf: ({ kind }) => words[kind].word,
    render: ({ kind }) => <StatusChip tone={words[kind].tone}>{words[kind].word}</StatusChip>,
  },
  // Before the revisions, which a small window has no room for.
  { id: 'name', title: 'Key, behind the prefix', width: 260, isMono: true, valueOf: nameOf },
  {
    id: 'left',
    title: 'Left modRevision',
    width: 130,
    align: 'end',
    isMono: true,
    valueOf: ({ left }) => left?.modRevision ?? null,
    render: ({ left }) => revisionText(left?.modRevision ?? null),
  },
  {
    id: 'right',
    title: 'Right modRevision',
    width: 130,
    align: 'end',
    isMono: true,
    valueOf: ({ right }) => right?.modRevision ?? null,
    render: ({ right }) => revisionText(right?.modRevision ?? null),
  },
];
