import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import type { ReactNode } from 'react';
import { copyText } from './copy-text.ts';
import { getLine } from './etcdctl-lines.ts';
import { folderOf, type KeyNode } from './key-node.ts';
import { plainText } from './plain-text.ts';

/** What can be done with a row of the tree. */
export function KeyRowMenu(props: {
  readonly menu: { readonly node: KeyNode; readonly at: { readonly left: number; readonly top: number } } | null;
  readonly onClose: () => void;
  readonly onOpen: (key: Uint8Array) => void;
  readonly onNew: (prefix: Uint8Array) => void;
  readonly onDelete: (key: Uint8Array) => void;
  readonly onWatch: (key: Uint8Array, isPrefix: boolean) => void;
  readonly onJump: (prefix: Uint8Array) => void;
}) {
  const { menu, onClose } = props;
  const node = menu?.node;
  const item = (label: string, run: () => void) => (
    <MenuItem
      key={label}
      onClick={() => {
        onClose();
        run();
      }}
    >
      {label}
    </MenuItem>
  );
  const items = (): readonly ReactNode[] => {
    if (node === undefined) return [];
    if (node.kind === 'folder') {
      return [
        item('Show only this folder', () => props.onJump(node.prefix)),
        item('New key here', () => props.onNew(node.prefix)),
        item('Watch', () => props.onWatch(node.prefix, true)),
        item('Copy prefix', () => copyText(plainText(node.prefix), 'prefix')),
      ];
    }
    const { key } = node.meta;
    const line = getLine(key);
    return [
      item('Open', () => props.onOpen(key)),
      item('New key here', () => props.onNew(folderOf(key))),
      item('Watch', () => props.onWatch(key, false)),
      item('Copy key', () => copyText(plainText(key), 'key')),
      line === null ? null : item('Copy as etcdctl', () => copyText(line, 'command')),
      item('Delete…', () => props.onDelete(key)),
    ];
  };
  return (
    <Menu
      open={menu !== null}
      onClose={onClose}
      anchorReference="anchorPosition"
      {...(menu === null ? {} : { anchorPosition: menu.at })}
    >
      {items()}
    </Menu>
  );
}
