import type { Abort } from '../../contract/abort.ts';
import type { Failure } from '../../contract/failure.ts';
import type { MemberId } from '../../contract/ids.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import { toEtcdeckError } from '../etcd/failures.ts';
import { untilAborted } from '../etcd/until-aborted.ts';
import { MetricsPlaces, type ScrapedMember } from './metrics-places.ts';
import type { MetricsSample } from './prometheus-text.ts';

/** What scraping one member gave. */
export interface MemberSample {
  readonly member: MemberId;
  /** The URL that answered, or the first one tried; `null`: none is known. */
  readonly url: string | null;
  readonly failure: Failure | null;
  readonly sample: MetricsSample | null;
}

/** How many members are scraped; more are no cluster. */
const mostMembers = 64;
/** A second request for a member within this time gets the same answer. */
const sharedMs = 4_500;

interface Recent {
  readonly at: number;
  readonly answer: Promise<MemberSample>;
}

/** What was learnt of one connection's members. */
interface Known {
  readonly places: MetricsPlaces;
  readonly recent: Map<MemberId, Recent>;
}

const knownOf = new WeakMap<OpenConnection, Known>();

/**
 * Reads the metrics of members, in parallel, each within three seconds: at its client URL, else where its command line
 * says, else at the connection's metrics URLs. Costs a member 10 to 20 ms. Needs no quorum and no user. Everybody who asks
 * within five seconds gets one answer. A member without metrics is a row with its failure; rejects with `Cancelled` only.
 */
export async function scrapeMembers(
  held: OpenConnection,
  members: readonly ScrapedMember[],
  signal?: Abort,
): Promise<readonly MemberSample[]> {
  const { places, recent } = knowing(held);
  const now = performance.now();
  for (const [member, { at }] of recent) if (now - at >= sharedMs) recent.delete(member);
  const asked = members.slice(0, mostMembers);
  places.keep(new Set(asked.map(({ id }) => id)));
  const scraping = asked.map(async (member) => {
    const one = recent.get(member.id) ?? { at: now, answer: scraped(places, member) };
    recent.set(member.id, one);
    return await one.answer;
  });
  return await untilAborted(signal, { operation: 'metrics', endpoint: '' }, Promise.all(scraping));
}

/**
 * Reads the metrics of one member now, whoever asked before: where what they were a moment ago decides nothing. A member
 * answers while it is being defragmented. Fails as `MetricsPlaces.scrape` does, and with `Cancelled`.
 */
export async function scrapeNow(held: OpenConnection, member: ScrapedMember, signal: Abort): Promise<MetricsSample> {
  const scraping = knowing(held).places.scrape(member);
  return (await untilAborted(signal, { operation: 'metrics', endpoint: '' }, scraping)).sample;
}

function knowing(held: OpenConnection): Known {
  const known = knownOf.get(held) ?? { places: new MetricsPlaces(held), recent: new Map<MemberId, Recent>() };
  knownOf.set(held, known);
  return known;
}

async function scraped(places: MetricsPlaces, member: ScrapedMember): Promise<MemberSample> {
  try {
    const { url, sample } = await places.scrape(member);
    return { member: member.id, url, failure: null, sample };
  } catch (error) {
    const failure = toEtcdeckError(error, { operation: 'GET /metrics', isWrite: false }).toFailure();
    const url = failure.endpoint ?? null;
    return { member: member.id, url, failure: { ...failure, member: member.id }, sample: null };
  }
}
