import type { ReactNode } from 'react';
import { color, font, size, tint } from './tokens.ts';
import type { TreeNode, TreeRow, TreeTail } from './tree-model.ts';

const indent = 16;

const tailWords = (tail: TreeTail): string => {
  switch (tail.kind) {
    case 'loading':
      return 'Loading…';
    case 'more':
      return 'Load more';
    case 'failed':
      return `${tail.message} Try again`;
    case 'empty':
      return 'Nothing here';
  }
};

function Chevron({ isExpanded }: { readonly isExpanded: boolean }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      aria-hidden="true"
      style={{ flex: 'none', transform: isExpanded ? 'rotate(90deg)' : undefined }}
    >
      <path d="M6 4l4 4-4 4" fill="none" stroke="currentColor" strokeWidth="1.25" strokeLinecap="round" />
    </svg>
  );
}

/**
 * The styles of all rows, set once for the whole tree: styled one by one, a screenful of new rows takes longer than a
 * frame during fast scrolling.
 */
export const rowStyles = {
  '& [role="treeitem"]': {
    display: 'flex',
    alignItems: 'center',
    height: size.row,
    boxSizing: 'border-box',
    paddingRight: '10px',
    gap: '4px',
    cursor: 'default',
    whiteSpace: 'nowrap',
    fontFamily: font.mono,
    fontSize: '0.78125rem',
    color: color.text,
  },
  '& [role="treeitem"]:hover': { backgroundColor: tint(color.muted, 10) },
  '& [role="treeitem"][aria-selected="true"]': { backgroundColor: color.selection },
  '& [role="treeitem"][data-active]': { boxShadow: `inset 0 0 0 1px ${color.accent}` },
  '& [role="treeitem"][data-tail]': { fontFamily: 'inherit', fontSize: '0.75rem', color: color.muted },
  '& [role="treeitem"][data-tail="failed"]': { color: color.bad },
  '& .chevron': { width: 16, flex: 'none', display: 'flex', color: color.muted },
  '& .tail': { overflow: 'hidden', textOverflow: 'ellipsis' },
  '& [data-tail="more"] > .tail': { color: color.accent, fontWeight: 600 },
} as const;

/** One row: a node, or what stands after the last child of a branch. */
export function VirtualTreeRow<T>(props: {
  readonly id: string;
  readonly index: number;
  readonly row: TreeRow<T>;
  readonly label: string | undefined;
  readonly isSelected: boolean;
  readonly isActive: boolean;
  readonly render: (node: TreeNode<T>) => ReactNode;
}) {
  const { row } = props;
  const node = row.kind === 'node' ? row.node : null;
  const parent = node === null && row.kind === 'tail' ? row.parent : (node?.parent ?? null);
  const siblings = parent?.branch;
  const depth = (parent?.depth ?? -1) + 1;
  // -1: how many there are is not known while there is more to load.
  const setSize = siblings?.tail === null || siblings?.tail.kind === 'empty' ? siblings.children.length : -1;
  const isFolded = node?.branch ? node.branch.isExpanded : undefined;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus, and names its active row.
    <div
      id={props.id}
      data-row={props.index}
      role="treeitem"
      aria-level={depth + 1}
      aria-setsize={setSize}
      aria-posinset={node === null ? (siblings?.children.length ?? 0) + 1 : node.index + 1}
      aria-expanded={isFolded}
      aria-selected={props.isSelected}
      aria-label={props.label}
      aria-busy={row.kind === 'tail' && row.tail.kind === 'loading' ? true : undefined}
      data-tail={row.kind === 'tail' ? row.tail.kind : undefined}
      data-active={props.isActive ? '' : undefined}
      style={{ paddingLeft: 8 + depth * indent }}
    >
      <span className="chevron">{node?.branch ? <Chevron isExpanded={node.branch.isExpanded} /> : null}</span>
      {node !== null && props.render(node)}
      {row.kind === 'tail' && (
        <span className="tail" title={row.tail.kind === 'failed' ? row.tail.message : undefined}>
          {tailWords(row.tail)}
        </span>
      )}
    </div>
  );
}
