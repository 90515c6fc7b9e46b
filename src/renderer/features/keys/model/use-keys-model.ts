import { useEffect, useMemo, useRef } from 'react';
import { keepDrafts } from '../../../parts/editing/keep-drafts.ts';
import { useSource } from '../../../parts/source/source.tsx';
import { useApi } from '../../../state/api.tsx';
import { decodersChanged } from '../../../state/decoders-changed.ts';
import { parseKeyFocus } from '../../../state/key-focus.ts';
import { useLayout } from '../../../state/layout.ts';
import { useStore } from '../../../state/store.ts';
import { useFocus } from '../../../state/use-focus.ts';
import { type KeysModel, modelOf } from './keys-model.ts';
import { type KeysState, nameOfTab } from './keys-state.ts';
import { readTabs, rememberedTabs, rememberTabs, type SavedTabs, withTabs } from './saved-tabs.ts';

/** Returns the model of this window's source, awake while the screen of a connection is there; its tabs are put back after a restart. */
export function useKeysModel(asked: {
  /** Searches for names that have a text. */
  readonly onSearch: (text: string) => void;
  /** Shows all that begin with a prefix. */
  readonly onPrefix: (prefix: Uint8Array) => void;
  /** Shows the history of the key in front. */
  readonly onHistory: () => void;
}): {
  readonly model: KeysModel;
  readonly state: KeysState;
} {
  const api = useApi();
  const { id, connection, origin, choice } = useSource();
  const { name, clusterId } = origin;
  const model = useMemo(() => modelOf(api, id), [api, id]);
  const state = useStore(model.store);
  const [saved, save] = useLayout<SavedTabs>('keys.tabs', [], readTabs);
  const savedAtFirst = useRef(saved);

  useEffect(() => {
    // The window's own tabs before those that another one of this source has saved since.
    const mine = rememberedTabs(id) ?? savedAtFirst.current.find((each) => each.connection === id);
    if (mine !== undefined) model.restore(mine.keys, mine.active);
    if (connection === null) return;
    keepDrafts(
      model,
      'keys',
      api,
      { connection, cluster: clusterId, where: name },
      {
        edits: () => model.store.get().tabs.map((open) => ({ ...open, isRevealed: open.reading.reveal })),
        subscribe: model.store.subscribe,
        putBack: (drafts) => model.putDraftsBack(drafts),
      },
    );
    model.wake();
    return () => model.sleep();
  }, [api, model, id, connection, clusterId, name]);

  const { isSerializable } = choice;
  const wasSerializable = useRef(isSerializable);
  useEffect(() => {
    if (wasSerializable.current !== isSerializable) model.refresh();
    wasSerializable.current = isSerializable;
  }, [model, isSerializable]);

  const decoders = useStore(decodersChanged);
  const readWith = useRef(decoders);
  useEffect(() => {
    if (readWith.current !== decoders) model.readAgain();
    readWith.current = decoders;
  }, [model, decoders]);

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
    const wanted = parseKeyFocus(focus);
    if (wanted?.kind === 'search') asked.onSearch(wanted.text);
    else if (wanted?.kind === 'prefix') asked.onPrefix(wanted.prefix);
    else if (wanted !== null) model.open(wanted.key);
    if (wanted?.kind === 'history') asked.onHistory();
  });
  return { model, state };
}
