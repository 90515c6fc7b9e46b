import type { PlansApi } from '../../contract/plans.ts';
import { bundleJob } from '../bundles/bundle-kind.ts';
import { concatBytes } from '../bytes/bytes.ts';
import { startJob } from '../work/workers.ts';
import { etcdctlLines } from './etcdctl-lines.ts';
import type { PlanParts } from './plan-parts.ts';
import type { Planner } from './planning.ts';
import { WritePlanner } from './write-planner.ts';

/** Plans to write a bundle's keys, at their own names or beneath another prefix. */
export async function* planImport(
  { ports, open, codecs, store }: PlanParts,
  { connection, bundle, to, onExisting }: Parameters<PlansApi['planImport']>[0],
  signal: AbortSignal,
): Planner {
  const held = open.require(connection);
  const planner = new WritePlanner(held, codecs, { onExisting, isMove: false });
  const job = await startJob(ports, bundleJob, bundle, { signal });
  let subject = to ?? new Uint8Array();
  try {
    for (let scanned = 0; ; ) {
      const { prefix, entries } = await job.take(null);
      subject = to ?? prefix ?? subject;
      if (entries.length === 0) break;
      const replaced = to === null ? 0 : (prefix?.length ?? 0);
      const wanted = entries.map(({ key, value }) => {
        codecs.refuseCovered(value);
        return { key: concatBytes(to ?? new Uint8Array(), key.subarray(replaced)), value, from: null };
      });
      await planner.put(wanted, { signal });
      scanned += entries.length;
      yield scanned;
    }
  } finally {
    job.close();
  }
  const { changes, consequences, obstacle, revision } = planner;
  yield await store.add(
    {
      connection: held,
      act: 'import',
      changes,
      revision,
      consequences,
      etcdctl: etcdctlLines(held.profile, changes),
      kubectl: [],
      subject,
      obstacle,
    },
    signal,
  );
}
