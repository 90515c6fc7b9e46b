import { liveKeys } from '../../contract/key-source.ts';
import type { PlansApi } from '../../contract/plans.ts';
import { compareBytes } from '../bytes/bytes.ts';
import { spanOf } from '../sources/key-span.ts';
import { etcdctlDeletePrefix, etcdctlLines } from './etcdctl-lines.ts';
import type { PlanParts } from './plan-parts.ts';
import type { Planner } from './planning.ts';
import { WritePlanner } from './write-planner.ts';

/** How many keys are looked up between two progress reports. */
const batchKeys = 2_000;

/** Plans the deletion of keys, each guarded by the modRevision that it has now. Reads few values. */
export async function* planDelete(
  { open, sources, codecs, store }: PlanParts,
  { connection, keys }: Parameters<PlansApi['planDelete']>[0],
  signal: AbortSignal,
): Planner {
  const held = open.require(connection);
  const planner = new WritePlanner(held, codecs, { onExisting: 'overwrite', isMove: false });
  let revision = 0;
  if (keys.kind === 'prefix') {
    for await (const page of sources.require(liveKeys(connection)).whole.keys(spanOf(keys.prefix), { signal })) {
      await planner.delete(page.keys, { signal });
      revision = page.revision;
      yield planner.changes.length;
    }
  } else {
    const sorted = unique(keys.keys);
    for (let at = 0; at < sorted.length; at += batchKeys) {
      await planner.deleteExisting(sorted.slice(at, at + batchKeys), { signal });
      yield Math.min(at + batchKeys, sorted.length);
    }
    revision = planner.revision;
  }
  const { changes, consequences } = planner;
  const [only] = keys.kind === 'prefix' ? [keys.prefix] : keys.keys.length === 1 ? keys.keys : [];
  yield await store.add(
    {
      connection: held,
      act: 'delete',
      changes,
      revision,
      consequences,
      etcdctl:
        keys.kind === 'prefix' ? [etcdctlDeletePrefix(held.profile, keys.prefix)] : etcdctlLines(held.profile, changes),
      kubectl: [],
      subject: only ?? new Uint8Array(),
    },
    signal,
  );
}

/** Sorts the keys and removes repeats: a transaction takes no key twice. */
function unique(keys: readonly Uint8Array[]): readonly Uint8Array[] {
  const sorted = [...keys].sort(compareBytes);
  return sorted.filter((key, place) => {
    const before = sorted[place - 1];
    return before === undefined || compareBytes(before, key) !== 0;
  });
}
