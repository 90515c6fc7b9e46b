import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { escapeBytes } from '../../../ui/byte-text.ts';
import { TabStrip } from '../../../ui/TabStrip.tsx';
import { color } from '../../../ui/tokens.ts';
import type { KeyActions } from '../model/key-actions.ts';
import { nameOf } from '../model/key-node.ts';
import type { KeysModel } from '../model/keys-model.ts';
import { type KeysState, nameOfTab } from '../model/keys-state.ts';
import { isDirty } from '../model/open-key.ts';

/** The open keys as tabs, and the one in front beneath them. */
export function KeyTabs(props: {
  readonly state: KeysState;
  readonly model: KeysModel;
  readonly actions: KeyActions;
  readonly children: ReactNode;
}) {
  const { state, model, actions } = props;
  const tabs = state.tabs.map((open) => ({
    id: nameOfTab(open),
    title: titleOf(open.key),
    label: escapeBytes(open.key).text,
    isDirty: isDirty(open),
  }));
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%', backgroundColor: color.background }}>
      <TabStrip
        label="Open keys"
        tabs={tabs}
        active={state.active}
        onActivate={(name) => model.activate(name)}
        onClose={(name) => actions.askToClose(name)}
      />
      {props.children}
    </Box>
  );
}

function titleOf(key: Uint8Array): string {
  const meta = { key, createRevision: 0, modRevision: 0, version: 0, lease: null };
  const { text } = nameOf({ kind: 'key', meta });
  return text.startsWith('(') ? escapeBytes(key).text : text;
}
