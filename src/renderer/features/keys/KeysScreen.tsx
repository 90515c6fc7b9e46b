import Box from '@mui/material/Box';
import { useCallback, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { ruleOut, undo } from '../../app/plans/execute-plan.ts';
import { useApi } from '../../state/api.tsx';
import { useOnChange } from '../../state/changes-made.ts';
import { useConnection } from '../../state/connection.tsx';
import { usePaneSizes } from '../../state/layout.ts';
import { showPlan } from '../../state/plans.ts';
import { labelOf } from '../../state/shown-connection.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { KeysIcon } from '../../ui/icons.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { nameOfTab } from './desk-state.ts';
import { KeyDetails } from './KeyDetails.tsx';
import { KeyDialogs } from './KeyDialogs.tsx';
import { KeysPane } from './KeysPane.tsx';
import { KeyTabs } from './KeyTabs.tsx';
import { KeyView } from './KeyView.tsx';
import { KeyActs } from './key-acts.ts';
import type { KeyDialog } from './key-dialogs.ts';
import { folderOf } from './key-node.ts';
import { readAt, sourceOf, useKeySourceChoice } from './key-source-choice.ts';
import type { KeysView } from './keys-view.ts';
import { keptNewKey } from './new-key-form.ts';
import { isCovered, isGone } from './open-key.ts';
import { PastKeyView } from './PastKeyView.tsx';
import { SourceBand } from './SourceBand.tsx';
import { searchOf } from './search/key-search.ts';
import { TimeBar } from './time/TimeBar.tsx';
import { useFindCommands } from './use-find-commands.ts';
import { paneShortcut, useKeyCommands } from './use-key-commands.ts';
import { useKeyTree } from './use-key-tree.ts';
import { useKeysDesk } from './use-keys-desk.ts';
import { useKeysView } from './use-keys-view.ts';
import { usePastKey } from './use-past-key.ts';
import { useRowActs } from './use-row-acts.ts';
import { useViewWidth } from './use-view-width.ts';

/** The keyspace: a tree, a list or a search to find a key, tabs to work on several, and a way back in time. */
export function KeysScreen() {
  const api = useApi();
  const {
    id,
    profile,
    state: { clusterId },
  } = useConnection();
  const choice = useKeySourceChoice(id);
  const { desk, state } = useKeysDesk((text) => searchAll(text));
  const { tree, prefix, jump, refresh: refreshTree } = useKeyTree(desk);
  const [refreshed, setRefreshed] = useState(0);
  const refresh = useCallback((): void => {
    refreshTree();
    setRefreshed((before) => before + 1);
  }, [refreshTree]);
  // A key that was being typed when the page was loaded anew is typed on.
  const [dialog, setDialog] = useState<KeyDialog | null>(() =>
    keptNewKey(id, clusterId) === null ? null : { kind: 'new', key: new Uint8Array() },
  );
  const acts = useMemo(
    () =>
      new KeyActs(
        desk,
        setDialog,
        (entry) => undo(api, id, entry),
        (entry) => ruleOut(api, id, entry),
        labelOf(profile),
      ),
    [desk, api, id, profile],
  );
  useOnChange(id, desk, refresh);
  const rowActs = useRowActs({ desk, jump, onDialog: setDialog, onPlan: showPlan });
  const prefixField = useRef<HTMLInputElement>(null);
  const nameField = useRef<HTMLInputElement>(null);
  const [view, setView] = useKeysView(id);
  const show = (chosen: KeysView): void => {
    flushSync(() => setView(chosen));
    if (chosen === 'search') nameField.current?.focus();
  };
  const searchAll = (text: string): void => {
    const within = bytesOf(profile.prefix);
    jump(within);
    setView('search');
    searchOf(api, id).startNamed(text, { source: sourceOf(id, choice), prefix: within });
  };
  const { pane, widthAtFirst } = useViewWidth(view);
  const isPast = choice.revision !== null;
  const [isTimeAsked, setTimeAsked] = useState(false);
  const isTimeShown = isTimeAsked || isPast;
  const showTime = (isShown: boolean): void => {
    setTimeAsked(isShown);
    if (!isShown) readAt(id, null);
  };
  const panes = usePaneSizes('keys');
  const open = state.active === null ? undefined : desk.tab(state.active);
  const past = usePastKey(sourceOf(id, choice), open?.key ?? null);
  const askForNew = (key: Uint8Array): void => setDialog({ kind: 'new', key });

  const screen = useRef<HTMLElement>(null);
  const goToNextPane = (): void => {
    const tree = screen.current?.querySelector<HTMLElement>('[role="tree"], [role="grid"]');
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
  useFindCommands({ prefix, acts: rowActs, onView: show, onTime: showTime });

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
      {isTimeShown ? <TimeBar prefix={prefix} acts={rowActs} onClose={() => showTime(false)} /> : null}
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <SplitPane
          {...panes}
          panes={[
            {
              id: 'tree',
              label: 'the keys',
              defaultSize: widthAtFirst,
              minSize: 200,
              handle: pane,
              content: (
                <KeysPane
                  view={view}
                  onView={show}
                  desk={desk}
                  tree={tree}
                  prefix={prefix}
                  prefixField={prefixField}
                  nameField={nameField}
                  active={state.active}
                  acts={rowActs}
                  // A new key is likely to go where the operator looks.
                  onNew={isPast ? null : () => askForNew(open === undefined ? prefix : folderOf(open.key))}
                  onRefresh={refresh}
                  refreshed={refreshed}
                  isTimeShown={isTimeShown}
                  onTime={showTime}
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
                    Choose one on the left, or press / and type a prefix.
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
      <KeyDialogs
        dialog={dialog}
        desk={desk}
        acts={acts}
        source={sourceOf(id, choice)}
        onPlan={showPlan}
        onClose={() => setDialog(null)}
        onDialog={setDialog}
      />
    </Box>
  );
}
