import type { ConnectionImport } from '../../../contract/connections/hand-over.ts';
import { clientIn, kubeadmPki } from '../../../contract/connections/kubeadm-pki.ts';
import type { ConnectionTls } from '../../../contract/connections/profile.ts';
import { endpointPartsOrNull, hostAndPort, isLoopbackURL } from '../endpoints.ts';
import { holdsVariable, isTrue, listOf, type Setting } from './named-settings.ts';

/** etcd's flags without a value, of 3.4 to 3.7. The next word is none of theirs. */
export const etcdBooleans: ReadonlySet<string> = new Set([
  'client-cert-auth',
  'peer-client-cert-auth',
  'auto-tls',
  'peer-auto-tls',
  'force-new-cluster',
  'unsafe-no-fsync',
  'debug',
  'enable-v2',
  'enable-pprof',
  'enable-grpc-gateway',
  'enable-log-rotation',
  'enable-distributed-tracing',
  'experimental-enable-distributed-tracing',
  'pre-vote',
  'strict-reconfig-check',
  'initial-election-tick-advance',
  'socket-reuse-port',
  'socket-reuse-address',
  'memory-mlock',
  'experimental-memory-mlock',
  'peer-skip-client-san-verification',
  'experimental-peer-skip-client-san-verification',
  'experimental-initial-corrupt-check',
  'experimental-compact-hash-check-enabled',
  'experimental-enable-lease-checkpoint',
  'experimental-enable-lease-checkpoint-persist',
  'experimental-txn-mode-write-with-shared-buffer',
  'experimental-stop-grpc-service-on-defrag',
  'discovery-insecure-transport',
  'discovery-insecure-skip-tls-verify',
]);

const meanings: Readonly<Record<string, string>> = {
  name: "the member's name",
  'advertise-client-urls': 'the endpoints of this member',
  'listen-client-urls': 'where this member listens, in place of what it advertises',
  'initial-cluster': 'the other members, taken to serve clients on the same port',
  'trusted-ca-file': 'the CA file',
  'cert-file': "the member's certificate, for TLS and as client certificate",
  'key-file': "the key of the member's certificate",
  'client-cert-auth': 'whether a client certificate is asked for',
};

/** Returns the connection for a member's own configuration: the client's view of a server's settings. */
export function readEtcdServer(format: ConnectionImport['format'], settings: readonly Setting[]): ConnectionImport {
  const understood: { text: string; meaning: string }[] = [];
  const ignored: { text: string; meaning: string }[] = [];
  const values = new Map<string, string>();
  for (const { name, value, shown } of settings) {
    const meaning = meanings[name];
    if (meaning === undefined) ignored.push({ text: shown, meaning: 'it says nothing of how clients connect' });
    else if (holdsVariable(value)) ignored.push({ text: shown, meaning: 'something else is put in its place later' });
    else {
      values.set(name, value);
      understood.push({ text: shown, meaning });
    }
  }
  const endpoints = endpointsOf(values);
  const memberName = values.get('name');
  return {
    format,
    draft: {
      id: null,
      name: memberName && memberName !== 'default' ? `etcd of ${memberName}` : `etcd of ${hostOf(endpoints[0] ?? '')}`,
      endpoints,
      tls: tlsOf(
        values,
        endpoints.some((url) => url.startsWith('https://')),
      ),
      user: null,
      imported: true,
    },
    secrets: {},
    understood,
    ignored,
  };
}

function endpointsOf(values: ReadonlyMap<string, string>): readonly string[] {
  const advertised = listOf(values.get('advertise-client-urls') ?? '');
  const own = advertised.length > 0 ? advertised : listOf(values.get('listen-client-urls') ?? '').map(dialable);
  const first = endpointPartsOrNull(own.find((url) => !isLoopbackURL(url)) ?? own[0] ?? 'http://127.0.0.1:2379');
  const others = listOf(values.get('initial-cluster') ?? '').flatMap((entry) => {
    const peer = endpointPartsOrNull(entry.slice(entry.indexOf('=') + 1));
    if (peer === null || first === null) return [];
    return [`${first.scheme}://${hostAndPort({ host: peer.host, port: first.port })}`];
  });
  const all = [...own, ...others];
  // A loopback address leads to a different machine from elsewhere.
  const reachable = all.filter((url) => !isLoopbackURL(url));
  return [...new Set(reachable.length > 0 ? reachable : all.length > 0 ? all : ['http://127.0.0.1:2379'])];
}

function tlsOf(values: ReadonlyMap<string, string>, isTls: boolean): ConnectionTls {
  const none = { caFile: null, certFile: null, keyFile: null, serverName: null, skipVerify: false };
  if (!isTls) return none;
  const caFile = values.get('trusted-ca-file') || null;
  if (caFile?.startsWith(`${kubeadmPki}/`)) return { ...none, caFile, ...clientIn(kubeadmPki) };
  if (!isTrue(values.get('client-cert-auth'))) return { ...none, caFile };
  const certFile = values.get('cert-file') || null;
  const keyFile = values.get('key-file') || null;
  return certFile === null || keyFile === null ? { ...none, caFile } : { ...none, caFile, certFile, keyFile };
}

/** A wildcard address (0.0.0.0, ::) cannot be dialled. */
function dialable(url: string): string {
  return url.replace(/\/\/(0\.0\.0\.0|\[::\])(?=:|$)/, '//127.0.0.1');
}

function hostOf(url: string): string {
  return endpointPartsOrNull(url)?.host ?? url;
}
