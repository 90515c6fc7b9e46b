import { isIP } from 'node:net';
import { endpointParts, hostAndPort, isOwnAddress } from '../../connections/endpoints.ts';

/**
 * Returns where a member listens to be reached at its URLs. etcd binds to addresses only and refuses every name but
 * `localhost` ("expected IP in URL for binding", 3.4 to 3.7), since a name may lead to an address of another machine.
 * So a name becomes all of its own IPv4 addresses, which then covers an IPv4 address with the same port.
 */
export function listenURLs(urls: readonly string[]): readonly string[] {
  const parts = urls.map(endpointParts);
  const open = new Set(parts.filter(({ host }) => isName(host)).map(({ port }) => port));
  const listened = parts.map(({ scheme, host, port }) => {
    const isCovered = open.has(port) && isIP(host) !== 6;
    return `${scheme}://${hostAndPort({ host: isCovered ? '0.0.0.0' : host, port })}`;
  });
  return [...new Set(listened)];
}

/**
 * Returns where a member listens for clients: at its client URLs, and on the same port of its own machine, for etcdctl
 * there and for a control plane's API server, which kubeadm has call 127.0.0.1.
 */
export function clientListenURLs(urls: readonly string[]): readonly string[] {
  const listened = listenURLs(urls);
  const parts = listened.map(endpointParts);
  const reached = new Set(parts.filter(({ host }) => isOwnAddress(host)).map(({ port }) => port));
  const missing = parts.filter(({ port }) => !reached.has(port));
  const own = missing.map(({ scheme, port }) => `${scheme}://127.0.0.1:${port}`);
  return [...new Set([...listened, ...own])];
}

const isName = (host: string): boolean => isIP(host) === 0 && host !== 'localhost';
