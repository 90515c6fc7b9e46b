import Box from '@mui/material/Box';
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
    <Box
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
      sx={{
        display: 'flex',
        alignItems: 'center',
        height: size.row,
        boxSizing: 'border-box',
        paddingLeft: `${8 + depth * indent}px`,
        paddingRight: '10px',
        gap: '4px',
        cursor: 'default',
        whiteSpace: 'nowrap',
        fontFamily: node === null ? undefined : font.mono,
        fontSize: node === null ? '0.75rem' : '0.78125rem',
        color:
          node === null ? (row.kind === 'tail' && row.tail.kind === 'failed' ? color.bad : color.muted) : color.text,
        backgroundColor: props.isSelected ? color.selection : undefined,
        boxShadow: props.isActive ? `inset 0 0 0 1px ${color.accent}` : undefined,
        '&:hover': { backgroundColor: props.isSelected ? color.selection : tint(color.muted, 10) },
      }}
    >
      <Box sx={{ width: 16, flex: 'none', display: 'flex', color: color.muted }}>
        {node?.branch ? <Chevron isExpanded={node.branch.isExpanded} /> : null}
      </Box>
      {node !== null && props.render(node)}
      {row.kind === 'tail' && (
        <span
          title={row.tail.kind === 'failed' ? row.tail.message : undefined}
          style={{
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            color: row.tail.kind === 'more' ? color.accent : undefined,
            fontWeight: row.tail.kind === 'more' ? 600 : undefined,
          }}
        >
          {tailWords(row.tail)}
        </span>
      )}
    </Box>
  );
}
