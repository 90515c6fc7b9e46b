import { Resolver } from 'node:dns/promises';
import { EtcdError } from '../../contract/failure.ts';
import { type Bounds, bounded } from './bounds.ts';
import { hostAndPort } from './endpoints.ts';

/**
 * The endpoints that a domain's SRV records name, by priority, then weight. Plain http only where no record is for TLS:
 * else whoever can hide an answer could have everything sent in clear. Fails with `NameNotResolved`, `BadRequest`.
 */
export async function discoverEndpoints(
  domain: string,
  service: string | null,
  bounds: Bounds,
  servers?: readonly string[],
): Promise<readonly string[]> {
  const name = domain.trim().replace(/\.$/, '');
  const suffix = service === null || service.trim() === '' ? '' : `-${service.trim()}`;
  if (!/^[\w.-]+$/.test(name) || !/^[\w-]*$/.test(suffix)) {
    throw new EtcdError({ code: 'BadRequest', message: `${name || 'nothing'} is no domain to look endpoints up in` });
  }
  const resolver = new Resolver();
  if (servers !== undefined) resolver.setServers(servers);
  for (const [prefix, scheme] of [
    [`_etcd-client-ssl${suffix}`, 'https'],
    [`_etcd-client${suffix}`, 'http'],
  ] as const) {
    const records = await lookUp(resolver, `${prefix}._tcp.${name}`, bounds);
    if (records.length === 0) continue;
    const inOrder = [...records].sort((a, b) => a.priority - b.priority || b.weight - a.weight);
    return inOrder.map((record) => `${scheme}://${hostAndPort({ host: record.name, port: record.port })}`);
  }
  throw notFound(name, `it has no SRV record _etcd-client-ssl${suffix}._tcp or _etcd-client${suffix}._tcp`, false);
}

type Records = Awaited<ReturnType<Resolver['resolveSrv']>>;

/** The records of a name; none where the name server says that there are none. */
function lookUp(resolver: Resolver, name: string, bounds: Bounds): Promise<Records> {
  return bounded<Records>(
    bounds,
    () => notFound(name, `no name server answered within ${bounds.timeoutMs / 1000} s`, true),
    (resolve, reject) => {
      resolver.resolveSrv(name).then(resolve, (error: unknown) => {
        const code = error instanceof Error && 'code' in error ? String(error.code) : '';
        if (code === 'ENODATA' || code === 'ENOTFOUND') resolve([]);
        else reject(notFound(name, `the name server could not be asked (${code})`, true));
      });
      return () => resolver.cancel();
    },
  );
}

function notFound(name: string, reason: string, retry: boolean): EtcdError {
  return new EtcdError({ code: 'NameNotResolved', message: `${name}: ${reason}`, retry, detail: { host: name } });
}
