/** How much clients may hold and ask for. A test closes them in. */
export interface ServingBounds {
  /** How long a connection may go without showing the token, in milliseconds. */
  readonly strangerMs: number;
  /** The most connections that have not shown the token; with one more, the oldest of them ends. */
  readonly strangers: number;
  /** The most connections that have; with one more, the new one is told to come back. */
  readonly connections: number;
  /** The most requests under way, watches aside. */
  readonly requests: number;
  readonly watches: number;
  /** How long an answer may stay unread, in milliseconds. */
  readonly unreadMs: number;
  /** How long a connection may stay open between two requests, in milliseconds. */
  readonly idleMs: number;
  /** The largest body that is read: a review, or what is refused. */
  readonly bodyBytes: number;
  /** What lists that are held whole may take in all. */
  readonly heldBytes: number;
}

/** The usual bounds. A client opens one connection for each of its watches. */
export const usualBounds: ServingBounds = {
  strangerMs: 15_000,
  strangers: 64,
  connections: 512,
  requests: 64,
  watches: 256,
  unreadMs: 60_000,
  idleMs: 120_000,
  bodyBytes: 3 * 2 ** 20,
  heldBytes: 512 * 2 ** 20,
};
