import { X509Certificate } from 'node:crypto';
import type { ConnectionState } from '../contract/connections/state.ts';
import type { ConnectionId } from '../contract/ids.ts';
import { endpointParts } from '../core/connections/endpoints.ts';
import type { OpenConnection, OpenConnections } from '../core/connections/held/open-connections.ts';
import { httpGet } from '../core/connections/http/http-get.ts';
import { dialSecurely } from '../core/connections/http/secure-dial.ts';
import { dialEndpoint } from '../core/connections/network/connect-tcp.ts';
import { toValidProfile } from '../core/connections/profiles/profile.ts';
import { commonNameOf } from '../core/connections/tls/certificate-facts.ts';
import type { LoadedTls } from '../core/connections/tls/tls-material.ts';
import { EtcdClient, type EtcdTarget } from '../core/etcd/client.ts';
import { knownRegistries } from '../core/kubernetes-storage/layout/registries.ts';

/** A connection that a test holds open. */
export interface TestConnection {
  readonly open: OpenConnections;
  readonly id: ConnectionId;
  readonly client: EtcdClient;
  /** Closes it, as when the last holder leaves. */
  close(): void;
}

/** The state of a connection without a pulse: nothing is known. */
const unknownState: ConnectionState = {
  phase: 'connecting',
  endpoint: null,
  learnedEndpoints: [],
  strangers: [],
  clusterId: null,
  revision: null,
  latencyMs: null,
  serverVersion: null,
  maxRequestBytes: 1_572_864,
  readOnly: null,
  failure: null,
};

/** Opens a connection without profiles, secrets or a pulse, for nouns that only need its client. */
export function openConnection(target: EtcdTarget, name = 'test'): TestConnection {
  const id = 'test' as ConnectionId; // made up
  const client = new EtcdClient(target);
  const closing = new AbortController();
  const { endpoints, user } = target;
  const tls = { caFile: null, certFile: null, keyFile: null, serverName: null, skipVerify: false };
  const certificateName = target.tls?.cert ? commonNameOf(new X509Certificate(target.tls.cert)) : null;
  const dialSettings = { endpoints, tls: loadedTls(target), tunnel: target.tunnel ?? null };
  const connection: OpenConnection = {
    id,
    profile: toValidProfile({ id, name, endpoints, tls, user }),
    client,
    certificateName,
    trust: dialSettings.tls,
    closed: closing.signal,
    dial: async (endpoint, bounds) => (await dialSecurely(endpoint, dialSettings, bounds)).stream,
    get: (url, bounds) => httpGet(url, dialSettings, bounds),
    reach: (endpoint, bounds) => dialEndpoint(endpointParts(endpoint), dialSettings.tunnel, bounds),
    sightings: () => [],
    registries: () => knownRegistries,
    didFindRegistry: () => undefined,
    findRegistries: async () => undefined,
    didChangeMembers: async () => undefined,
    membersChangedAt: () => 0,
    state: () => unknownState,
  };
  const require = (asked: ConnectionId): OpenConnection => {
    if (asked !== id) throw new Error(`no connection ${asked}`);
    return connection;
  };
  // The test itself is the first holder.
  let holders = 0;
  const hold = (): (() => void) => {
    let isHolding = true;
    holders += 1;
    return () => {
      if (!isHolding) return;
      isHolding = false;
      holders -= 1;
      if (holders > 0) return;
      closing.abort();
      client.close();
    };
  };
  return {
    id,
    client,
    open: { require, hold: async (asked) => ({ connection: require(asked), close: hold() }) },
    close: hold(),
  };
}

function loadedTls({ tls }: EtcdTarget): LoadedTls | null {
  if (tls === null) return null;
  const authorities = tls.ca === null ? [] : [new X509Certificate(tls.ca)];
  return { material: tls, authorities, clientCertificate: tls.cert === null ? null : new X509Certificate(tls.cert) };
}
