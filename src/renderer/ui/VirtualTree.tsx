import Box from '@mui/material/Box';
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { isMenuKey } from './menu-key.ts';
import { type RowPlace, useRowPlace } from './row-place.ts';
import { size } from './tokens.ts';
import { cursorOf, rowOfCursor, type TreeCursor, treeCommand, typeAhead } from './tree-keys.ts';
import type { TreeModel, TreeNode, TreeTail } from './tree-model.ts';
import { useVirtualRows, type VirtualRows } from './use-virtual-rows.ts';
import { rowStyles, VirtualTreeRow } from './VirtualTreeRow.tsx';

export interface VirtualTreeHandle<T> {
  focus(): void;
  /** Scrolls to a node and gives it the keyboard. */
  show(node: TreeNode<T>): void;
}

export interface VirtualTreeProps<T> {
  readonly model: TreeModel<T>;
  /** What the tree is called. */
  readonly label: string;
  /** A node's own words: what is read out, and what typing finds. */
  readonly textOf: (data: T) => string;
  readonly render: (node: TreeNode<T>) => ReactNode;
  readonly isSelected: (data: T) => boolean;
  /** A leaf was chosen. */
  readonly onOpen: (node: TreeNode<T>) => void;
  /** A branch was opened. */
  readonly onExpand: (node: TreeNode<T>) => void;
  /** The row after the last child was chosen: load more, or try again. */
  readonly onTail: (parent: TreeNode<T>, tail: TreeTail) => void;
  /** The context menu of a node was asked for, at a place on the screen. */
  readonly onMenu?: (node: TreeNode<T>, at: { readonly left: number; readonly top: number }) => void;
  /** A key that means nothing to the tree. */
  readonly onKey?: (event: KeyboardEvent, node: TreeNode<T>) => void;
  /** Where it was left. Looked at once, when it is shown. */
  readonly place?: TreePlace | null;
  readonly onPlace?: (place: TreePlace) => void;
  /** What a node goes by in a place, and the node that goes by it, where it is loaded. */
  readonly keyOf?: (data: T) => string;
  readonly findNode?: (key: string) => TreeNode<T> | null;
  /** No more rows come by themselves. */
  readonly isSettled?: boolean;
  readonly ref?: Ref<VirtualTreeHandle<T>>;
}

/** Where a tree was left: the row at its top, and the one that had the keyboard. */
export interface TreePlace {
  readonly top: RowPlace | null;
  readonly cursor: string | null;
}

const typedForgottenAfterMs = 700;

const treeStyles = {
  height: '100%',
  overflow: 'auto',
  outline: 'none',
  position: 'relative',
  userSelect: 'none',
  ...rowStyles,
} as const;

/** A lazily loaded tree of any size, of which only the rows on screen are drawn. */
export function VirtualTree<T>(props: VirtualTreeProps<T>) {
  const { model, textOf, onOpen, onExpand, onTail, onMenu, onKey } = props;
  useSyncExternalStore(model.subscribe, model.version);
  const id = useId();
  const rows = useVirtualRows({ count: model.rowCount, rowHeight: size.row });
  const { scroller, showRow } = rows;
  const [held, hold] = useState<TreeCursor<T> | null>(null);
  const { setCursor, onScroll } = useTreePlace(props, rows, hold);
  const [hasFocus, setHasFocus] = useState(false);
  const typed = useRef({ text: '', at: 0 });

  const cursor = cursorInTree(model, held);
  const cursorRow = cursor === null ? -1 : rowOfCursor(model, cursor);

  const go = useCallback(
    (to: TreeCursor<T>) => {
      setCursor(to);
      showRow(rowOfCursor(model, to));
    },
    [model, showRow, setCursor],
  );
  useImperativeHandle(
    props.ref,
    () => ({ focus: () => scroller.current?.focus(), show: (node) => go({ node, isTail: false }) }),
    [scroller, go],
  );

  const setExpanded = (node: TreeNode<T>, isExpanded: boolean): void => {
    model.setExpanded(node, isExpanded);
    if (isExpanded) onExpand(node);
  };
  const activate = (at: TreeCursor<T>): void => {
    if (at.isTail) {
      const tail = at.node.branch?.tail ?? null;
      if (tail !== null) onTail(at.node, tail);
    } else if (at.node.branch === null) onOpen(at.node);
    else setExpanded(at.node, !at.node.branch.isExpanded);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (cursor === null || event.target !== event.currentTarget) return;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isPlain && event.key.length === 1 && (event.key !== ' ' || typed.current.text !== '')) {
      const text = event.timeStamp - typed.current.at > typedForgottenAfterMs ? '' : typed.current.text;
      if (event.key !== ' ' || text !== '') {
        // The same letter again and again walks the rows that begin with it.
        typed.current = { text: text === event.key ? text : text + event.key, at: event.timeStamp };
        const found = typeAhead(model, cursorRow, typed.current.text, textOf);
        if (found !== null) go(found);
        event.preventDefault();
        return;
      }
    }
    typed.current = { text: '', at: 0 };
    if (onMenu !== undefined && !cursor.isTail && isMenuKey(event)) {
      const row = document.getElementById(`${id}-${cursorRow}`)?.getBoundingClientRect();
      onMenu(cursor.node, { left: (row?.left ?? 0) + 32, top: row?.bottom ?? 0 });
      event.preventDefault();
      return;
    }
    const command = isPlain ? treeCommand(model, cursor, event.key, rows.pageRows) : { kind: 'none' as const };
    if (command.kind === 'none') {
      if (!cursor.isTail) onKey?.(event, cursor.node);
      return;
    }
    event.preventDefault();
    if (command.kind === 'go') go(command.to);
    else if (command.kind === 'activate') activate(command.at);
    else setExpanded(command.at.node, command.kind === 'expand');
  };

  const rowUnder = (event: MouseEvent): TreeCursor<T> | null => {
    const element = event.target instanceof Element ? event.target.closest('[data-row]') : null;
    const row = element === null ? null : model.rowAt(Number(element.getAttribute('data-row')));
    return row === null ? null : cursorOf(row);
  };

  const drawn: ReactNode[] = [];
  for (let at = rows.window.first; at < rows.window.end; at++) {
    const row = model.rowAt(at);
    if (row === null) continue;
    drawn.push(
      <VirtualTreeRow
        key={at}
        id={`${id}-${at}`}
        index={at}
        row={row}
        label={row.kind === 'node' ? textOf(row.node.data) : undefined}
        isSelected={row.kind === 'node' && props.isSelected(row.node.data)}
        isActive={hasFocus && at === cursorRow}
        render={props.render}
      />,
    );
  }
  const isCursorDrawn = cursorRow >= rows.window.first && cursorRow < rows.window.end;

  return (
    <Box
      ref={scroller}
      role="tree"
      aria-label={props.label}
      aria-activedescendant={isCursorDrawn ? `${id}-${cursorRow}` : undefined}
      tabIndex={0}
      onScroll={onScroll}
      onFocus={() => setHasFocus(true)}
      onBlur={() => setHasFocus(false)}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const at = rowUnder(event);
        if (at === null) return;
        setCursor(at);
        activate(at);
      }}
      onContextMenu={(event) => {
        const at = rowUnder(event);
        if (at === null || at.isTail || onMenu === undefined) return;
        event.preventDefault();
        setCursor(at);
        onMenu(at.node, { left: event.clientX, top: event.clientY });
      }}
      sx={treeStyles}
    >
      <div role="presentation" style={{ height: rows.window.height, position: 'relative', overflow: 'hidden' }}>
        <div
          role="presentation"
          style={{ position: 'absolute', insetInline: 0, transform: `translateY(${rows.window.offset}px)` }}
        >
          {drawn}
        </div>
      </div>
    </Box>
  );
}

/** Goes back to where the tree was left, as its rows come, and tells where it is by then. */
function useTreePlace<T>(
  props: VirtualTreeProps<T>,
  rows: VirtualRows,
  hold: (cursor: TreeCursor<T>) => void,
): { readonly setCursor: (cursor: TreeCursor<T>) => void; readonly onScroll: () => void } {
  const { model, place = null, isSettled = true } = props;
  const latest = useRef(props);
  latest.current = props;
  const now = useRef<TreePlace>(place ?? { top: null, cursor: null });
  const wanted = useRef(place?.cursor ?? null);
  const tell = useCallback((changes: Partial<TreePlace>): void => {
    now.current = { ...now.current, ...changes };
    latest.current.onPlace?.(now.current);
  }, []);
  const setCursor = useCallback(
    (cursor: TreeCursor<T>): void => {
      wanted.current = null;
      hold(cursor);
      tell({ cursor: latest.current.keyOf?.(cursor.node.data) ?? null });
    },
    [hold, tell],
  );
  const version = model.version();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version may have the row.
  useLayoutEffect(() => {
    const node = wanted.current === null ? null : (latest.current.findNode?.(wanted.current) ?? null);
    if (node === null || model.rowOf(node) === -1) return;
    wanted.current = null;
    hold({ node, isTail: false });
  }, [version, model, hold]);
  const { onScroll } = useRowPlace({
    rows,
    initial: place?.top ?? null,
    keyOfRow: (at) => {
      const row = model.rowAt(at);
      return row?.kind === 'node' ? (props.keyOf?.(row.node.data) ?? null) : null;
    },
    findRow: ({ key }) => {
      const node = props.findNode?.(key) ?? null;
      return node === null ? -1 : model.rowOf(node);
    },
    count: model.rowCount,
    isSettled,
    onPlace: (top) => tell({ top }),
  });
  return { setCursor, onScroll };
}

/** Where the keyboard is, after rows came and went: where it was, else the nearest row above that is still there. */
function cursorInTree<T>(model: TreeModel<T>, held: TreeCursor<T> | null): TreeCursor<T> | null {
  for (let at = held; at !== null; at = at.node.parent === null ? null : { node: at.node.parent, isTail: false }) {
    if (rowOfCursor(model, at) !== -1) return at;
    if (at.isTail && rowOfCursor(model, { ...at, isTail: false }) !== -1) return { ...at, isTail: false };
  }
  const first = model.rowAt(0);
  return first === null ? null : cursorOf(first);
}
