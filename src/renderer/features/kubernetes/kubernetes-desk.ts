import type { ConnectionId } from '../../../contract/ids.ts';
import type { RegistryResource } from '../../../contract/kubernetes.ts';
import type { KubernetesReport } from '../../../contract/kubernetes-reports.ts';
import { createStore, type Store } from '../../state/store.ts';

/** What somebody looks at in one connection's registry. It outlives the screen. */
export interface KubernetesDesk {
  /** The prefix typed, where objects are kept elsewhere than usual. */
  readonly typedRegistry: Uint8Array | null;
  /** The registry chosen of several. */
  readonly registry: Uint8Array | null;
  readonly view: 'objects' | 'reports';
  readonly resource: RegistryResource | null;
  /** `null`: every namespace. */
  readonly namespace: string | null;
  /** The key of the object that is shown. */
  readonly object: Uint8Array | null;
  readonly showsManagedFields: boolean;
  /** The last report, and when it was made, in milliseconds since 1970. */
  readonly report: { readonly report: KubernetesReport; readonly at: number } | null;
}

const newDesk: KubernetesDesk = {
  typedRegistry: null,
  registry: null,
  view: 'objects',
  resource: null,
  namespace: null,
  object: null,
  showsManagedFields: false,
  report: null,
};

const desks = new WeakMap<object, Map<ConnectionId, Store<KubernetesDesk>>>();

/** The desk of a connection, the same one as long as the window lives. */
export function deskOf(api: object, connection: ConnectionId): Store<KubernetesDesk> {
  const ofApi = desks.get(api) ?? new Map<ConnectionId, Store<KubernetesDesk>>();
  desks.set(api, ofApi);
  const desk = ofApi.get(connection) ?? createStore(newDesk);
  ofApi.set(connection, desk);
  return desk;
}

/** Changes a part of what is looked at. */
export const look = (desk: Store<KubernetesDesk>, at: Partial<KubernetesDesk>): void =>
  desk.update((before) => ({ ...before, ...at }));
