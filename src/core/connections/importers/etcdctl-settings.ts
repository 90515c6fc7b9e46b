import type { ConnectionImport } from '../../../contract/connections/hand-over.ts';
import type { ConnectionDiscovery } from '../../../contract/connections/profile.ts';
import { holdsVariable, isTrue, listOf, type Setting } from './named-settings.ts';

/** etcdctl's flags without a value. */
export const etcdctlBooleans: ReadonlySet<string> = new Set([
  'insecure-skip-tls-verify',
  'insecure-transport',
  'debug',
  'hex',
  'prefix',
  'keys-only',
  'from-key',
  'print-value-only',
  'prev-kv',
  'cluster',
  'interactive',
  'i',
]);

const meanings: Readonly<Record<string, string>> = {
  endpoints: 'the endpoints',
  cacert: 'the CA file',
  cert: 'the client certificate',
  key: "the client certificate's key",
  user: 'the user',
  password: 'the password',
  'insecure-skip-tls-verify': 'whether the servers are verified',
  'insecure-transport': 'whether endpoints without a scheme are plain http',
  'discovery-srv': 'a domain that the endpoints are looked up in whenever it is opened',
  'discovery-srv-name': 'the service among those of the domain',
};

/** Returns the connection of etcdctl's flags and variables. The last of a name counts, a flag before a variable. */
export function readEtcdctl(
  format: ConnectionImport['format'],
  settings: readonly Setting[],
  mayHoldSecrets: boolean,
): ConnectionImport {
  const understood: { text: string; meaning: string }[] = [];
  const ignored: { text: string; meaning: string }[] = [];
  const values = new Map<string, string>();
  for (const { name, value, shown } of settings) {
    const meaning = meanings[name];
    const text = masked(name, value, shown);
    if (meaning === undefined) ignored.push({ text, meaning: 'it says nothing of the connection' });
    else if (holdsVariable(value)) ignored.push({ text, meaning: 'the shell would put something in its place' });
    else if (name === 'password' && !mayHoldSecrets) ignored.push({ text, meaning: 'a secret; type it' });
    else {
      values.set(name, value);
      understood.push({ text, meaning });
    }
  }
  const file = (name: string): string | null => values.get(name) || null;
  const { user, password } = userOf(values, mayHoldSecrets);
  const isTls = values.get('insecure-transport') !== undefined && !isTrue(values.get('insecure-transport'));
  const discovery = discoveryOf(values);
  // An import does not look the domain up, so its name stands in for the endpoints; always https, never a guessed
  // clear-text URL.
  const byDefault = discovery === null ? '127.0.0.1:2379' : `https://${discovery.domain}:2379`;
  const given = listOf(values.get('endpoints') ?? byDefault);
  const endpoints = isTls ? given.map((url) => (url.includes('://') ? url : `https://${url}`)) : given;
  return {
    format,
    draft: {
      id: null,
      name: discovery?.domain ?? (endpoints[0] ?? '').replace(/^\w+:\/\//, ''),
      endpoints,
      ...(discovery === null ? {} : { discovery }),
      tls: {
        caFile: file('cacert'),
        certFile: file('cert'),
        keyFile: file('key'),
        serverName: null,
        skipVerify: isTrue(values.get('insecure-skip-tls-verify')),
      },
      user,
      imported: true,
    },
    secrets: password === null ? {} : { password },
    understood,
    ignored,
  };
}

/** As in etcdctl, a domain overrides endpoints. */
function discoveryOf(values: ReadonlyMap<string, string>): ConnectionDiscovery | null {
  const domain = values.get('discovery-srv');
  return !domain ? null : { domain, service: values.get('discovery-srv-name') || null };
}

/** `name:password`, unless the password is given separately. */
function userOf(values: ReadonlyMap<string, string>, mayHoldSecrets: boolean) {
  const user = values.get('user') || null;
  const password = values.get('password') || null;
  const colon = user?.indexOf(':') ?? -1;
  if (user === null || colon < 0 || (password !== null && mayHoldSecrets)) return { user, password };
  return { user: user.slice(0, colon), password: mayHoldSecrets ? user.slice(colon + 1) : null };
}

function masked(name: string, value: string, shown: string): string {
  if (/pass|token|secret/.test(name)) return `${shown.slice(0, shown.length - value.length)}••••••`;
  const colon = name === 'user' ? value.indexOf(':') : -1;
  return colon < 0 ? shown : `${shown.slice(0, shown.length - value.length + colon + 1)}••••••`;
}
