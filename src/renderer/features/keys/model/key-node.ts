import type { KeyChild } from '../../../../contract/keys.ts';
import type { ListedKey } from '../../../../contract/listed-key.ts';
import {
  bytesOf,
  compareBytes,
  concatBytes,
  type EscapedBytes,
  escapeBytes,
  indexOfBytes,
  startsWithBytes,
} from '../../../ui/byte-text.ts';
import type { TreeItem } from '../../../ui/tree-model.ts';

/** What parts keys into folders. */
export const delimiter = bytesOf('/');

/** A row of the tree. The root is the folder of the prefix that the tree shows. */
export type KeyNode =
  | { readonly kind: 'folder'; readonly prefix: Uint8Array }
  | { readonly kind: 'key'; readonly meta: ListedKey };

export const itemOf = (child: KeyChild): TreeItem<KeyNode> =>
  child.kind === 'folder'
    ? { data: { kind: 'folder', prefix: child.prefix }, isBranch: true }
    : { data: { kind: 'key', meta: child.meta }, isBranch: false };

/** The bytes that a row stands for: a key, or a folder's prefix. Rows stand in their order. */
export const bytesOfNode = (node: KeyNode): Uint8Array => (node.kind === 'folder' ? node.prefix : node.meta.key);

export const compareNodes = (a: KeyNode, b: KeyNode): number => compareBytes(bytesOfNode(a), bytesOfNode(b));

/** Tells siblings apart; a key may be called exactly as a folder. */
export const identityOf = (node: KeyNode): string => {
  let identity = node.kind;
  for (const byte of bytesOfNode(node)) identity += String.fromCharCode(byte);
  return identity;
};

/** A row's name: the last part of what it stands for. A key that ends with the delimiter has none beneath its folder. */
export function nameOf(node: KeyNode): EscapedBytes {
  const bytes = bytesOfNode(node);
  const from = node.kind === 'folder' ? folderOf(bytes).length : folderOf(concatBytes(bytes, bytesOf('.'))).length;
  return from < bytes.length ? escapeBytes(bytes.subarray(from)) : { text: '(empty name)', isBinary: false };
}

/** The folder that a key or a prefix stands in: everything up to its last delimiter but an ending one. */
export function folderOf(bytes: Uint8Array): Uint8Array {
  for (let end = bytes.length - delimiter.length - 1; end >= 0; end--) {
    if (startsWithBytes(bytes.subarray(end), delimiter)) return bytes.subarray(0, end + delimiter.length);
  }
  return new Uint8Array();
}

/** The child of a folder that a key beneath it belongs to: the key itself, or the next folder on the way. */
export function childOn(
  folder: Uint8Array,
  key: Uint8Array,
): { readonly kind: 'folder' | 'key'; readonly end: number } {
  const at = indexOfBytes(key, delimiter, folder.length);
  if (at === -1) return { kind: 'key', end: key.length };
  return { kind: 'folder', end: at + delimiter.length };
}
