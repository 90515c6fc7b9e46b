import type { EtcdctlProfile } from '../etcdctl-line.ts';
import { etcdctlTls } from '../etcdctl-line.ts';
import type { NamedCluster } from './commands.ts';
import type { NamedFlag } from './line-flags.ts';
import type { LineRemarks } from './line-parts.ts';
import type { Variable } from './line-start.ts';

/** The setting of a variable that is no flag: which API etcdctl 3.4 speaks. */
const apiVersion = 'ETCDCTL_API';

/** Returns the cluster that a line names, a flag before a variable of the same name, as etcdctl takes them. */
export function namedCluster(
  flags: readonly NamedFlag[],
  variables: readonly Variable[],
  remarks: LineRemarks,
): NamedCluster {
  const values = new Map<string, string>();
  for (const { name, value, token } of variables) {
    if (name === apiVersion && value === '2') {
      remarks.problem(token, 'It asks for etcd’s API 2, which has other keys and other commands.');
    } else if (name.startsWith('ETCDCTL_')) values.set(name.slice(8).toLowerCase().replaceAll('_', '-'), value);
    else remarks.note(`The variable ${name} makes no difference here.`);
  }
  for (const { name, value, row } of flags)
    if (row.use === 'connection' || row.use === 'secret') values.set(name, value);
  const given = (name: string): string | null => values.get(name) || null;
  const user = given('user');
  const colon = user?.indexOf(':') ?? -1;
  const endpoints = given('endpoints');
  const skips = given('insecure-skip-tls-verify');
  return {
    endpoints: endpoints === null ? null : endpoints.split(',').slice(0, mostEndpoints).map(plainEndpoint),
    domain: given('discovery-srv'),
    caFile: given('cacert'),
    certFile: given('cert'),
    keyFile: given('key'),
    user: user === null || colon < 0 ? user : user.slice(0, colon),
    skipVerify: skips === null ? null : /^(?:1|t|true)$/i.test(skips),
    hasSecret: colon >= 0 || given('password') !== null || given('auth-jwt-token') !== null,
  };
}

const mostEndpoints = 100;

/** Returns an endpoint in one spelling: etcdctl takes one without a scheme for plain http. */
const plainEndpoint = (url: string): string => {
  const whole = url.trim().replace(/\/$/, '').toLowerCase();
  return whole.includes('://') ? whole : `http://${whole}`;
};

/** Whether two client URLs are the same endpoint, as etcdctl dials them. A URL without a scheme may mean either. */
export function sameEndpoint(one: string, other: string): boolean {
  const [left, right] = [plainEndpoint(one), plainEndpoint(other)];
  return left === right || left.replace(/^http:/, 'https:') === right.replace(/^http:/, 'https:');
}

/** Returns what a line names otherwise than the open connection has it, as sentences. */
export function differences(named: NamedCluster, profile: EtcdctlProfile): readonly string[] {
  const own = etcdctlTls(profile);
  const isOther = (name: string | null, known: string | null | undefined): boolean =>
    name !== null && name !== (known ?? null);
  const theirs = (named.endpoints ?? []).filter((url) => !profile.endpoints.some((own) => sameEndpoint(own, url)));
  return [
    ...(theirs.length > 0 || isOther(named.domain, profile.discovery?.domain)
      ? ['This line names other endpoints than this connection.']
      : []),
    ...(isOther(named.caFile, own.caFile) ||
    isOther(named.certFile, own.certFile) ||
    isOther(named.keyFile, own.keyFile ?? own.certFile) ||
    (named.skipVerify !== null && named.skipVerify !== own.skipVerify)
      ? ['This line names other certificates than this connection.']
      : []),
    ...(isOther(named.user, profile.user) ? ['This line names another user than this connection.'] : []),
  ];
}
