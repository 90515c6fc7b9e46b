import type { MemberStatus } from '../../contract/cluster.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { MemberId } from '../../contract/ids.ts';
import {
  endpointPartsOrNull,
  hostAndPort,
  isLoopback,
  isLoopbackURL,
  isUnspecified,
} from '../connections/endpoints.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import { listOf } from '../connections/importers/named-settings.ts';
import { askDebugVars } from '../members/command-line/debug-vars.ts';
import { flagsIn } from '../members/command-line/etcd-args.ts';
import { memberOf } from './member-figures.ts';
import { type MetricsSample, readMetrics } from './prometheus-text.ts';

/** The part of a member's status that leads to its metrics. */
export type ScrapedMember = Pick<MemberStatus, 'id' | 'endpoint' | 'clientURLs' | 'failure'>;

const timeoutMs = 3_000;
/** With less time left, the other places are tried by the next scrape. */
const leastMs = 500;
/** etcd's metrics have 150 to 250 kB; k3s serves those of Kubernetes in the same answer. */
const mostBytes = 8 * 1024 * 1024;
const mostURLs = 4;
/** A member list may name others each time. */
const mostKnown = 256;
/** A command line changes only with a restart. */
const askedAgainMs = 60_000;

/** A URL of metrics. */
interface Place {
  readonly url: string;
  /** Whether plain http is allowed although the connection is https. */
  readonly allowsPlain: boolean;
  /** Whether the URL is the member's own; metrics at another one have to name the member. */
  readonly isOwn: boolean;
}

interface Found {
  readonly url: string;
  readonly sample: MetricsSample;
}

/** Finds and remembers the URL of each member's metrics. */
export class MetricsPlaces {
  readonly #connection: OpenConnection;
  readonly #servedAt = new Map<MemberId, Place>();
  /** Members whose usual place failed. */
  readonly #lost = new Set<MemberId>();
  readonly #memberAt = new Map<string, MemberId>();
  readonly #flagged = new Map<MemberId, { readonly at: number; readonly urls: Promise<readonly string[]> }>();

  constructor(connection: OpenConnection) {
    this.#connection = connection;
  }

  /** Forgets what was learnt of members that are not among these, once more is known than a cluster can have. */
  keep(members: ReadonlySet<MemberId>): void {
    if (this.#memberAt.size > mostKnown) this.#memberAt.clear();
    if (Math.max(this.#servedAt.size, this.#flagged.size, this.#lost.size) <= mostKnown) return;
    for (const known of [this.#servedAt, this.#flagged]) {
      for (const id of known.keys()) if (!members.has(id)) known.delete(id);
    }
    for (const id of this.#lost) if (!members.has(id)) this.#lost.delete(id);
  }

  /**
   * Reads a member's metrics at their last URL, or at all possible ones in parallel. Fails as `httpGet` does at the
   * member's client URL, with `NoMetrics` for an answer without this member's metrics, with `Unavailable` without a URL.
   */
  async scrape(member: ScrapedMember): Promise<Found> {
    const endsAt = performance.now() + timeoutMs;
    const places = this.#places(member);
    const usual = this.#servedAt.get(member.id) ?? places[0];
    if (usual !== undefined && !this.#lost.has(member.id)) {
      try {
        return await this.#read(usual, member.id, endsAt);
      } catch (error) {
        this.#lost.add(member.id);
        if (leftUntil(endsAt) < leastMs) throw error;
      }
    }
    const reading = places.map((place) => this.#read(place, member.id, endsAt));
    try {
      return await Promise.any([...reading, this.#readFlagged(member, endsAt)]);
    } catch (error) {
      throw firstOf(error) ?? nowhere(member);
    }
  }

  #places({ id, endpoint, clientURLs }: ScrapedMember): readonly Place[] {
    const own = [...new Set([...(endpoint === null ? [] : [endpoint]), ...clientURLs])].slice(0, mostURLs);
    const given = this.#connection.profile.metricsURLs.filter((url) => (this.#memberAt.get(url) ?? id) === id);
    return [
      ...own.map((url) => ({ url, allowsPlain: false, isOwn: true })),
      ...given.map((url) => ({ url, allowsPlain: true, isOwn: false })),
    ];
  }

  /** Reads at the URLs of `--listen-metrics-urls` in the member's command line. */
  async #readFlagged(member: ScrapedMember, endsAt: number): Promise<Found> {
    const { endpoint } = member;
    if (endpoint === null) throw nowhere(member);
    const urls = await this.#flaggedURLs(member.id, endpoint, endsAt);
    const places = urls.flatMap((url) => this.#placeOfFlag(url, endpoint));
    if (places.length === 0) throw nowhere(member);
    return await Promise.any(places.map((place) => this.#read(place, member.id, endsAt)));
  }

  #flaggedURLs(member: MemberId, endpoint: string, endsAt: number): Promise<readonly string[]> {
    const known = this.#flagged.get(member);
    if (known !== undefined && performance.now() - known.at < askedAgainMs) return known.urls;
    const urls = (async () => {
      const vars = await askDebugVars(this.#connection, endpoint, { timeoutMs: leftUntil(endsAt) });
      return listOf(flagsIn(vars?.args ?? []).get('listen-metrics-urls') ?? '').slice(0, mostURLs);
    })();
    this.#flagged.set(member, { at: performance.now(), urls });
    // A failure is not kept: the member is asked again.
    urls.catch(() => this.#flagged.delete(member));
    return urls;
  }

  /**
   * Returns the URL to dial for one that a member listens on. Its loopback is reachable through SSH, or for a member on
   * this machine; plain http is allowed only then.
   */
  #placeOfFlag(url: string, endpoint: string): readonly Place[] {
    const parts = endpointPartsOrNull(url);
    const at = endpointPartsOrNull(endpoint);
    if (parts === null || at === null) return [];
    const host = isUnspecified(parts.host) ? at.host : parts.host;
    const isTunnelled = this.#connection.profile.ssh !== null;
    if (isLoopback(host) && !isTunnelled && !isLoopbackURL(endpoint)) return [];
    const allowsPlain = isTunnelled || isLoopback(host);
    return [{ url: `${parts.scheme}://${hostAndPort({ host, port: parts.port })}`, allowsPlain, isOwn: false }];
  }

  async #read(place: Place, member: MemberId, endsAt: number): Promise<Found> {
    const url = `${place.url}/metrics`;
    const { allowsPlain } = place;
    const answer = await this.#connection.get(url, { timeoutMs: leftUntil(endsAt), mostBytes, allowsPlain });
    const failed = (message: string): EtcdeckError =>
      new EtcdeckError({ code: 'NoMetrics', message, endpoint: place.url, operation: 'GET /metrics' });
    if (answer.status !== 200) throw failed(`it answers with the status ${answer.status}`);
    const sample = readMetrics(answer.body, Date.now());
    const served = memberOf(sample);
    if (served !== null && !place.isOwn) this.#memberAt.set(place.url, served);
    if (served !== member && (served !== null || !place.isOwn))
      throw failed(`it has the metrics of ${served ?? 'none'}`);
    this.#servedAt.set(member, place);
    this.#lost.delete(member);
    return { url: place.url, sample };
  }
}

/** Returns the failure at the first place of several. */
function firstOf(error: unknown): unknown {
  return error instanceof AggregateError ? firstOf(error.errors[0]) : error;
}

const leftUntil = (endsAt: number): number => Math.max(1, endsAt - performance.now());

function nowhere({ failure }: ScrapedMember): EtcdeckError {
  if (failure !== null) return new EtcdeckError(failure);
  return new EtcdeckError({ code: 'Unavailable', message: 'the member has no client URL', retry: true });
}
