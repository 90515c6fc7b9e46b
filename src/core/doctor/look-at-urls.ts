import type { CheckState } from '../../contract/doctor.ts';
import { EtcdeckError, type Failure } from '../../contract/failure.ts';
import type { Bounds } from '../connections/bounded-wait.ts';
import { failureOf } from './check-results.ts';
import type { MemberURL } from './member-urls.ts';

/** What a look at one URL found: `seen`, or the failure to look. */
export interface Look<Seen> extends MemberURL {
  readonly seen: Seen | null;
  readonly failure: Failure | null;
}

/** The time for one URL, and for all of them. */
const timeoutMs = { one: 3_000, all: 15_000 };
/** Also the number of streams through one SSH connection. */
const atOnce = 8;

/**
 * Looks at each URL, eight at a time, within 15 s; a URL that is not reached in this time fails with `ConnectTimeout`.
 * Rejects with `Cancelled` only.
 */
export async function lookAtURLs<Seen>(
  urls: readonly MemberURL[],
  signal: AbortSignal,
  look: (url: MemberURL, bounds: Bounds) => Promise<Seen>,
): Promise<readonly Look<Seen>[]> {
  const bounds = { timeoutMs: timeoutMs.one, signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs.all)]) };
  const looks: Look<Seen>[] = [];
  for (let from = 0; from < urls.length; from += atOnce) {
    const part = urls.slice(from, from + atOnce).map(async (url): Promise<Look<Seen>> => {
      try {
        return { ...url, seen: await look(url, bounds), failure: null };
      } catch (error) {
        if (signal.aborted) throw error;
        return { ...url, seen: null, failure: failureAt(error, url) };
      }
    });
    looks.push(...(await Promise.all(part)));
  }
  return looks;
}

function failureAt(error: unknown, { url, member }: MemberURL): Failure {
  const at = { endpoint: url, member };
  const isOver = error instanceof EtcdeckError && error.code === 'Cancelled';
  if (!isOver) return { ...failureOf(error), ...at };
  return { code: 'ConnectTimeout', message: 'the time for all members was over', ...at, retry: true };
}

/**
 * Returns the state of a check of URLs. One answering URL of a member is enough, for clients and for peers: another one
 * may be reachable from other hosts only.
 */
export function stateOfLooks(
  name: CheckState['name'],
  looks: readonly Look<unknown>[],
  at: number,
  isKnownOtherwise: (look: MemberURL) => boolean = () => false,
): CheckState {
  if (looks.length === 0) return { name, state: 'skipped', failure: null, at };
  const missed = looks.filter(
    (look) =>
      look.failure !== null &&
      !isKnownOtherwise(look) &&
      !looks.some((other) => other.failure === null && other.member === look.member && other.use === look.use),
  );
  const failure = missed[0]?.failure ?? null;
  if (failure === null) return { name, state: 'done', failure, at };
  return { name, state: missed.length === looks.length ? 'failed' : 'partial', failure, at };
}
