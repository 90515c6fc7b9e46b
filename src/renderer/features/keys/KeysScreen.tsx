import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useCallback, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { ruleOut, undo } from '../../parts/plans/execute-plan.ts';
import { latestWords } from '../../parts/source/latest-words.ts';
import { SourceBand } from '../../parts/source/SourceBand.tsx';
import { useSource } from '../../parts/source/source.tsx';
import { TimeBar } from '../../parts/time/TimeBar.tsx';
import { useTimeBar } from '../../parts/time/use-time-bar.ts';
import { useApi } from '../../state/api.tsx';
import { useOnChange } from '../../state/changes-made.ts';
import { useConnectionLabel } from '../../state/connection.tsx';
import { usePaneSizes } from '../../state/layout.ts';
import { showPlan } from '../../state/plans.ts';
import { useRemembered } from '../../state/use-remembered.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { KeysIcon } from '../../ui/icons.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { color } from '../../ui/tokens.ts';
import { KeyDialogs } from './KeyDialogs.tsx';
import { KeysPane } from './KeysPane.tsx';
import type { KeysView } from './keys-view.ts';
import { KeyActions } from './model/key-actions.ts';
import type { KeyDialog } from './model/key-dialogs.ts';
import { folderOf } from './model/key-node.ts';
import { isCovered, isGone } from './model/open-key.ts';
import { paneShortcut, useKeyCommands } from './model/use-key-commands.ts';
import { useKeysModel } from './model/use-keys-model.ts';
import { searchOf } from './search/key-search.ts';
import { useKeyTree } from './tree/use-key-tree.ts';
import { useFindCommands } from './use-find-commands.ts';
import { useKeysView } from './use-keys-view.ts';
import { useRowActions } from './use-row-actions.ts';
import { useViewWidth } from './use-view-width.ts';
import { type DetailsTab, KeyDetails } from './value/KeyDetails.tsx';
import { KeyTabs } from './value/KeyTabs.tsx';
import { KeyView } from './value/KeyView.tsx';
import { PastKeyView } from './value/PastKeyView.tsx';
import { usePastKey } from './value/use-past-key.ts';
import { keptNewKey } from './writing/new-key-form.ts';

/** The keyspace: a tree, a list or a search to find a key, tabs to work on several, and a way back in time. */
export function KeysScreen() {
  const api = useApi();
  const shown = useSource();
  const { id, keys, choice, standing, connection, origin, prefix: ownPrefix } = shown;
  const { clusterId } = origin;
  const [tab, setTab] = useRemembered<DetailsTab>('keys.details', 'details', (json) =>
    json === 'history' ? json : null,
  );
  const { model, state } = useKeysModel({
    onSearch: (text) => searchAll(text),
    onPrefix: (asked) => showBelow(asked),
    onHistory: () => setTab('history'),
  });
  const { tree, prefix, jump, refresh: refreshTree } = useKeyTree(model);
  const [refreshed, setRefreshed] = useState(0);
  const refresh = useCallback((): void => {
    refreshTree();
    setRefreshed((before) => before + 1);
  }, [refreshTree]);
  // A key that was being typed when the page was loaded anew is typed on.
  const [dialog, setDialog] = useState<KeyDialog | null>(() =>
    connection === null || keptNewKey(connection, clusterId) === null ? null : { kind: 'new', key: new Uint8Array() },
  );
  const label = useConnectionLabel();
  const actions = useMemo(
    () =>
      new KeyActions(
        model,
        setDialog,
        (entry) => connection !== null && undo(api, connection, entry),
        (entry) => connection !== null && ruleOut(api, connection, entry),
        label,
      ),
    [model, api, connection, label],
  );
  useOnChange(connection, model, refresh);
  const rowActions = useRowActions({ model, jump, onDialog: setDialog, onPlan: showPlan });
  const prefixField = useRef<HTMLInputElement>(null);
  const nameField = useRef<HTMLInputElement>(null);
  const [view, setView] = useKeysView(id);
  const show = useCallback(
    (chosen: KeysView): void => {
      flushSync(() => setView(chosen));
      if (chosen === 'search') nameField.current?.focus();
    },
    [setView],
  );
  const searchAll = (text: string): void => {
    const within = bytesOf(ownPrefix);
    jump(within);
    setView('search');
    searchOf(api, id).startNamed(text, { source: keys, prefix: within });
  };
  const showBelow = (asked: Uint8Array): void => {
    jump(asked);
    if (view === 'search') setView('tree');
  };
  // What is typed takes the place of the prefix that stands there.
  const typePrefix = useCallback((): void => {
    prefixField.current?.focus();
    prefixField.current?.select();
  }, []);
  const { pane, widthAtFirst } = useViewWidth(view);
  const time = useTimeBar();
  // The open key has its own buttons.
  const whole = prefix.length === 0 ? 'all' : 'the prefix';
  const panes = usePaneSizes('keys');
  const open = state.active === null ? undefined : model.tab(state.active);
  const openBytes = open?.key ?? null;
  const past = usePastKey(keys, openBytes);
  const askForNew = useCallback((key: Uint8Array): void => setDialog({ kind: 'new', key }), []);
  // A new key is likely to go where the operator looks.
  const newBeside = useCallback(
    (): void => askForNew(openBytes === null ? prefix : folderOf(openBytes)),
    [askForNew, openBytes, prefix],
  );
  const canLease = standing === 'head' && open !== undefined && !isGone(open) && !isCovered(open);
  const askForLease = useCallback((): void => {
    if (state.active !== null) void actions.askForLease(state.active);
  }, [actions, state.active]);

  const screen = useRef<HTMLElement>(null);
  const goToNextPane = (): void => {
    const tree = screen.current?.querySelector<HTMLElement>('[role="tree"], [role="grid"]');
    const value = screen.current?.querySelector<HTMLElement>('[role="tabpanel"] [aria-label^="Value of"]');
    if (document.activeElement === tree || value?.contains(document.activeElement) === false) (value ?? tree)?.focus();
    else tree?.focus();
  };

  useKeyCommands({
    model,
    actions,
    active: state.active,
    prefix,
    onPrefix: typePrefix,
    onNew: askForNew,
    onRefresh: refresh,
    onNextPane: goToNextPane,
    onDialog: setDialog,
    onWho: (key) => rowActions.who(key, false),
  });
  useFindCommands({ prefix, actions: rowActions, onView: show, onTime: time.show });

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
      {time.isShown ? (
        <TimeBar
          time={time}
          actions={
            <>
              <Button onClick={() => rowActions.compareWithNow(prefix)}>
                Compare {whole} with {latestWords(shown)}
              </Button>
              <Button onClick={() => rowActions.putBack({ kind: 'prefix', prefix })}>Put {whole} back…</Button>
            </>
          }
        />
      ) : null}
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <SplitPane
          {...panes}
          isInTurn
          panes={[
            {
              id: 'tree',
              label: 'the keys',
              defaultSize: widthAtFirst,
              minSize: 200,
              handle: pane,
              ground: color.surface,
              content: (
                <KeysPane
                  view={view}
                  onView={show}
                  model={model}
                  tree={tree}
                  prefix={prefix}
                  prefixField={prefixField}
                  onPrefix={typePrefix}
                  nameField={nameField}
                  active={state.active}
                  actions={rowActions}
                  onNew={standing === 'head' ? newBeside : null}
                  onRefresh={refresh}
                  refreshed={refreshed}
                  time={time}
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
                  <KeyTabs state={state} model={model} actions={actions}>
                    {standing === 'head' ? (
                      <KeyView model={model} actions={actions} open={open} onDialog={setDialog} />
                    ) : (
                      <PastKeyView keyBytes={open.key} revision={choice.revision} past={past} onDialog={setDialog} />
                    )}
                  </KeyTabs>
                ),
            },
            {
              id: 'details',
              label: 'the details',
              // The columns of the history.
              defaultSize: 320,
              minSize: 200,
              maxSize: 480,
              isCollapsible: true,
              ground: color.surface,
              content: (
                <KeyDetails
                  keyBytes={openBytes}
                  read={(standing === 'head' ? open?.base : past.read) ?? null}
                  tab={tab}
                  onTab={setTab}
                  reveal={(standing === 'head' ? open?.reading.reveal : past.reading.reveal) ?? false}
                  onLease={canLease ? askForLease : null}
                  onDialog={setDialog}
                />
              ),
            },
          ]}
        />
      </Box>
      <KeyDialogs
        dialog={dialog}
        model={model}
        actions={actions}
        source={keys}
        onPlan={showPlan}
        onClose={() => setDialog(null)}
        onDialog={setDialog}
      />
    </Box>
  );
}
