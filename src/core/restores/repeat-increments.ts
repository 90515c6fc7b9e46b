import { EtcdeckError } from '../../contract/failure.ts';
import { toLeaseDecimal, toNumber } from '../etcd/ids.ts';
import { head } from '../etcd/kv.ts';
import { alarmDisarm, alarmList } from '../etcd/maintenance.ts';
import type { SnapshotIndex } from '../snapshot-files/snapshot-index.ts';
import type { ValueReader } from '../snapshot-files/snapshot-moment.ts';
import type { KeptLeases } from './kept-leases.ts';
import type { ServingMember } from './throw-away-member.ts';

const operation = 'restores.join';
/** A revision may be a deletion of a large prefix, on a slow machine. */
const timeoutMs = 120_000;
/** How many records' values are read at once: each has 1.5 MB at most, unless servers are set to take more. */
const readAtOnce = 64;

/** What is repeated: all records of a full snapshot and its increments, and their values. */
export interface Repeated {
  readonly index: SnapshotIndex;
  readonly values: ValueReader;
}

/** How it goes on, and until when it may. */
export interface Repeating {
  readonly leases: KeptLeases;
  readonly signal: AbortSignal;
  readonly onDidApply: (revisions: number, of: number) => void;
}

/**
 * Repeats on a member every revision that it does not have, each as one transaction with its changes in their order, so that
 * the member gives them the same revisions, versions and times of creation; returns how many there were. Fails with `RestoreFailed` where a revision comes out differently.
 */
export async function repeatIncrements(
  { index, values }: Repeated,
  { client, endpoint }: ServingMember,
  { leases, signal, onDidApply }: Repeating,
): Promise<number> {
  const options = { endpoint, signal, timeoutMs };
  const { revision: reached } = await head(client, options);
  // It would refuse what is written.
  for (const alarm of await alarmList(client, options)) await alarmDisarm(client, alarm, options);
  const revisions = byRevision(recordsAfter(index, reached));
  for (const [at, changes] of revisions.entries()) {
    signal.throwIfAborted();
    for (const { record } of changes) {
      const lease = index.isDeletion(record) ? null : index.record(record).lease;
      if (lease !== null) await leases.require(lease);
    }
    const revision = await applyChanges(changes, { index, values }, { client, endpoint, signal });
    const wanted = changes[0]?.main;
    if (revision !== wanted) throw differs(revision, wanted);
    onDidApply(at + 1, revisions.length);
  }
  return revisions.length;
}

/** A change of a key: where it is in the index. */
interface Change {
  readonly place: number;
  readonly record: number;
  readonly main: number;
  readonly sub: number;
}

function recordsAfter(index: SnapshotIndex, reached: number): readonly Change[] {
  const found: Change[] = [];
  for (let place = 0; place < index.length; place += 1) {
    const { from, to } = index.recordsOf(place);
    for (let record = to - 1; record >= from; record -= 1) {
      const main = index.mainOf(record);
      if (main <= reached) break;
      found.push({ place, record, main, sub: index.subOf(record) });
    }
  }
  return found.sort((a, b) => a.main - b.main || a.sub - b.sub);
}

function byRevision(records: readonly Change[]): readonly (readonly Change[])[] {
  const revisions: Change[][] = [];
  for (const record of records) {
    const last = revisions.at(-1);
    if (last?.[0]?.main === record.main) last.push(record);
    else revisions.push([record]);
  }
  return revisions;
}

async function applyChanges(
  changes: readonly Change[],
  { index, values }: Repeated,
  { client, endpoint, signal }: ServingMember & Pick<Repeating, 'signal'>,
): Promise<number> {
  const success: object[] = [];
  for (let from = 0; from < changes.length; from += readAtOnce) {
    const some = changes.slice(from, from + readAtOnce);
    const puts = some.filter(({ record }) => !index.isDeletion(record));
    const read = (await values.read(puts.map(({ record }) => index.record(record)))).values();
    for (const { place, record } of some) {
      const key = Buffer.from(index.key(place));
      if (index.isDeletion(record)) {
        success.push({ request_delete_range: { key } });
        continue;
      }
      const { lease } = index.record(record);
      const value = Buffer.from(read.next().value ?? new Uint8Array());
      success.push({ request_put: { key, value, ...(lease === null ? {} : { lease: toLeaseDecimal(lease) }) } });
    }
  }
  const { answer } = await client.call(({ kv }) => kv.txn({ success }), { endpoint, signal, timeoutMs });
  return toNumber(answer.header.revision);
}

function differs(revision: number, wanted: number | undefined): EtcdeckError {
  const message = `an increment's revision ${wanted} became ${revision} on the restored member: its history cannot be repeated`;
  return new EtcdeckError({ code: 'RestoreFailed', message, operation });
}
