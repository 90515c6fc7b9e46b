import type { ConnectionState } from '../../contract/connections/state.ts';
import type { ConnectionSummary } from '../../contract/connections/summary.ts';
import type { ConnectionId } from '../../contract/ids.ts';

/** Returns a saved connection; `name` is also its id. */
export function aConnection(
  name: string,
  changes: Partial<ConnectionSummary['profile']> = {},
  facts: Partial<Omit<ConnectionSummary, 'profile'>> = {},
): ConnectionSummary {
  return {
    profile: {
      // In tests, a connection's name is its id.
      id: name as ConnectionId,
      name,
      endpoints: ['https://10.0.4.11:2379'],
      tls: { caFile: '/pki/ca.crt', certFile: null, keyFile: null, serverName: null, skipVerify: false },
      user: null,
      ssh: null,
      learnsEndpoints: false,
      discovery: null,
      metricsURLs: [],
      color: null,
      tags: [],
      environment: null,
      readOnly: false,
      prefix: '',
      imported: false,
      checksHealth: false,
      ...changes,
    },
    damage: null,
    origin: 'saved',
    hasPassword: false,
    hasPassphrase: false,
    hasPrivateKey: false,
    hasSshPassword: false,
    hasSshPassphrase: false,
    lastOpenedAt: null,
    clusterId: null,
    ...facts,
  };
}

export const aConnectionState = (changes: Partial<ConnectionState> = {}): ConnectionState => ({
  phase: 'connected',
  endpoint: 'https://10.0.4.11:2379',
  learnedEndpoints: [],
  strangers: [],
  clusterId: null,
  revision: 42,
  latencyMs: 1.5,
  serverVersion: '3.5.33',
  maxRequestBytes: 1_572_864,
  readOnly: null,
  failure: null,
  ...changes,
});
