import { useApi } from '../../state/api.tsx';
import { type StreamState, useStreamFold } from '../../state/use-stream.ts';
import { toHex } from '../../ui/byte-text.ts';
import { useSource } from '../source/source.tsx';
import { keysOf } from '../source/source-id.ts';
import { boundedPages, type HistoryStates, noStates, withPage } from './history-states.ts';

export type KeyHistoryStream = StreamState<HistoryStates> & { readonly restart: () => void };

/** Reads the history of a key, newest state first, and again whenever `modRevision`, of its last write, changes. */
export function useKeyHistory(asked: {
  readonly key: Uint8Array;
  readonly reveal: boolean;
  /** `null` where the history is read once. */
  readonly modRevision: number | null;
}): KeyHistoryStream {
  const { key, reveal, modRevision } = asked;
  const api = useApi();
  const { id } = useSource();
  return useStreamFold({
    key: `${id}/${toHex(key)}/${reveal}/${modRevision ?? ''}`,
    open: (signal) => boundedPages(api.history.ofKey({ source: keysOf(id), key, reveal }, { signal })),
    initial: noStates,
    fold: withPage,
  });
}
