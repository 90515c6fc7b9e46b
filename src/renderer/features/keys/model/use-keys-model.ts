import { useEffect, useMemo, useRef } from 'react';
import { keepDrafts } from '../../../parts/editing/keep-drafts.ts';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { parseKeyFocus } from '../../../state/key-focus.ts';
import { useLayout } from '../../../state/layout.ts';
import { useStore } from '../../../state/store.ts';
import { useFocus } from '../../../state/use-focus.ts';
import { useKeySourceChoice } from '../source/key-source-choice.ts';
import { type KeysModel, modelOf } from './keys-model.ts';
import { type KeysState, nameOfTab } from './keys-state.ts';
import { readTabs, rememberedTabs, rememberTabs, type SavedTabs, withTabs } from './saved-tabs.ts';

/** Returns the model of this window's connection, awake while the screen is shown; its tabs are restored after a restart. */
export function useKeysModel(onSearch: (text: string) => void): {
  readonly model: KeysModel;
  readonly state: KeysState;
} {
  const api = useApi();
  const {
    id,
    profile,
    state: { clusterId },
  } = useConnection();
  const model = useMemo(() => modelOf(api, id), [api, id]);
  const state = useStore(model.store);
  const [saved, save] = useLayout<SavedTabs>('keys.tabs', [], readTabs);
  const savedAtFirst = useRef(saved);

  useEffect(() => {
    // This window's tabs before those that another window of this connection has saved since.
    const mine = rememberedTabs(id) ?? savedAtFirst.current.find((each) => each.connection === id);
    if (mine !== undefined) model.restore(mine.keys, mine.active);
    keepDrafts(
      model,
      'keys',
      api,
      { connection: id, cluster: clusterId, where: profile.name },
      {
        edits: () => model.store.get().tabs.map((open) => ({ ...open, isRevealed: open.reading.reveal })),
        subscribe: model.store.subscribe,
        putBack: (drafts) => model.putDraftsBack(drafts),
      },
    );
    model.wake();
    return () => model.sleep();
  }, [api, model, id, clusterId, profile.name]);

  const { isSerializable } = useKeySourceChoice(id);
  const wasSerializable = useRef(isSerializable);
  useEffect(() => {
    if (wasSerializable.current !== isSerializable) model.refresh();
    wasSerializable.current = isSerializable;
  }, [model, isSerializable]);

  const names = state.tabs.map(nameOfTab).join(' ');
  const latest = useRef(saved);
  latest.current = saved;
  useEffect(() => {
    const tabs = { connection: id, keys: names === '' ? [] : names.split(' '), active: state.active };
    rememberTabs(tabs);
    const next = withTabs(latest.current, tabs);
    if (JSON.stringify(next) !== JSON.stringify(latest.current)) save(next);
  }, [names, state.active, id, save]);

  useFocus('keys', (focus) => {
    const asked = parseKeyFocus(focus);
    if (asked?.kind === 'key') model.open(asked.key);
    else if (asked?.kind === 'search') onSearch(asked.text);
  });
  return { model, state };
}
