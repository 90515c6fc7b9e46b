import type { Contender, Contest, LocksNotice } from '../../contract/locks.ts';
import { mostContenders, mostProclaimedBytes } from '../../contract/locks.ts';
import { bufferOf, compareBytes, copyBytes } from '../bytes/bytes.ts';
import { isDenied } from '../etcd/failures.ts';
import { range } from '../etcd/kv.ts';
import type { AskedLeases } from '../leases/lease-states.ts';
import { readLeaseIds } from '../leases/list-leases.ts';
import { type AskedLease, everyLease } from '../leases/survey-leases.ts';
import { pageParts } from '../sources/page-parts.ts';
import { answersInParallel } from '../streams/answers-in-parallel.ts';
import { paced } from '../streams/paced.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';
import { contestOf } from './contender-key.ts';

const atOnce = 16;

/** Who is asked for locks, and who covers what they hold. */
export interface AskedLocks extends AskedLeases {
  readonly codecs: Pick<ValueCodecs, 'toEntry'>;
}

/** A key that stands in line, by its name and its lease alone. */
interface Candidate {
  readonly key: Uint8Array;
  readonly prefix: Uint8Array;
  readonly state: Extract<AskedLease['state'], { readonly kind: 'alive' }>;
}

/** Lists every lock and election of a cluster. */
export async function* listLocks(asked: AskedLocks, signal: AbortSignal): AsyncGenerator<LocksNotice, void> {
  const { ids } = await readLeaseIds(asked, signal);
  const isDue = paced();
  const candidates: Candidate[] = [];
  let [done, untold] = [0, 0];
  yield { kind: 'progress', done, total: ids.length };
  for await (const { state, keys } of everyLease(asked, ids, signal)) {
    done += 1;
    if (state.kind === 'alive' && state.keyCount === null) untold += 1;
    for (const key of keys) {
      const prefix = contestOf(key, state.id);
      if (prefix !== null && state.kind === 'alive') candidates.push({ key, prefix, state });
    }
    if (isDue()) yield { kind: 'progress', done, total: ids.length };
  }
  const contests = new Map<string, { readonly prefix: Uint8Array; readonly line: Contender[] }>();
  const read = (candidate: Candidate, reading: AbortSignal) => contenderOf(asked, candidate, reading);
  for await (const found of answersInParallel(candidates, atOnce, read, signal)) {
    if (found === null) continue;
    const name = bufferOf(found.prefix).toString('latin1');
    const contest = contests.get(name) ?? { prefix: found.prefix, line: [] };
    contest.line.push(found.contender);
    contests.set(name, contest);
  }
  const inOrder = [...contests.values()].sort((a, b) => compareBytes(a.prefix, b.prefix)).map(toContest);
  for (const part of pageParts(inOrder, contestBytes)) yield { kind: 'contests', contests: part };
  yield { kind: 'ended', untold, at: asked.clock.now() };
}

/** Reads a candidate; `null` where it has left the line, has another lease by now, or may not be read. */
async function contenderOf(
  { client, codecs }: AskedLocks,
  { key, prefix, state }: Candidate,
  signal: AbortSignal,
): Promise<{ readonly prefix: Uint8Array; readonly contender: Contender } | null> {
  try {
    const [entry] = (await range(client, { key }, { signal })).kvs;
    if (entry === undefined || entry.lease !== state.id) return null;
    const { value, bytes } = await codecs.toEntry(entry, { reveal: false });
    const { id: lease, grantedTTL, ttl, at } = state;
    const { createRevision } = entry;
    const shown = copyBytes(value, 0, Math.min(value.length, mostProclaimedBytes));
    return { prefix, contender: { key, lease, createRevision, grantedTTL, ttl, at, value: shown, bytes } };
  } catch (error) {
    if (isDenied(error)) return null;
    throw error;
  }
}

function toContest({ prefix, line }: { readonly prefix: Uint8Array; readonly line: readonly Contender[] }): Contest {
  const inOrder = line.toSorted((a, b) => a.createRevision - b.createRevision);
  return { prefix, line: inOrder.slice(0, mostContenders), inLine: line.length };
}

const contestBytes = ({ prefix, line }: Contest): number =>
  prefix.length + line.reduce((sum, { key, value }) => sum + key.length + value.length + 128, 0);
