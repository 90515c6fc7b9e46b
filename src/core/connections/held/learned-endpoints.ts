import type { EtcdClient } from '../../etcd/client.ts';
import { type Member, memberList } from '../../etcd/cluster.ts';
import { monotonicMs } from '../../monotonic.ts';
import { type Bounds, callOptions } from '../bounded-wait.ts';
import { endpointParts, endpointPartsOrNull, hostAndPort, isLoopback, isUnspecified } from '../endpoints.ts';

/** A member added, removed or moved is noticed within this time; it costs one member one small call. */
const intervalMs = 30_000;
/** etcd advises at most seven members; a list of hundreds is a mistake. */
const mostLearned = 32;

/** Reads an endpoint's cluster id. The client compares the answer with the connection's: rejects where it differs. */
export type AskWho = (endpoint: string, bounds: Bounds) => Promise<unknown>;

/**
 * Adds the endpoints that the members announce to a client. Reads each one's cluster id first, so that an address that
 * leads to another cluster from here, or nowhere, never receives a call.
 */
export class LearnedEndpoints {
  readonly #client: EtcdClient;
  readonly #given: readonly string[];
  readonly #ask: AskWho;
  #dueAt = Number.NEGATIVE_INFINITY;
  #isAsking = false;

  constructor(client: EtcdClient, given: readonly string[], ask: AskWho) {
    this.#client = client;
    this.#given = given;
    this.#ask = ask;
  }

  /** Makes the next `refresh` ask at once: the members may have changed. */
  expire(): void {
    this.#dueAt = Number.NEGATIVE_INFINITY;
  }

  /** Reads the member list when due, and resolves to whether the client's endpoints have changed. */
  async refresh(endpoint: string, bounds: Bounds): Promise<boolean> {
    if (this.#isAsking || monotonicMs() < this.#dueAt) return false;
    this.#isAsking = true;
    try {
      // A user who may not list members must not ask at every pulse either.
      this.#dueAt = monotonicMs() + intervalMs;
      const { members } = await memberList(this.#client, callOptions(endpoint, bounds));
      const known = this.#client.endpoints;
      const announced = announcedEndpoints(members, this.#given).slice(0, mostLearned);
      const isOurs = async (one: string): Promise<boolean> =>
        known.includes(one) || (await this.#ask(one, bounds).then(() => true));
      const answers = await Promise.all(announced.map((one) => isOurs(one).catch(() => false)));
      const learned = announced.filter((_, at) => answers[at]);
      this.#client.learn(learned);
      return String(known) !== String(this.#client.endpoints);
    } finally {
      this.#isAsking = false;
    }
  }
}

/**
 * Returns the client URLs of full members that may be reachable from here: of the given scheme, so that TLS is never
 * dropped to clear text; no wildcard addresses; loopback addresses only where one is given too.
 */
export function announcedEndpoints(members: readonly Member[], given: readonly string[]): readonly string[] {
  const own = given.map(endpointParts);
  const isLocal = own.some(({ host }) => isLoopback(host));
  const urls = members.filter(({ isLearner }) => !isLearner).flatMap(({ clientURLs }) => clientURLs);
  const usable = urls.flatMap((url) => {
    const parts = endpointPartsOrNull(url);
    if (parts === null || parts.scheme !== own[0]?.scheme) return [];
    if (isUnspecified(parts.host) || (isLoopback(parts.host) && !isLocal)) return [];
    return [`${parts.scheme}://${hostAndPort(parts)}`];
  });
  return [...new Set(usable)].filter((url) => !given.includes(url));
}
