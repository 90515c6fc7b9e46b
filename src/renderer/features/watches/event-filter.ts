import type { EventRow, LogRow } from './event-log.ts';

/** Which kinds of change are shown; a key's first version is created, every later one modified. */
export const eventKinds = ['all', 'put', 'create', 'modify', 'delete'] as const;

export type EventKind = (typeof eventKinds)[number];

/** Which of a watch's events are shown. All of them are kept. */
export interface EventFilter {
  /** Words that have to be there, in any order; upper and lower case are alike. */
  readonly text: string;
  /** Words may stand in the values as well, as they are shown: covered data is not found. */
  readonly inValues: boolean;
  readonly kind: EventKind;
}

export const noFilter: EventFilter = { text: '', inValues: false, kind: 'all' };

export const isFiltering = ({ text, kind }: EventFilter): boolean => text.trim() !== '' || kind !== 'all';

/** More of a value is not looked through. */
const mostSearched = 256 * 1024;

const decoder = new TextDecoder();

/** Whether a line is shown. Every note about the watch itself is. */
export function fits(row: LogRow, filter: EventFilter): boolean {
  if (row.kind === 'note') return true;
  if (!isOfKind(row, filter.kind)) return false;
  const words = wordsOf(filter.text);
  if (words.length === 0) return true;
  const name = row.name.toLowerCase();
  const missing = words.filter((word) => !name.includes(word));
  if (missing.length === 0 || !filter.inValues) return missing.length === 0;
  const values = textOfValues(row);
  return missing.every((word) => values.includes(word));
}

let split = { text: '', words: [] as readonly string[] };

/** The words of the text that was asked for last are kept: it is asked for each of many lines. */
function wordsOf(text: string): readonly string[] {
  if (split.text !== text) split = { text, words: text.toLowerCase().split(/\s+/).filter(Boolean) };
  return split.words;
}

function textOfValues({ event }: EventRow): string {
  const entries = [event.type === 'put' ? event.entry : null, event.previous];
  return entries
    .map((entry) => (entry === null ? '' : decoder.decode(entry.value.subarray(0, mostSearched))))
    .join('\n')
    .toLowerCase();
}

function isOfKind({ event }: EventRow, kind: EventKind): boolean {
  switch (kind) {
    case 'all':
      return true;
    case 'put':
    case 'delete':
      return event.type === kind;
    case 'create':
      return event.type === 'put' && event.entry.version === 1;
    case 'modify':
      return event.type === 'put' && event.entry.version > 1;
  }
}
