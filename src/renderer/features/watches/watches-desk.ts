import type { Api } from '../../../contract/api.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { WatchRequest } from '../../../contract/watches.ts';
import { createStore, type Store } from '../../state/store.ts';
import { RunningWatch } from './running-watch.ts';

export interface DeskState {
  readonly watches: readonly RunningWatch[];
  readonly active: string | null;
}

/** The watches of one connection. They go on while other screens are shown, until they are closed. */
export class WatchesDesk {
  readonly store: Store<DeskState> = createStore<DeskState>({ watches: [], active: null });
  #started = 0;

  constructor(
    private readonly api: Pick<Api, 'watches'>,
    private readonly connection: ConnectionId,
  ) {}

  start(wanted: Omit<WatchRequest, 'connection'>): void {
    this.#started += 1;
    const watch = new RunningWatch(String(this.#started), { ...wanted, connection: this.connection }, this.api);
    this.store.update(({ watches }) => ({ watches: [...watches, watch], active: watch.id }));
  }

  activate(id: string): void {
    this.store.update((state) => (state.active === id ? state : { ...state, active: id }));
  }

  close(id: string): void {
    this.store.update((state) => {
      const at = state.watches.findIndex((watch) => watch.id === id);
      state.watches[at]?.close();
      const watches = state.watches.filter((watch) => watch.id !== id);
      const next = watches[Math.min(at, watches.length - 1)]?.id ?? null;
      return { watches, active: state.active === id ? next : state.active };
    });
  }
}

const desks = new WeakMap<object, Map<ConnectionId, WatchesDesk>>();

/** The desk of a connection, the same one as long as the window lives. */
export function deskOf(api: Pick<Api, 'watches'>, connection: ConnectionId): WatchesDesk {
  const ofApi = desks.get(api) ?? new Map<ConnectionId, WatchesDesk>();
  desks.set(api, ofApi);
  const desk = ofApi.get(connection) ?? new WatchesDesk(api, connection);
  ofApi.set(connection, desk);
  return desk;
}
