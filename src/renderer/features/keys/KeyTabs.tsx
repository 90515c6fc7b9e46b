import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { escapeBytes } from '../../ui/byte-text.ts';
import { TabStrip } from '../../ui/TabStrip.tsx';
import { color } from '../../ui/tokens.ts';
import { type DeskState, nameOfTab } from './desk-state.ts';
import type { KeyActs } from './key-acts.ts';
import { nameOf } from './key-node.ts';
import type { KeysDesk } from './keys-desk.ts';
import { isDirty } from './open-key.ts';

/** The open keys as tabs, and the one in front beneath them. */
export function KeyTabs(props: {
  readonly state: DeskState;
  readonly desk: KeysDesk;
  readonly acts: KeyActs;
  readonly children: ReactNode;
}) {
  const { state, desk, acts } = props;
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
        onActivate={(name) => desk.activate(name)}
        onClose={(name) => acts.askToClose(name)}
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
