import { useRef } from 'react';
import { nothingSelected, parseTablePlace, type TablePlace, type TableSelection } from '../ui/table-model.ts';
import { membersOf } from './members-of.ts';
import { readRemembered, remember } from './window-memory.ts';

interface LeftTable {
  /** What the rows belong to. */
  readonly of: string;
  readonly place: TablePlace | null;
  /** The row that was selected, where it was one. */
  readonly row: string | null;
}

/**
 * Keeps in this window how a table was sorted and scrolled, and which row was selected, by the name of its place. `of` says
 * what its rows belong to: a place among other rows is dropped.
 */
export function useTablePlace(
  name: string,
  of: string,
): {
  readonly place: TablePlace | null;
  readonly onPlace: (place: TablePlace) => void;
  readonly selection: TableSelection;
  readonly keepSelection: (selection: TableSelection) => void;
} {
  const atFirst = useRef<LeftTable | null>(null);
  atFirst.current ??= readRemembered(name, parseLeft) ?? { of, place: null, row: null };
  const now = useRef(atFirst.current);
  const { place, row } = atFirst.current.of === of ? atFirst.current : { place: null, row: null };
  const keep = (changes: Partial<LeftTable>): void => {
    now.current = { ...(now.current.of === of ? now.current : { place: null, row: null }), of, ...changes };
    remember(name, now.current);
  };
  return {
    place,
    onPlace: (left) => keep({ place: left }),
    selection: row === null ? nothingSelected : { keys: new Set([row]), anchor: row, cursor: row },
    keepSelection: ({ keys, cursor }) => keep({ row: keys.size === 1 ? cursor : null }),
  };
}

function parseLeft(json: unknown): LeftTable | null {
  const { of, place, row } = membersOf(json);
  if (typeof of !== 'string') return null;
  return { of, place: parseTablePlace(place), row: typeof row === 'string' ? row : null };
}
