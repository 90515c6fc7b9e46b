import { isIPv4, isIPv6 } from 'node:net';
import { EtcdeckError } from '../../contract/failure.ts';

/** A member's peer URLs, checked: what every etcd server takes. Only `checkedPeerURLs` makes them. */
export type PeerURLs = readonly string[] & { readonly __brand: 'PeerURLs' };

/** The parts of a peer URL. */
export interface PeerURLParts {
  readonly scheme: 'http' | 'https';
  /** A name or an address; an IPv6 address without its brackets. */
  readonly host: string;
  readonly port: number;
}

const mostURLs = 16;
/** A name of 253 characters, with its scheme and port. */
const longestURL = 300;
const longestName = 253;
/** How much of a refused URL its message shows. */
const longestShown = 100;

/**
 * Returns the peer URLs to send for one member. A server takes any text for MemberUpdate (3.4 to 3.7), and every other
 * member then panics on what is no peer URL, at each restart again. Stricter than etcd's own rules (`types.NewURLs`):
 * none of unix sockets, blanks around a URL, queries, users, empty hosts and ports, names outside ASCII, and zones of
 * addresses. Fails with `MemberBadURLs`, which names the URL and the fault.
 */
export function checkedPeerURLs(urls: readonly string[]): PeerURLs {
  if (urls.length === 0) throw new EtcdeckError({ code: 'MemberBadURLs', message: 'no peer URL is given' });
  if (urls.length > mostURLs) {
    const message = `${urls.length} peer URLs are given; ${mostURLs} are the most`;
    throw new EtcdeckError({ code: 'MemberBadURLs', message });
  }
  // A copy: the caller's array may change after the check.
  const checked = [...urls];
  for (const [at, url] of checked.entries()) {
    peerURLParts(url);
    if (checked.indexOf(url) !== at) throw badURL(url, 'is given twice');
  }
  return checked as readonly string[] as PeerURLs; // the brand's only source
}

/** Takes one peer URL apart, by the same rules. Normalises nothing. Fails with `MemberBadURLs`. */
export function peerURLParts(url: string): PeerURLParts {
  if (url.length > longestURL) throw badURL(url, `is longer than ${longestURL} characters`);
  const [, scheme, authority = '', rest = ''] = /^(https?):\/\/([^/?#]*)(.*)$/s.exec(url) ?? [];
  if (scheme !== 'http' && scheme !== 'https') {
    const isLoud = /^https?:\/\//i.test(url);
    throw badURL(
      url,
      isLoud
        ? 'has its scheme in capital letters; write http:// or https://'
        : 'does not begin with http:// or https://',
    );
  }
  if (/[^!-~]/.test(url)) throw badURL(url, 'has a blank, or a character that is not ASCII');
  if (rest.startsWith('/')) throw badURL(url, 'has a path; nothing may follow the port, not even a slash');
  if (rest !== '') throw badURL(url, 'has a query or a fragment; nothing may follow the port');
  if (authority.includes('@')) throw badURL(url, 'holds a user; members use certificates with each other');
  const [, host = '', port] = /^(\[[^[\]]*\]|[^:[\]]*)(?::(.*))?$/.exec(authority) ?? [];
  if (host === '') throw badURL(url, 'does not name a host; an IPv6 address stands in brackets');
  if (!port) throw badURL(url, 'has no port; members listen to each other on 2380 by custom');
  if (!/^[1-9][0-9]{0,4}$/.test(port) || Number(port) > 65_535) {
    throw badURL(url, 'has no port between 1 and 65535 without leading zeros');
  }
  return { scheme, host: checkedHost(url, host), port: Number(port) };
}

/** Takes a URL apart that may be no peer URL: `null` then. */
export function peerURLPartsOrNull(url: string): PeerURLParts | null {
  try {
    return peerURLParts(url);
  } catch {
    return null;
  }
}

function checkedHost(url: string, host: string): string {
  if (host.startsWith('[')) {
    const address = host.slice(1, -1);
    if (address.includes('%') || !isIPv6(address))
      throw badURL(url, 'has no IPv6 address, without a zone, in its brackets');
    return address;
  }
  const labels = host.split('.');
  // A dot at the end marks a name as complete.
  if (labels.length > 1 && labels.at(-1) === '') labels.pop();
  const isName =
    host.length <= longestName && labels.every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i.test(label));
  if (!isName) throw badURL(url, 'has a host that is no name: letters, digits, - and _ between dots');
  // Resolvers read any of these as an address of their own choice.
  if (/^([0-9]{1,63}|0x[0-9a-f]{0,61})$/i.test(labels.at(-1) ?? '') && !isIPv4(host)) {
    throw badURL(url, 'has a host that is no IPv4 address: four numbers of 0 to 255 without leading zeros');
  }
  return host;
}

function badURL(url: string, fault: string): EtcdeckError {
  // A password that was put into the URL must not survive in a message.
  const open = url.slice(url.slice(0, longestURL).lastIndexOf('@') + 1);
  const shown = `${open === url ? '' : '…@'}${open.slice(0, longestShown)}${open.length > longestShown ? '…' : ''}`;
  const text = shown.replace(/[^ -~…]/g, '\ufffd');
  const message = text === '' ? `an empty peer URL ${fault}` : `${text} ${fault}`;
  return new EtcdeckError({ code: 'MemberBadURLs', message, detail: { url: text } });
}
