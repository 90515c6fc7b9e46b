import type { LogRow } from './event-log.ts';

/** Which kinds of change are shown; a key's first version is created, every later one modified. */
export const eventKinds = ['all', 'put', 'create', 'modify', 'delete'] as const;

export type EventKind = (typeof eventKinds)[number];

/** Which of a watch's events are shown. All of them are kept. */
export interface EventFilter {
  /** Words that the key has to have in it, in any order; upper and lower case are alike. */
  readonly text: string;
  readonly kind: EventKind;
}

export const noFilter: EventFilter = { text: '', kind: 'all' };

export const isFiltering = ({ text, kind }: EventFilter): boolean => text.trim() !== '' || kind !== 'all';

/** Returns the rows that match, and every note about the watch itself. */
export function fittingRows(rows: readonly LogRow[], filter: EventFilter): readonly LogRow[] {
  if (!isFiltering(filter)) return rows;
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (row.kind === 'note') return true;
    if (!isOfKind(row, filter.kind)) return false;
    const name = row.name.toLowerCase();
    return words.every((word) => name.includes(word));
  });
}

function isOfKind({ event }: Extract<LogRow, { kind: 'event' }>, kind: EventKind): boolean {
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
