/** How many members a lab can have had in its life; the certificate of its peer ports names them all. */
const mostHosts = 64;
/** The first one ends in 11, so that the second is `192.0.2.12`. */
const firstHost = 11;

/** The port of every advertised peer URL. Nobody listens on it. */
export const peerPort = 2380;

/**
 * Addresses of RFC 5737, which are never dialled: etcd dials peers at loopback addresses past every proxy, so that members
 * have to have other ones.
 */
export const peerHosts: readonly string[] = Array.from({ length: mostHosts }, (_, at) => `192.0.2.${firstHost + at}`);

/** Returns the peer URL that a host advertises. */
export const peerURLOf = (host: string): string => `https://${host}:${peerPort}`;

/** Returns the host of a peer URL that a member of a lab can have; `null` for any other URL. */
export const hostOfPeerURL = (url: string): string | null => peerHosts.find((host) => peerURLOf(host) === url) ?? null;
