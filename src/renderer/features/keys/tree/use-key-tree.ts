import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { describeFailure } from '../../../parts/failures/failure-words.ts';
import { useSource } from '../../../parts/source/source.tsx';
import { useApi } from '../../../state/api.tsx';
import { bytesOf, fromHex, toHex } from '../../../ui/byte-text.ts';
import { KeyTree, type OpenFolder } from '../model/key-tree.ts';
import type { KeysModel } from '../model/keys-model.ts';
import { childOf } from '../model/loaded-nodes.ts';
import { FolderWatch } from './folder-watch.ts';
import { rememberedTree, rememberTree } from './tree-memory.ts';

/** Opening and closing folders goes on for a moment; what is watched follows when it rests. */
const followAfterMs = 250;

interface TreeAsked {
  /** In hexadecimal. */
  readonly prefix: string;
  readonly isJump: boolean;
  /** What was open when it was left; empty where it is shown for the first time. */
  readonly folders: readonly OpenFolder[];
}

/** The tree beneath a prefix, where it was left, read when shown, kept up to date while it is. */
export function useKeyTree(model: KeysModel): {
  readonly tree: KeyTree | null;
  readonly prefix: Uint8Array;
  /** Shows what begins with a prefix; a key that is called exactly so is opened. */
  readonly jump: (prefix: Uint8Array) => void;
  readonly refresh: () => void;
} {
  const api = useApi();
  const queries = useQueryClient();
  const { id, connection, keys, prefix: prefixAtFirst } = useSource();
  const latestKeys = useRef(keys);
  latestKeys.current = keys;
  const [place, setPlace] = useState<TreeAsked>(() => {
    const left = rememberedTree(id);
    return { prefix: toHex(left?.prefix ?? bytesOf(prefixAtFirst)), isJump: false, folders: left?.folders ?? [] };
  });
  const [tree, setTree] = useState<KeyTree | null>(null);

  useEffect(() => {
    const prefix = fromHex(place.prefix) ?? new Uint8Array();
    const source = latestKeys.current;
    const made = new KeyTree({ api, source, prefix, words: (failure) => describeFailure(failure).title });
    const watch =
      connection === null
        ? null
        : new FolderWatch({
            api,
            connection,
            onChange: (change) => made.apply(change),
            onLost: () => void made.refresh(),
          });
    const keep = (): void => {
      if (!made.isReopening && made.model.root.branch?.isLoaded) rememberTree(id, prefix, made.openNow());
    };
    rememberTree(id, prefix, place.folders);
    window.addEventListener('pagehide', keep);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stopFollowing = made.model.subscribe(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        keep();
        watch?.follow(made.standing === 'head' ? made.openFolders() : []);
      }, followAfterMs);
    });
    const stopHearing = model.onDidWrite((change) => made.standing === 'head' && made.apply(change));
    setTree(made);
    void (place.folders.length === 0 ? made.open() : made.reopen(place.folders)).then(() => {
      if (place.isJump && prefix.length > 0 && holds(made, prefix)) model.open(prefix);
    });
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pagehide', keep);
      keep();
      stopFollowing();
      stopHearing();
      watch?.close();
      made.close();
    };
  }, [api, id, connection, place, model]);

  useEffect(() => {
    if (tree !== null && tree.source !== keys) void tree.readFrom(keys);
  }, [tree, keys]);

  return {
    tree,
    prefix: tree?.prefix ?? new Uint8Array(),
    jump: useCallback((to) => setPlace({ prefix: toHex(to), isJump: true, folders: [] }), []),
    refresh: useCallback(() => {
      void tree?.refresh();
      // Roles may have changed as well.
      void queries.invalidateQueries({ queryKey: ['access', id] });
    }, [tree, queries, id]),
  };
}

const holds = (tree: KeyTree, key: Uint8Array): boolean => {
  const meta = { key, createRevision: 0, modRevision: 0, version: 0, lease: null };
  const found = childOf(tree.model.root, { kind: 'key', meta }).child;
  return found?.data.kind === 'key';
};
