import Box from '@mui/material/Box';
import { formatCount } from '../../../ui/format.ts';
import { StatusChip } from '../../../ui/StatusChip.tsx';
import { color, font } from '../../../ui/tokens.ts';
import type { TreeNode } from '../../../ui/tree-model.ts';
import { type KeyNode, nameOf } from '../model/key-node.ts';

/** A row of the tree: the name, and of an open folder how much of it is loaded. Nothing here is counted by the server. */
export function KeyRow({ node }: { readonly node: TreeNode<KeyNode> }) {
  const name = nameOf(node.data);
  const { branch } = node;
  const loaded = branch?.isExpanded && branch.isLoaded ? branch.children.length : null;
  return (
    <>
      <span style={{ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' }} title={name.text}>
        {name.text}
      </span>
      {name.isBinary ? <StatusChip tone="neutral">binary</StatusChip> : null}
      {loaded === null ? null : (
        <Box component="span" sx={{ color: color.muted, fontFamily: font.sans, fontSize: '0.6875rem', pl: 1 }}>
          {branch?.tail?.kind === 'more' ? `${formatCount(loaded)} loaded` : formatCount(loaded)}
        </Box>
      )}
    </>
  );
}
