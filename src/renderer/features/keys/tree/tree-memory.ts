import type { SourceId } from '../../../parts/source/source-id.ts';
import { membersOf } from '../../../state/members-of.ts';
import { readRemembered, remember, whileOpen } from '../../../state/window-memory.ts';
import { fromHex, toHex } from '../../../ui/byte-text.ts';
import { parseRowPlace } from '../../../ui/row-place.ts';
import type { TreeNode } from '../../../ui/tree-model.ts';
import type { TreePlace } from '../../../ui/VirtualTree.tsx';
import { bytesOfNode, type KeyNode } from '../model/key-node.ts';
import type { KeyTree, OpenFolder } from '../model/key-tree.ts';

/** What a tree showed: the prefix, and which folders were open. */
export interface RememberedTree {
  readonly prefix: Uint8Array;
  readonly folders: readonly OpenFolder[];
}

const treeOf = (source: SourceId): string => whileOpen(`keys.tree/${source}`);
const placeOf = (source: SourceId): string => whileOpen(`keys.place/${source}`);

/** The tree as this window left it, or `null` where it never showed it. */
export const rememberedTree = (source: SourceId): RememberedTree | null => readRemembered(treeOf(source), parseTree);

export const rememberTree = (source: SourceId, prefix: Uint8Array, folders: readonly OpenFolder[]): void =>
  remember(treeOf(source), {
    prefix: toHex(prefix),
    folders: folders.map(({ prefix: folder, rows }) => ({ prefix: toHex(folder), rows })),
  });

/** Where the tree of a prefix was scrolled to, or `null` where another one was shown last. */
export const rememberedTreePlace = (source: SourceId, prefix: Uint8Array): TreePlace | null =>
  readRemembered(placeOf(source), (json) => {
    const { prefix: of, top, cursor } = membersOf(json);
    if (of !== toHex(prefix)) return null;
    return { top: parseRowPlace(top), cursor: typeof cursor === 'string' ? cursor : null };
  });

export const rememberTreePlace = (source: SourceId, prefix: Uint8Array, place: TreePlace): void =>
  remember(placeOf(source), { prefix: toHex(prefix), ...place });

/** What a row goes by while it is remembered. */
export const placeOfNode = (node: KeyNode): string => `${node.kind} ${toHex(bytesOfNode(node))}`;

/** The row that goes by it, where it is loaded. */
export function nodeOfPlace(tree: KeyTree, place: string): TreeNode<KeyNode> | null {
  const [kind, hex] = place.split(' ');
  const bytes = hex === undefined ? null : fromHex(hex);
  if (bytes === null) return null;
  const meta = { key: bytes, createRevision: 0, modRevision: 0, version: 0, lease: null };
  return tree.nodeOf(kind === 'folder' ? { kind, prefix: bytes } : { kind: 'key', meta });
}

function parseTree(json: unknown): RememberedTree | null {
  const { prefix: hex, folders: stored } = membersOf(json);
  const prefix = typeof hex === 'string' ? fromHex(hex) : null;
  if (prefix === null || !Array.isArray(stored)) return null;
  const folders = stored.flatMap((each): readonly OpenFolder[] => {
    const { prefix: of, rows } = membersOf(each);
    const folder = typeof of === 'string' ? fromHex(of) : null;
    return folder === null || typeof rows !== 'number' || !Number.isSafeInteger(rows) ? [] : [{ prefix: folder, rows }];
  });
  return { prefix, folders };
}
