import { EtcdeckError } from '../../contract/failure.ts';
import type { LeaseId } from '../../contract/ids.ts';
import type { LeaseState, LeaseSurveyNotice } from '../../contract/leases.ts';
import { pageParts } from '../sources/page-parts.ts';
import { answersInParallel } from '../streams/answers-in-parallel.ts';
import { paced } from '../streams/paced.ts';
import { type AskedLeases, askLease, stateBytes } from './lease-states.ts';
import { readLeaseIds } from './list-leases.ts';

/** The leader answers each within a fraction of a millisecond; this many keep it from waiting for us. */
const atOnce = 16;
const mostInPart = 1_000;

/** A lease that was asked, with all of its keys. */
export type AskedLease = Awaited<ReturnType<typeof askLease>>;

/**
 * Asks for every lease once, and yields the answers as they come. Fails as soon as nobody can say what one is: without
 * a leader, each would take seconds.
 */
export async function* everyLease(
  asked: AskedLeases,
  ids: readonly LeaseId[],
  signal: AbortSignal,
): AsyncGenerator<AskedLease, void> {
  const ask = async (id: LeaseId, asking: AbortSignal): Promise<AskedLease> => {
    const answer = await askLease(asked, id, { signal: asking });
    if (answer.state.kind === 'unknown') throw new EtcdeckError(answer.state.failure);
    return answer;
  };
  yield* answersInParallel(ids, atOnce, ask, signal);
}

/** Yields the states of all leases in parts, ten times a second at most unless there are many. */
export async function* surveyLeases(asked: AskedLeases, signal: AbortSignal): AsyncGenerator<LeaseSurveyNotice, void> {
  const { ids } = await readLeaseIds(asked, signal);
  const isDue = paced();
  let states: LeaseState[] = [];
  let done = 0;
  const told = function* (): Generator<LeaseSurveyNotice, void> {
    for (const part of pageParts(states, stateBytes)) {
      done += part.length;
      yield { states: part, done, total: ids.length };
    }
    states = [];
  };
  yield { states, done, total: ids.length };
  for await (const { state } of everyLease(asked, ids, signal)) {
    states.push(state);
    if (states.length >= mostInPart || isDue()) yield* told();
  }
  yield* told();
}
