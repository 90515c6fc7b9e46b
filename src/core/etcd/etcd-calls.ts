// The typed clients alone: the package's entry reads its proto files anew, and loads what is never used here.
import {
  AuthClient,
  ClusterClient,
  type ICallable,
  type IRangeRequest,
  KVClient,
  LeaseClient,
  MaintenanceClient,
} from 'etcd3/lib/rpc.js';
import type { ServiceName } from './rpc-kinds.ts';

/** etcd3's typed unary clients, bound to one endpoint and one call's bounds. */
export interface EtcdCalls {
  /** Ranges go through `range`, which leaves their answers as bytes. */
  readonly kv: Omit<KVClient, 'range'>;
  readonly range: (request: IRangeRequest) => Promise<Uint8Array>;
  readonly lease: LeaseClient;
  readonly cluster: ClusterClient;
  readonly maintenance: MaintenanceClient;
  /** AuthStatus is never sent: through a member of 3.5 or later it ends every 3.4 member of the cluster, for good. */
  readonly auth: Omit<AuthClient, 'authStatus'>;
}

/** Returns the typed clients over a function that sends a unary call. They reject as that function does. */
export function etcdCalls(
  send: (service: ServiceName, method: string, request: object) => Promise<unknown>,
): EtcdCalls {
  const callable: ICallable<never> = {
    // The typed clients fix the response's type by the method's name.
    exec: async <T>(service: ServiceName, method: string, params: unknown) =>
      (await send(service, method, params as object)) as T,
    withConnection: () => Promise.reject(new Error('streams are opened by EndpointChannel.open')),
    markFailed: () => undefined,
    callOptionsFactory: undefined,
  };
  return {
    kv: new KVClient(callable),
    // The descriptor of `range` leaves the answer as bytes.
    range: async (request) => (await send('KV', 'range', request)) as Uint8Array,
    lease: new LeaseClient(callable),
    cluster: new ClusterClient(callable),
    maintenance: new MaintenanceClient(callable),
    auth: new AuthClient(callable),
  };
}
