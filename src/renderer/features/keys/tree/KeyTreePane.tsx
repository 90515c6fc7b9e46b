import Box from '@mui/material/Box';
import { type KeyboardEvent, useCallback, useState, useSyncExternalStore } from 'react';
import { ReadableNotice } from '../../../parts/access/ReadableNotice.tsx';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { OneMemberOffer } from '../../../parts/source/OneMemberOffer.tsx';
import { useSource } from '../../../parts/source/source.tsx';
import { toHex } from '../../../ui/byte-text.ts';
import { LoadingRows } from '../../../ui/LoadingState.tsx';
import type { TreeNode } from '../../../ui/tree-model.ts';
import { VirtualTree } from '../../../ui/VirtualTree.tsx';
import { type KeyNode, nameOf } from '../model/key-node.ts';
import type { KeyTree } from '../model/key-tree.ts';
import type { RowActions } from '../model/row-actions.ts';
import { DeniedOffers } from './DeniedOffers.tsx';
import { KeyRow } from './KeyRow.tsx';
import { KeyRowMenu, type OpenRowMenu } from './KeyRowMenu.tsx';
import { NoKeys } from './NoKeys.tsx';
import { nodeOfPlace, placeOfNode, rememberedTreePlace, rememberTreePlace } from './tree-memory.ts';

interface KeyTreePaneProps {
  readonly tree: KeyTree | null;
  readonly actions: RowActions;
  /** The key in front, in hexadecimal. */
  readonly active: string | null;
  /** The prefix is to be typed. */
  readonly onPrefix: () => void;
}

/** The keys beneath the prefix, as a tree. */
export function KeyTreePane(props: KeyTreePaneProps) {
  const { tree, actions } = props;
  const [menu, setMenu] = useState<OpenRowMenu | null>(null);
  if (tree === null) return <LoadingRows label="Loading keys" rows={14} />;
  return (
    <>
      <Level key={toHex(tree.prefix)} {...props} tree={tree} onMenu={setMenu} />
      <KeyRowMenu menu={menu} actions={actions} standing={tree.standing} onClose={() => setMenu(null)} />
    </>
  );
}

function Level(props: KeyTreePaneProps & { readonly tree: KeyTree; readonly onMenu: (menu: OpenRowMenu) => void }) {
  const { tree, actions, active } = props;
  const { id } = useSource();
  const { model, prefix } = tree;
  const [place] = useState(() => rememberedTreePlace(id, prefix));
  useSyncExternalStore(model.subscribe, model.version);
  const { branch } = model.root;
  const findNode = useCallback((key: string) => nodeOfPlace(tree, key), [tree]);

  const load = (node: TreeNode<KeyNode>): void => void tree.load(node);
  if (tree.failure !== null) {
    return (
      <FailureView
        failure={tree.failure}
        onRetry={() => void tree.open()}
        actions={
          <>
            <OneMemberOffer failure={tree.failure} />
            <DeniedOffers failure={tree.failure} prefix={prefix} onJump={actions.jump} />
          </>
        }
      />
    );
  }
  if (branch === null || (!branch.isLoaded && branch.children.length === 0))
    return <LoadingRows label="Loading keys" rows={14} />;
  const notice = tree.isPartial ? <ReadableNotice onJump={actions.jump} /> : null;
  if (branch.tail?.kind === 'empty') {
    return (
      <>
        {notice}
        <NoKeys prefix={prefix} actions={actions} standing={tree.standing} isPartial={tree.isPartial} />
      </>
    );
  }
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%' }}>
      {notice}
      <Box
        aria-busy={tree.isOutdated}
        sx={{ flex: 1, minHeight: 0, opacity: tree.isOutdated ? 0.5 : 1 }}
        onKeyDownCapture={(event: KeyboardEvent) => {
          // In the tree a letter looks for a row; this one looks for a prefix, as it does everywhere else.
          if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
          event.preventDefault();
          event.stopPropagation();
          props.onPrefix();
        }}
      >
        <VirtualTree
          model={model}
          label="Keys"
          place={place}
          onPlace={(now) => rememberTreePlace(id, prefix, now)}
          keyOf={placeOfNode}
          findNode={findNode}
          isSettled={!tree.isReopening}
          textOf={(node) => nameOf(node).text}
          render={(node) => <KeyRow node={node} />}
          isSelected={(node) => node.kind === 'key' && active !== null && toHex(node.meta.key) === active}
          onOpen={(node) => node.data.kind === 'key' && actions.open(node.data.meta.key)}
          onExpand={load}
          onTail={(parent, tail) => {
            if (tail.kind === 'more') void tree.loadMore(parent);
            if (tail.kind === 'failed') load(parent);
          }}
          onMenu={(node, at) => props.onMenu({ of: node.data, at })}
          onKey={(event, { data }) => {
            if (event.key !== 'Delete' || tree.standing !== 'head') return;
            actions.remove(
              data.kind === 'folder'
                ? { kind: 'prefix', prefix: data.prefix }
                : { kind: 'keys', keys: [data.meta.key] },
            );
          }}
        />
      </Box>
    </Box>
  );
}
