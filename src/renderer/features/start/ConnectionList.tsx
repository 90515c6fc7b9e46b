import Box from '@mui/material/Box';
import {
  type KeyboardEvent,
  type Ref,
  type RefObject,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { ConnectionId } from '../../../contract/ids.ts';
import { useRowsInView } from '../../ui/use-rows-in-view.ts';
import { ConnectionGroupRow, groupHeight } from './ConnectionGroupRow.tsx';
import { ConnectionRow, heightOf } from './ConnectionRow.tsx';
import type { ConnectionEntry } from './connection-entries.ts';
import { isHealthChecked } from './health-words.ts';

/** What else can be done with the list from outside. */
export interface ConnectionListHandle {
  /** Gives the focus to the row that has it last, at first the first one. */
  readonly focus: () => void;
}

interface ConnectionListProps {
  readonly entries: readonly ConnectionEntry[];
  /** What the list scrolls in. */
  readonly scroller: RefObject<HTMLElement | null>;
  readonly onToggle: (tag: string) => void;
  /** Up from the first row. */
  readonly onLeave: () => void;
  readonly onDidAnswer: (connection: ConnectionId, urgency: number) => void;
  readonly ref?: Ref<ConnectionListHandle>;
}

const steps: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(last, at + 1),
  ArrowUp: (at) => at - 1,
  PageDown: (at, last) => Math.min(last, at + 8),
  PageUp: (at) => Math.max(0, at - 8),
  Home: () => 0,
  End: (_, last) => last,
};

/**
 * The connections, of which only those in view are drawn. One row is in the order of Tab, and the arrows go to the others.
 * A row whose health is checked stays while it is listed, since that ends with it.
 */
export function ConnectionList({ entries, scroller, onToggle, onLeave, onDidAnswer, ref }: ConnectionListProps) {
  const list = useRef<HTMLUListElement>(null);
  const tops = useMemo(() => topsOf(entries), [entries]);
  const { first, end, show } = useRowsInView(scroller, list, tops);
  const [chosen, setChosen] = useState<string | null>(null);
  const wantsFocus = useRef(false);
  const at = Math.max(
    0,
    entries.findIndex(({ key }) => key === chosen),
  );
  const active = entries[at]?.key ?? null;

  const go = (row: number): void => {
    const entry = entries[row];
    if (entry === undefined) return;
    show(row);
    setChosen(entry.key);
    const drawn = Array.from(list.current?.children ?? []).find((one) => one.getAttribute('data-key') === entry.key);
    if (drawn === undefined) wantsFocus.current = true;
    else mainOf(drawn)?.focus({ preventScroll: true });
  };
  useImperativeHandle(ref, () => ({ focus: () => go(at) }));
  // A row out of view is drawn for this only now.
  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    mainOf(list.current?.querySelector('[data-active]'))?.focus({ preventScroll: true });
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    // A menu or dialog of a row is its child here, and elsewhere in the page.
    if (!(event.target instanceof Element) || list.current?.contains(event.target) !== true) return;
    const row = event.target.closest('li');
    const entry = entries[at];
    const step = steps[event.key];
    if (step !== undefined) {
      const to = step(at, entries.length - 1);
      if (to < 0) onLeave();
      else go(to);
    } else if (entry?.kind === 'group' && event.key === (entry.isOpen ? 'ArrowLeft' : 'ArrowRight'))
      onToggle(entry.tag);
    else if (event.key === 'ArrowRight') row?.querySelector<HTMLElement>('[aria-haspopup=menu]')?.focus();
    else if (event.key === 'ArrowLeft') mainOf(row)?.focus();
    else return;
    event.preventDefault();
  };

  return (
    <Box
      ref={list}
      component="ul"
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        const key = event.target.closest('li')?.dataset.key;
        if (key !== undefined) setChosen(key);
      }}
      sx={{ listStyle: 'none', m: 0, p: 0, position: 'relative', height: tops.at(-1) ?? 0 }}
    >
      {entries.map((entry, row) => {
        const isActive = entry.key === active;
        const isHeld = entry.kind === 'connection' && isHealthChecked(entry.summary);
        if ((row < first || row >= end) && !isActive && !isHeld) return null;
        const place = { top: tops[row] ?? 0, isFirst: row === 0, isActive, entryKey: entry.key };
        return entry.kind === 'group' ? (
          <ConnectionGroupRow key={entry.key} {...place} group={entry} onToggle={() => onToggle(entry.tag)} />
        ) : (
          <ConnectionRow
            key={entry.key}
            {...place}
            summary={entry.summary}
            isGrouped={entry.isGrouped}
            onDidAnswer={onDidAnswer}
          />
        );
      })}
    </Box>
  );
}

/** What a row is chosen by: its first button. */
const mainOf = (row: Element | null | undefined): HTMLElement | null => row?.querySelector('button') ?? null;

function topsOf(entries: readonly ConnectionEntry[]): readonly number[] {
  const tops = [0];
  for (const entry of entries) {
    tops.push((tops.at(-1) ?? 0) + (entry.kind === 'group' ? groupHeight : heightOf(entry.summary)));
  }
  return tops;
}
