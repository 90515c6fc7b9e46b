import { Resolver } from 'node:dns/promises';
import type { ConnectionDiscovery, ConnectionProfile } from '../../../contract/connections/profile.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import { type Bounds, bounded } from '../bounded-wait.ts';
import { endpointParts, hostAndPort } from '../endpoints.ts';

/** The name servers to ask, `address:port`, instead of this machine's. */
export type NameServers = readonly string[];

/** Returns a domain and a service as they are looked up, without blanks and the root's dot. Fails with `BadRequest`. */
export function toValidDiscovery({ domain, service }: ConnectionDiscovery): ConnectionDiscovery {
  const name = domain.trim().replace(/\.$/, '');
  const suffix = service?.trim() || null;
  if (!/^[\w.-]+$/.test(name) || !/^[\w-]*$/.test(suffix ?? '')) {
    throw new EtcdeckError({
      code: 'BadRequest',
      message: `${name || 'nothing'} is no domain to look endpoints up in`,
    });
  }
  return { domain: name, service: suffix };
}

/**
 * Returns the endpoints in a domain's SRV records, by priority, then weight. Plain http only where there is no TLS
 * record: otherwise an attacker who hides an answer could have everything sent in clear text. Fails with
 * `NameNotResolved`, `BadRequest`.
 */
export async function discoverEndpoints(
  discovery: ConnectionDiscovery,
  bounds: Bounds,
  servers?: NameServers,
): Promise<readonly string[]> {
  return await lookUpFirst(toValidDiscovery(discovery), ['https', 'http'], bounds, servers);
}

/**
 * Returns the endpoints that a profile's domain names now. A name server cannot exceed what the operator has seen: the
 * scheme stays, and a host outside the domain must be in the profile. Fails with `NameNotResolved`; with `retry` where
 * no name server could be asked.
 */
export async function endpointsNow(
  discovery: ConnectionDiscovery,
  endpoints: ConnectionProfile['endpoints'],
  bounds: Bounds,
  servers?: NameServers,
): Promise<readonly string[]> {
  const seen = endpoints.map(endpointParts);
  const scheme = seen[0]?.scheme ?? 'https';
  const found = await lookUpFirst(discovery, [scheme], bounds, servers);
  const isExpected = (endpoint: string): boolean => {
    const { host } = endpointParts(endpoint);
    return isWithin(host, discovery.domain) || seen.some((one) => one.host === host);
  };
  const expected = found.filter(isExpected);
  if (expected.length > 0) return expected;
  const { domain } = discovery;
  const hosts = found.map((endpoint) => endpointParts(endpoint).host).join(', ');
  throw notFound(domain, `its records name ${hosts}, not of this domain and unknown here; look them up anew`, false);
}

const prefixes = { https: '_etcd-client-ssl', http: '_etcd-client' } as const;

async function lookUpFirst(
  { domain, service }: ConnectionDiscovery,
  schemes: readonly (keyof typeof prefixes)[],
  bounds: Bounds,
  servers: NameServers | undefined,
): Promise<readonly string[]> {
  const resolver = new Resolver();
  if (servers !== undefined) resolver.setServers(servers);
  const names = schemes.map((scheme) => `${prefixes[scheme]}${service === null ? '' : `-${service}`}._tcp`);
  for (const [at, scheme] of schemes.entries()) {
    const records = await lookUp(resolver, domain, names[at] ?? '', bounds);
    if (records.length === 0) continue;
    const inOrder = [...records].sort((a, b) => a.priority - b.priority || b.weight - a.weight);
    return inOrder.map((record) => `${scheme}://${hostAndPort({ host: record.name, port: record.port })}`);
  }
  throw notFound(domain, `it has no SRV record ${names.join(' or ')}`, false);
}

type Records = Awaited<ReturnType<Resolver['resolveSrv']>>;

/** Returns the records of a name; empty where the name server says that there are none. */
function lookUp(resolver: Resolver, domain: string, name: string, bounds: Bounds): Promise<Records> {
  return bounded<Records>(
    bounds,
    () => notFound(domain, `no name server answered within ${bounds.timeoutMs / 1000} s`, true),
    (resolve, reject) => {
      resolver.resolveSrv(`${name}.${domain}`).then(resolve, (error: unknown) => {
        const code = error instanceof Error && 'code' in error ? String(error.code) : '';
        if (code === 'ENODATA' || code === 'ENOTFOUND') resolve([]);
        else reject(notFound(domain, `the name server could not be asked (${code})`, true));
      });
      return () => resolver.cancel();
    },
  );
}

function isWithin(host: string, domain: string): boolean {
  const [name, zone] = [host.toLowerCase(), domain.toLowerCase()];
  return name === zone || name.endsWith(`.${zone}`);
}

function notFound(domain: string, reason: string, retry: boolean): EtcdeckError {
  return new EtcdeckError({ code: 'NameNotResolved', message: `${domain}: ${reason}`, retry, detail: { domain } });
}
