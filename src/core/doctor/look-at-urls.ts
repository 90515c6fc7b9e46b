import type { CheckState } from '../../contract/doctor.ts';
import { EtcdeckError, type Failure } from '../../contract/failure.ts';
import type { Bounds } from '../connections/bounded-wait.ts';
import type { MemberURL } from './member-urls.ts';

/** What a look at one URL found: `seen`, or why nothing. */
export interface Look<Seen> extends MemberURL {
  readonly seen: Seen | null;
  readonly failure: Failure | null;
}

/** How long one URL may take, and all of them. */
const timeoutMs = { one: 3_000, all: 15_000 };
/** Streams through one SSH connection at a time, too. */
const atOnce = 8;

/**
 * Looks at each URL, a few at a time, within 15 s; those whose turn did not come have failed. Rejects with `Cancelled`
 * when stopped, and otherwise never.
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
        return { ...url, seen: null, failure: failureOf(error, url) };
      }
    });
    looks.push(...(await Promise.all(part)));
  }
  return looks;
}

function failureOf(error: unknown, { url, member }: MemberURL): Failure {
  const at = { endpoint: url, member };
  if (!(error instanceof EtcdeckError)) return { code: 'Internal', message: String(error), ...at, retry: false };
  if (error.code !== 'Cancelled') return { ...error.toFailure(), ...at };
  return { code: 'ConnectTimeout', message: 'the time for all members was over', ...at, retry: true };
}

/**
 * Returns how a check of URLs went. A member counts as looked at, for clients and for peers, where one of its URLs was:
 * it may announce one that only others reach.
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
