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

/** Room for the names: what most of them share comes first, and what distinguishes them would be cut off. */
const nameWidth = { least: 260, most: 640, perCharacter: 7.3, padding: 24 } as const;

function widthFor(differences: readonly KeyDifference[]): number {
  const longest = differences.reduce((most, difference) => Math.max(most, nameOf(difference).length), 0);
  const { least, most, perCharacter, padding } = nameWidth;
  return Math.min(most, Math.max(least, Math.ceil(longest * perCharacter) + padding));
}

/** The columns of a table of differences, that of the names as wide as they are. */
export const differenceColumns = (differences: readonly KeyDifference[]): readonly TableColumn<KeyDifference>[] => [
  {
    id: 'kind',
    title: 'Difference',
    width: 110,
    valueOf: ({ kind }) => words[kind].word,
    render: ({ kind }) => <StatusChip tone={words[kind].tone}>{words[kind].word}</StatusChip>,
  },
  // Before the revisions, which a small window has no room for.
  { id: 'name', title: 'Key, behind the prefix', width: widthFor(differences), isMono: true, valueOf: nameOf },
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
