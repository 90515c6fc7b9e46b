import Box from '@mui/material/Box';
import { useMemo, useRef, useState } from 'react';
import { undo } from '../../app/plans/execute-plan.ts';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { usePaneSizes } from '../../state/layout.ts';
import { goTo } from '../../state/route.ts';
import { toHex } from '../../ui/byte-text.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { KeysIcon } from '../../ui/icons.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { nameOfTab } from './desk-state.ts';
import { KeyDetails } from './KeyDetails.tsx';
import { KeyDialogs } from './KeyDialogs.tsx';
import { KeyTabs } from './KeyTabs.tsx';
import { KeyTreePane } from './KeyTreePane.tsx';
import { KeyView } from './KeyView.tsx';
import { KeyActs } from './key-acts.ts';
import type { KeyDialog } from './key-dialogs.ts';
import { sourceOf, useKeySourceChoice } from './key-source-choice.ts';
import { isCovered, isGone } from './open-key.ts';
import { PastKeyView } from './PastKeyView.tsx';
import { SourceBand } from './SourceBand.tsx';
import { paneShortcut, useKeyCommands } from './use-key-commands.ts';
import { useKeyTree } from './use-key-tree.ts';
import { useKeysDesk } from './use-keys-desk.ts';
import { usePastKey } from './use-past-key.ts';

/** The keyspace: a tree to find a key, tabs to work on several. */
export function KeysScreen() {
  const api = useApi();
  const { id } = useConnection();
  const choice = useKeySourceChoice(id);
  const { desk, state } = useKeysDesk();
  const { tree, prefix, jump, refresh } = useKeyTree(desk);
  const [dialog, setDialog] = useState<KeyDialog | null>(null);
  const acts = useMemo(() => new KeyActs(desk, setDialog, (entry) => undo(api, id, entry)), [desk, api, id]);
  const prefixField = useRef<HTMLInputElement>(null);
  const panes = usePaneSizes('keys');
  const open = state.active === null ? undefined : desk.tab(state.active);
  const past = usePastKey(sourceOf(id, choice), open?.key ?? null);
  const askForNew = (key: Uint8Array): void => setDialog({ kind: 'new', key });

  const screen = useRef<HTMLElement>(null);
  const goToNextPane = (): void => {
    const tree = screen.current?.querySelector<HTMLElement>('[role="tree"]');
    const value = screen.current?.querySelector<HTMLElement>('[role="tabpanel"] [aria-label^="Value of"]');
    if (document.activeElement === tree || value?.contains(document.activeElement) === false) (value ?? tree)?.focus();
    else tree?.focus();
  };

  useKeyCommands({
    desk,
    acts,
    active: state.active,
    prefix,
    prefixField,
    onNew: askForNew,
    onRefresh: refresh,
    onNextPane: goToNextPane,
    onDialog: setDialog,
  });

  return (
    <Box
      ref={screen}
      sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}
      onKeyDown={(event) => {
        // In an editor too, where keys without Ctrl are taken for typing.
        if (event.key !== paneShortcut || event.defaultPrevented) return;
        event.preventDefault();
        goToNextPane();
      }}
    >
      <SourceBand />
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <SplitPane
          {...panes}
          panes={[
            {
              id: 'tree',
              label: 'the keys',
              defaultSize: 320,
              minSize: 200,
              content: (
                <KeyTreePane
                  tree={tree}
                  prefix={prefix}
                  prefixField={prefixField}
                  active={state.active}
                  onJump={jump}
                  onRefresh={refresh}
                  onOpen={(key) => desk.open(key)}
                  onNew={askForNew}
                  onDelete={(key) => setDialog({ kind: 'delete', key })}
                  onWatch={(key, isPrefix) => {
                    const focus = `${toHex(key)}${isPrefix ? '*' : ''}`;
                    goTo({ screen: 'workbench', connection: id, place: 'watches', focus });
                  }}
                />
              ),
            },
            {
              id: 'value',
              label: 'the value',
              minSize: 280,
              content:
                open === undefined ? (
                  <EmptyState icon={<KeysIcon size={28} />} title="No key is open">
                    Choose one in the tree, or press / and type a prefix.
                  </EmptyState>
                ) : (
                  <KeyTabs state={state} desk={desk} acts={acts}>
                    {choice.revision === null ? (
                      <KeyView desk={desk} acts={acts} open={open} onDialog={setDialog} />
                    ) : (
                      <PastKeyView keyBytes={open.key} revision={choice.revision} past={past} onDialog={setDialog} />
                    )}
                  </KeyTabs>
                ),
            },
            {
              id: 'details',
              label: 'the details',
              defaultSize: 260,
              minSize: 200,
              maxSize: 480,
              isCollapsible: true,
              content: (
                <KeyDetails
                  keyBytes={open?.key ?? null}
                  read={(choice.revision === null ? open?.base : past.read) ?? null}
                  reveal={(choice.revision === null ? open?.reading.reveal : past.reading.reveal) ?? false}
                  onLease={
                    choice.revision !== null || open === undefined || isGone(open) || isCovered(open)
                      ? null
                      : () => void acts.askForLease(nameOfTab(open))
                  }
                  onDialog={setDialog}
                />
              ),
            },
          ]}
        />
      </Box>
      <KeyDialogs dialog={dialog} desk={desk} acts={acts} onClose={() => setDialog(null)} onDialog={setDialog} />
    </Box>
  );
}
