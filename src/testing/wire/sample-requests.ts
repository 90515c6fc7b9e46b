import type { MethodName, RequestOf } from '../../contract/api.ts';
import type { ConnectionDraft } from '../../contract/connections.ts';
import type { ConnectionId, MemberId } from '../../contract/ids.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
// Ids are what core says they are; a test is core here.
const connection = 'c0ffee' as ConnectionId;
const member = '8e9e05c52164694d' as MemberId;

const draft: ConnectionDraft = {
  id: null,
  name: 'staging',
  endpoints: ['https://10.0.0.1:2379', 'https://10.0.0.2:2379'],
  tls: { caFile: '/etc/etcd/ca.crt', certFile: null, keyFile: null, serverName: null, skipVerify: false },
  user: 'root',
  color: 'red',
  tags: ['eu'],
  environment: 'production',
  checksHealth: true,
};

/** A request for every method, of the kind that a window sends. */
export const sampleRequests: { readonly [Name in MethodName]: RequestOf<Name> } = {
  'cluster.status': { connection },
  'cluster.follow': { connection, intervalMs: 1_000 },
  'connections.list': {},
  'connections.save': { draft, secrets: { password: 'p\u00e4ss' } },
  'connections.remove': { connection },
  'connections.test': { draft: { ...draft, id: connection }, secrets: {} },
  'connections.open': { connection, secrets: { passphrase: 'x' }, isHealthCheck: true },
  'connections.import': { source: { kind: 'text', text: 'etcdctl get /a' } },
  'connections.discover': { domain: 'example.org', service: null },
  'connections.exportProfiles': { connections: [connection], passphrase: 'p\u00e4ssw\u00f6rd' },
  'connections.previewExport': { text: '{}' },
  'connections.importExport': { text: '{}', places: [0], passphrase: null },
  'connections.fromKubeadm': {
    destination: 'ops@cp-1',
    auth: null,
    keyFile: null,
    manifest: null,
    secrets: { sshPassphrase: 'x' },
  },
  'connections.trustHostKey': { host: 'bastion', port: 22, fingerprint: 'SHA256:abc' },
  'connections.asEtcdctl': { connection },
  'connections.inspect': { draft, secrets: {} },
  'connections.unlock': { connection, typedName: 'staging' },
  'connections.lock': { connection },
  'files.list': { folder: null },
  'files.pick': { purpose: 'save', title: 'Save', suggested: '/tmp/a.db' },
  'keys.children': {
    connection,
    prefix: bytes('/registry/'),
    delimiter: bytes('/'),
    revision: null,
    after: null,
    limit: 500,
  },
  'keys.get': { connection, key: bytes('/a'), revision: 7 },
  'keys.put': { connection, key: bytes('/a'), value: new Uint8Array(0), expectedModRevision: 0 },
  'keys.delete': { connection, key: bytes('/a'), expectedModRevision: 12 },
  'sandbox.availability': {},
  'sandbox.list': {},
  'sandbox.start': { members: 3 },
  'sandbox.stop': { connection },
  'settings.host': {},
  'settings.get': {},
  'settings.update': { changes: { theme: 'dark', layout: { 'keys.tree': '{"width":300}' } } },
  'snapshots.suggestFile': { connection },
  'snapshots.save': { connection, file: '/tmp/a.db', member },
  'watches.watch': { connection, key: bytes('/'), isPrefix: true, startRevision: 5_000_000_000, previous: false },
};
