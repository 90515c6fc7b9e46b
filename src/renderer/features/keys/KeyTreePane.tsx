import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { type KeyboardEvent, type RefObject, useState, useSyncExternalStore } from 'react';
import { FailureView } from '../../app/FailureView.tsx';
import { equalBytes, escapeBytes, toHex } from '../../ui/byte-text.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { AddIcon, ReloadIcon } from '../../ui/icons.tsx';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { PaneHeader } from '../../ui/PaneHeader.tsx';
import { color } from '../../ui/tokens.ts';
import type { TreeNode } from '../../ui/tree-model.ts';
import { VirtualTree } from '../../ui/VirtualTree.tsx';
import { KeyRow } from './KeyRow.tsx';
import { KeyRowMenu } from './KeyRowMenu.tsx';
import { folderOf, type KeyNode, nameOf } from './key-node.ts';
import type { KeyTree } from './key-tree.ts';
import { OneMemberOffer } from './OneMemberOffer.tsx';
import { PrefixField } from './PrefixField.tsx';

interface KeyTreePaneProps {
  readonly tree: KeyTree | null;
  readonly prefix: Uint8Array;
  readonly prefixField: RefObject<HTMLInputElement | null>;
  /** The key in front, in hexadecimal. */
  readonly active: string | null;
  readonly onJump: (prefix: Uint8Array) => void;
  readonly onRefresh: () => void;
  readonly onOpen: (key: Uint8Array) => void;
  readonly onNew: (prefix: Uint8Array) => void;
  readonly onDelete: (key: Uint8Array) => void;
  readonly onWatch: (key: Uint8Array, isPrefix: boolean) => void;
}

interface OpenMenu {
  readonly node: KeyNode;
  readonly at: { readonly left: number; readonly top: number };
}

/** The keys, as a tree. */
export function KeyTreePane(props: KeyTreePaneProps) {
  const { tree, prefix, active, onJump, onRefresh, onNew } = props;
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%', backgroundColor: color.surface }}>
      <PaneHeader title="Keys">
        <Tooltip title="New key">
          <IconButton aria-label="New key" onClick={() => onNew(newKeyPrefix(prefix, active))}>
            <AddIcon />
          </IconButton>
        </Tooltip>
        <Tooltip title="Read the open folders again">
          <IconButton aria-label="Refresh keys" onClick={onRefresh}>
            <ReloadIcon />
          </IconButton>
        </Tooltip>
      </PaneHeader>
      <PrefixField prefix={prefix} onJump={onJump} inputRef={props.prefixField} />
      <Box sx={{ flex: 1, minHeight: 0 }}>
        {tree === null ? (
          <LoadingRows label="Loading keys" rows={14} />
        ) : (
          <Level {...props} tree={tree} onMenu={setMenu} />
        )}
      </Box>
      <KeyRowMenu
        menu={menu}
        onClose={() => setMenu(null)}
        onOpen={props.onOpen}
        onNew={onNew}
        onDelete={props.onDelete}
        onWatch={props.onWatch}
        onJump={onJump}
      />
    </Box>
  );
}

/** A new key is likely to go where the operator looks. */
const newKeyPrefix = (prefix: Uint8Array, active: string | null): Uint8Array => {
  if (active === null) return prefix;
  const key = Uint8Array.from(active.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return folderOf(key);
};

function Level(props: KeyTreePaneProps & { readonly tree: KeyTree; readonly onMenu: (menu: OpenMenu) => void }) {
  const { tree, prefix, prefixField, active, onOpen } = props;
  const { model } = tree;
  useSyncExternalStore(model.subscribe, model.version);
  const { branch } = model.root;

  const load = (node: TreeNode<KeyNode>): void => void tree.load(node);
  if (tree.failure !== null) {
    return (
      <FailureView
        failure={tree.failure}
        onRetry={() => void tree.open()}
        actions={<OneMemberOffer failure={tree.failure} />}
      />
    );
  }
  if (branch === null || (!branch.isLoaded && branch.children.length === 0))
    return <LoadingRows label="Loading keys" rows={14} />;
  if (branch.tail?.kind === 'empty') return <NoKeys {...props} />;
  return (
    <Box
      sx={{ height: '100%' }}
      onKeyDownCapture={(event: KeyboardEvent) => {
        // In the tree a letter looks for a row; this one looks for a prefix, as it does everywhere else.
        if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        event.stopPropagation();
        prefixField.current?.focus();
      }}
    >
      <VirtualTree
        key={toHex(prefix)}
        model={model}
        label="Keys"
        textOf={(node) => nameOf(node).text}
        render={(node) => <KeyRow node={node} />}
        isSelected={(node) => node.kind === 'key' && active !== null && toHex(node.meta.key) === active}
        onOpen={(node) => node.data.kind === 'key' && onOpen(node.data.meta.key)}
        onExpand={load}
        onTail={(parent, tail) => {
          if (tail.kind === 'more') void tree.loadMore(parent);
          if (tail.kind === 'failed') load(parent);
        }}
        onMenu={(node, at) => props.onMenu({ node: node.data, at })}
        onKey={(event, node) => {
          if (event.key === 'Delete' && node.data.kind === 'key') props.onDelete(node.data.meta.key);
        }}
      />
    </Box>
  );
}

function NoKeys({ prefix, onJump, onNew }: KeyTreePaneProps) {
  const isWhole = equalBytes(prefix, new Uint8Array());
  return (
    <EmptyState
      title={isWhole ? 'No keys yet' : 'No key begins with this prefix'}
      actions={
        <>
          {isWhole ? null : <Button onClick={() => onJump(new Uint8Array())}>Show all keys</Button>}
          <Button onClick={() => onNew(prefix)}>New key</Button>
        </>
      }
    >
      {isWhole ? 'This cluster holds no key that you may read.' : escapeBytes(prefix).text}
    </EmptyState>
  );
}
