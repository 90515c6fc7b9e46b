import { EtcdeckError } from '../../contract/failure.ts';
import type { PeerURLCheck, PeerURLWarning } from '../../contract/member-start.ts';
import { endpointPartsOrNull, hostAndPort } from '../connections/endpoints.ts';
import { checkedPeerURLs } from '../etcd/peer-urls.ts';
import { isLoopback } from '../members/start/listen-urls.ts';

/** Checks the peer URLs of a cluster that does not run: their form, and against each other. Looks no name up. */
export function checkURLs(urls: readonly string[]): readonly PeerURLCheck[] {
  const parts = urls.map(endpointPartsOrNull);
  const schemes = new Set(parts.map((one) => one?.scheme));
  const isMixed = schemes.has('http') && schemes.has('https');
  const places = parts.map((one) => (one === null ? null : hostAndPort(one)));
  const seldom = new Map<string | null, number>();
  for (const place of places) seldom.set(place, (seldom.get(place) ?? 0) + 1);
  return urls.map((url, at) => {
    const one = parts[at] ?? null;
    const warnings: PeerURLWarning[] = [];
    if (one !== null && (seldom.get(places[at] ?? null) ?? 0) > 1) warnings.push('SameAddress');
    if (isMixed && one?.scheme === 'http') warnings.push('PlainBesideTls');
    if (isMixed && one?.scheme === 'https') warnings.push('TlsBesidePlain');
    if (one !== null && isLoopback(one.host)) warnings.push('Loopback');
    return { url, refusal: refusalOf(url), warnings };
  });
}

function refusalOf(url: string): PeerURLCheck['refusal'] {
  try {
    checkedPeerURLs([url]);
    return null;
  } catch (error) {
    if (error instanceof EtcdeckError) return { code: 'MemberBadURLs', message: error.message };
    throw error;
  }
}
