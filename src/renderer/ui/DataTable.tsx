import Box from '@mui/material/Box';
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { DataTableHeader, headerHeight } from './DataTableHeader.tsx';
import { DataTableRow } from './DataTableRow.tsx';
import { isMenuKey } from './menu-key.ts';
import { useRowPlace } from './row-place.ts';
import {
  growingColumn,
  nextSort,
  select,
  selectForMenu,
  sortRows,
  type TableColumn,
  type TablePlace,
  type TableSelection,
  type TableSort,
  toTsv,
} from './table-model.ts';
import { rowsOf, sliceOf, type TableRows } from './table-rows.ts';
import { size } from './tokens.ts';
import { useVirtualRows } from './use-virtual-rows.ts';

export interface DataTableProps<R> {
  /** What the table is called. */
  readonly label: string;
  readonly columns: readonly TableColumn<R>[];
  /** A list, or rows that are read one at a time; these have their own order, and are not sorted. */
  readonly rows: readonly R[] | TableRows<R>;
  /** Identifies a row, independent of the order. */
  readonly keyOf: (row: R) => string;
  readonly selection: TableSelection;
  readonly onSelection: (selection: TableSelection) => void;
  /** Enter, or a double click. */
  readonly onOpen?: (row: R) => void;
  /**
   * The context menu of a row was asked for, at a place on the screen. The row is selected by then: with all others, where
   * it was among them, else alone.
   */
  readonly onMenu?: (row: R, at: { readonly left: number; readonly top: number }) => void;
  /** A key that means nothing to the table. */
  readonly onKey?: (event: KeyboardEvent) => void;
  /** Whether titles sort; not where the rows' own order says something. */
  readonly isSortable?: boolean;
  /** A row that is a sentence across all columns, and not a thing to choose. */
  readonly noteOf?: (row: R) => ReactNode | null;
  /** Where it was left: how it was sorted, and which row was at its top. Looked at once, when it is shown. */
  readonly place?: TablePlace | null;
  readonly onPlace?: (place: TablePlace) => void;
  /** Called with the rows that are drawn, whenever they are others. */
  readonly onDrawn?: (rows: readonly R[]) => void;
  /** No more rows come by themselves: only then is a row that is not there known to be gone. */
  readonly isSettled?: boolean;
  /** In place of rows. */
  readonly empty?: ReactNode;
  readonly rowHeight?: number;
}

/** A table of any length: only the rows on screen are drawn. Rows put in above what is seen do not move it. */
export function DataTable<R>(props: DataTableProps<R>) {
  const { columns, keyOf, selection, onSelection, onOpen, onMenu, isSortable = true, rowHeight = size.row } = props;
  const id = useId();
  const { place: left = null, onPlace, isSettled = true } = props;
  const [sort, setSort] = useState<TableSort | null>(left?.sort ?? null);
  const [widths, setWidths] = useState<ReadonlyMap<string, number>>(new Map());
  const rows = useMemo(
    () => ('indexOfKey' in props.rows ? props.rows : rowsOf(sortRows(props.rows, columns, sort), keyOf)),
    [props.rows, columns, sort, keyOf],
  );
  const keyAt = (index: number): string | null => {
    const row = rows.at(index);
    return row === undefined ? null : keyOf(row);
  };
  const list = (): readonly R[] => sliceOf(rows, 0, rows.length);
  const virtual = useVirtualRows({ count: rows.length, rowHeight, headerHeight });
  usePlaceKept(rows, keyOf, virtual.firstRow, virtual.shiftBy);
  useDrawn(rows, virtual.window, props.onDrawn);
  const top = useRef(left?.top ?? null);
  const { onScroll } = useRowPlace({
    rows: virtual,
    initial: top.current,
    keyOfRow: keyAt,
    findRow: ({ key }) => rows.indexOfKey(key),
    count: rows.length,
    isSettled,
    onPlace: (now) => {
      top.current = now;
      onPlace?.({ sort, top: now });
    },
  });
  const sortBy = (column: string): void => {
    const next = nextSort(sort, column);
    setSort(next);
    onPlace?.({ sort: next, top: top.current });
  };

  const widthOf = (column: TableColumn<R>): number => widths.get(column.id) ?? column.width;
  const growing = growingColumn(columns);
  const template = columns
    .map((column, index) => (index === growing ? `minmax(${widthOf(column)}px, 1fr)` : `${widthOf(column)}px`))
    .join(' ');
  const isNote = (row: R): boolean => (props.noteOf?.(row) ?? null) !== null;
  const cursor = selection.cursor === null ? -1 : rows.indexOfKey(selection.cursor);

  const choose = (row: R, how: 'alone' | 'toggle' | 'extend'): void => {
    if (!isNote(row)) onSelection(select(selection, how === 'extend' ? list().map(keyOf) : [], keyOf(row), how));
  };
  const askForMenu = (row: R, at: { readonly left: number; readonly top: number }): void => {
    onSelection(selectForMenu(selection, keyOf(row)));
    onMenu?.(row, at);
  };
  const goTo = (from: number, step: number, isExtending: boolean): void => {
    const direction = Math.sign(step) || 1;
    let to = Math.max(0, Math.min(rows.length - 1, from));
    for (let row = rows.at(to); row !== undefined && isNote(row); row = rows.at(to)) to += direction;
    const row = rows.at(to);
    if (row === undefined) return;
    choose(row, isExtending ? 'extend' : 'alone');
    virtual.showRow(to);
  };
  const copy = (): void => {
    const chosen = list().filter((row) => selection.keys.has(keyOf(row)));
    if (chosen.length > 0) void navigator.clipboard.writeText(toTsv(columns, chosen)).catch(() => undefined);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const isMod = event.ctrlKey || event.metaKey;
    const page = virtual.pageRows;
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowDown: [cursor + 1, 1],
      ArrowUp: [cursor === -1 ? 0 : cursor - 1, -1],
      PageDown: [cursor + page, 1],
      PageUp: [cursor - page, -1],
      Home: [0, 1],
      End: [rows.length - 1, -1],
    };
    const step = steps[event.key];
    if (onMenu !== undefined && cursor !== -1 && isMenuKey(event)) {
      const row = rows.at(cursor);
      const drawn = document.getElementById(`${id}-${cursor}`)?.getBoundingClientRect();
      if (row !== undefined) askForMenu(row, { left: (drawn?.left ?? 0) + 32, top: drawn?.bottom ?? 0 });
    } else if (step !== undefined) goTo(step[0], step[1], event.shiftKey);
    else if (isMod && event.key === 'a') {
      const keys = list()
        .filter((row) => !isNote(row))
        .map(keyOf);
      onSelection({ ...selection, keys: new Set(keys) });
    } else if (isMod && event.key === 'c') {
      if (window.getSelection()?.isCollapsed === false) return;
      copy();
    } else if (event.key === 'Enter' && cursor !== -1) {
      const row = rows.at(cursor);
      if (row !== undefined) onOpen?.(row);
    } else {
      props.onKey?.(event);
      return;
    }
    event.preventDefault();
  };

  const rowUnder = (event: MouseEvent): R | undefined => {
    const element = event.target instanceof Element ? event.target.closest('[data-row]') : null;
    return element === null ? undefined : rows.at(Number(element.getAttribute('data-row')));
  };

  const isCursorDrawn = cursor >= virtual.window.first && cursor < virtual.window.end;
  return (
    <Box
      ref={virtual.scroller}
      role="grid"
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-multiselectable="true"
      aria-activedescendant={isCursorDrawn ? `${id}-${cursor}` : undefined}
      tabIndex={0}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const row = rowUnder(event);
        if (row !== undefined)
          choose(row, event.shiftKey ? 'extend' : event.ctrlKey || event.metaKey ? 'toggle' : 'alone');
      }}
      onDoubleClick={(event) => {
        const row = rowUnder(event);
        if (row === undefined || isNote(row) || onOpen === undefined) return;
        // The word that a double click marks is not what was meant.
        window.getSelection()?.removeAllRanges();
        onOpen(row);
      }}
      onContextMenu={(event) => {
        const row = rowUnder(event);
        if (row === undefined || isNote(row) || onMenu === undefined) return;
        event.preventDefault();
        askForMenu(row, { left: event.clientX, top: event.clientY });
      }}
      sx={{ height: '100%', overflow: 'auto', position: 'relative', '&:focus-visible': { outline: 'none' } }}
    >
      <DataTableHeader
        columns={columns}
        template={template}
        widthOf={widthOf}
        onWidth={(column, width) => setWidths((before) => new Map(before).set(column, width))}
        sort={sort}
        onSort={isSortable ? sortBy : null}
      />
      {rows.length === 0 ? (
        props.empty
      ) : (
        <Box role="presentation" sx={{ height: virtual.window.height, position: 'relative', minWidth: 'fit-content' }}>
          <Box
            role="presentation"
            sx={{ minWidth: 'fit-content' }}
            style={{ transform: `translateY(${virtual.window.offset}px)` }}
          >
            {sliceOf(rows, virtual.window.first, virtual.window.end).map((row, offset) => {
              const index = virtual.window.first + offset;
              return (
                <DataTableRow
                  key={keyOf(row)}
                  id={`${id}-${index}`}
                  index={index}
                  row={row}
                  columns={columns}
                  template={template}
                  height={rowHeight}
                  note={props.noteOf?.(row) ?? null}
                  isSelected={selection.keys.has(keyOf(row))}
                  isCursor={index === cursor}
                />
              );
            })}
          </Box>
        </Box>
      )}
    </Box>
  );
}

function useDrawn<R>(
  rows: TableRows<R>,
  { first, end }: { readonly first: number; readonly end: number },
  onDrawn: ((rows: readonly R[]) => void) | undefined,
): void {
  const latest = useRef(onDrawn);
  latest.current = onDrawn;
  useEffect(() => latest.current?.(sliceOf(rows, first, end)), [rows, first, end]);
}

/** Scrolls along when rows come in above, unless the top itself is seen: there the newest is what one looks for. */
function usePlaceKept<R>(
  rows: TableRows<R>,
  keyOf: (row: R) => string,
  firstRow: () => number,
  shiftBy: (rows: number) => void,
): void {
  const before = useRef(rows);
  useLayoutEffect(() => {
    const old = before.current;
    before.current = rows;
    if (old === rows) return;
    const first = firstRow();
    const row = old.at(first);
    if (first === 0 || row === undefined) return;
    const now = rows.indexOfKey(keyOf(row));
    if (now !== -1 && now !== first) shiftBy(now - first);
  }, [rows, keyOf, firstRow, shiftBy]);
}
