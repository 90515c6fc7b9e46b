import type { ConnectionId } from '../../contract/ids.ts';
import { goTo, onDidGo, parseRoute } from './route.ts';
import { createStore } from './store.ts';

/** A snapshot that is opened to put keys of it back, and the connection that they are for. */
export interface PutBackInto {
  readonly file: string;
  readonly connection: ConnectionId;
  readonly connectionName: string;
}

export const putBackInto = createStore<PutBackInto | null>(null);

/** Opens a snapshot's keys, to put some of them back into a connection. Leaving the file forgets which one. */
export function choosePutBack(into: PutBackInto): void {
  putBackInto.update(() => into);
  goTo({ screen: 'file', file: into.file, place: 'keys', focus: null });
  const stop = onDidGo(() => {
    const route = parseRoute(window.location.hash);
    if (route.screen === 'file' && route.file === into.file) return;
    stop();
    putBackInto.update((before) => (before === into ? null : before));
  });
}
