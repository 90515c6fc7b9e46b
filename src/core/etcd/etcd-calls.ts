import {
  AuthClient,
  ClusterClient,
  type ICallable,
  type IRangeRequest,
  KVClient,
  LeaseClient,
  MaintenanceClient,
} from 'etcd3';
import type { ServiceName } from './rpc-kinds.ts';

/** etcd3's typed unary clients, bound to one endpoint and one call's bounds. */
export interface EtcdCalls {
  /** Ranges are asked for with `range`, which leaves their answers in bytes. */
  readonly kv: Omit<KVClient, 'range'>;
  readonly range: (request: IRangeRequest) => Promise<Uint8Array>;
  readonly lease: LeaseClient;
  readonly cluster: ClusterClient;
  readonly maintenance: MaintenanceClient;
  readonly auth: AuthClient;
}

/** Returns the typed clients over one way to send a unary call. They reject as it does. */
export function etcdCalls(
  send: (service: ServiceName, method: string, request: object) => Promise<unknown>,
): EtcdCalls {
  const callable: ICallable<never> = {
    // The typed clients name the method and the response's type together.
    exec: async <T>(service: ServiceName, method: string, params: unknown) =>
      (await send(service, method, params as object)) as T,
    withConnection: () => Promise.reject(new Error('streams are opened by EndpointChannel.open')),
    markFailed: () => undefined,
    callOptionsFactory: undefined,
  };
  return {
    kv: new KVClient(callable),
    // As its descriptor leaves it.
    range: async (request) => (await send('KV', 'range', request)) as Uint8Array,
    lease: new LeaseClient(callable),
    cluster: new ClusterClient(callable),
    maintenance: new MaintenanceClient(callable),
    auth: new AuthClient(callable),
  };
}
