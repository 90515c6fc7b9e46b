import { setTimeout } from 'node:timers/promises';
import type { LeaseId } from '../../contract/ids.ts';
import type { LeaseState } from '../../contract/leases.ts';
import { cancelled } from '../etcd/failures.ts';
import { pageParts } from '../sources/page-parts.ts';
import { answersInParallel } from '../streams/answers-in-parallel.ts';
import { paced } from '../streams/paced.ts';
import { type AskedLeases, askLease, stateBytes } from './lease-states.ts';

const atOnce = 8;
/** A window that nobody touches costs a member a request a second at most. */
const pauseMs = 1_000;

/** Asks for the states of these leases, and then for one a second, until it is stopped. */
export async function* followLeases(
  asked: AskedLeases,
  leases: readonly LeaseId[],
  signal: AbortSignal,
): AsyncGenerator<readonly LeaseState[], void> {
  const known = new Map<LeaseId, LeaseState>();
  const ask = async (id: LeaseId, asking: AbortSignal) => (await askLease(asked, id, { signal: asking })).state;
  const isDue = paced();
  let waiting: LeaseState[] = [];
  for await (const state of answersInParallel([...new Set(leases)], atOnce, ask, signal)) {
    known.set(state.id, state);
    waiting.push(state);
    if (!isDue()) continue;
    yield* pageParts(waiting, stateBytes);
    waiting = [];
  }
  yield* pageParts(waiting, stateBytes);
  for (;;) {
    await setTimeout(pauseMs, undefined, { signal }).catch(() => {
      throw cancelled('follow');
    });
    const next = nextToAsk(known.values(), asked.clock.now());
    if (next === null) continue;
    const state = await ask(next, signal);
    known.set(next, state);
    yield [state];
  }
}

/** So much earlier is a lease asked whose time is over; for longer it would keep the others from being asked. */
const headStartMs = 10_000;

/**
 * Returns the lease to ask next: one whose time is over unless a client has renewed it, or else the one that was asked
 * the longest ago; `null` where all are gone. One of two seconds is over whenever it is looked at.
 */
export function nextToAsk(states: Iterable<LeaseState>, now: number): LeaseId | null {
  let next: LeaseState | null = null;
  for (const state of states) {
    if (state.kind !== 'gone' && (next === null || turnOf(state, now) < turnOf(next, now))) next = state;
  }
  return next?.id ?? null;
}

function turnOf(state: LeaseState, now: number): number {
  const isOver = state.kind === 'alive' && now >= state.at + state.ttl * 1_000;
  return isOver ? state.at - headStartMs : state.at;
}
