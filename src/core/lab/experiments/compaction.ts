import { toNumber } from '../../etcd/ids.ts';
import { compact, range } from '../../etcd/kv.ts';
import { watch } from '../../etcd/watch.ts';
import type { Conclusion } from './experiment-lab.ts';
import { count, inMs } from './figures.ts';
import { healthyLab } from './lab-view.ts';
import type { Stage } from './stage.ts';
import { type Timed, timed } from './timed.ts';

/** Changes a key three times, compacts to the second one, and reads and watches each. */
export async function compaction(stage: Stage): Promise<Conclusion> {
  await healthyLab(stage, 1);
  const { client, signal } = stage;
  const key = Buffer.from(`${stage.keys('compaction')}key`);
  const revisions: number[] = [];
  stage.step('Write "first", "second" and "third" to one key');
  for (const value of ['first', 'second', 'third']) {
    const { answer } = await client.call(({ kv }) => kv.put({ key, value: Buffer.from(value) }), { signal });
    revisions.push(toNumber(answer.header.revision));
  }
  const [first = 0, second = 0, third = 0] = revisions;
  const readAt = (revision: number): Promise<Timed<string>> =>
    timed(async () => {
      const { kvs } = await range(client, { key, revision }, { signal });
      const [kv] = kvs;
      return kv === undefined ? 'nothing' : `"${Buffer.from(kv.value).toString()}"`;
    });
  const before = await readAt(first);
  stage.observed(`Revision ${count(first)} before`, told(before));

  stage.step(`Compact to revision ${count(second)}: what was before is given up for good, in this lab as anywhere`);
  const compacted = await timed(() => compact(client, { revision: second, isPhysical: false }, { signal }));
  if (compacted.failure !== null) throw compacted.failure;
  stage.observed('Compacted in', inMs(compacted.ms));
  const old = await readAt(first);
  stage.observed(`Revision ${count(first)} afterwards`, told(old));
  const kept = await readAt(second);
  stage.observed(`Revision ${count(second)} afterwards`, told(kept));
  const newest = await readAt(0);
  stage.observed(`The newest, revision ${count(third)}`, told(newest));

  stage.step(`Watch the key from revision ${count(first)} on`);
  const endedAt = await watchFrom(stage, key, first);
  stage.observed(
    'The watch',
    endedAt === null ? 'went on' : `ended: compacted, with revision ${count(endedAt)} as the oldest`,
  );
  const asPromised =
    before.answer === '"first"' &&
    old.failure?.code === 'Compacted' &&
    kept.answer === '"second"' &&
    newest.answer === '"third"' &&
    endedAt === second;
  return {
    asPromised,
    text: asPromised
      ? 'Older revisions are gone for reads and watches; what the compacted revision shows, and the newest, stay'
      : `Read afterwards: ${told(old)}, ${told(kept)}, ${told(newest)}`,
  };
}

/** Returns the compacted revision that a watch ends with; `null` where it shows the change. */
async function watchFrom({ client, signal }: Stage, key: Uint8Array, startRevision: number): Promise<number | null> {
  for await (const notice of watch(client, { key, rangeEnd: null, startRevision, previous: false, signal })) {
    if (notice.kind === 'compacted') return notice.compactRevision;
    if (notice.kind === 'event') return null;
  }
  return null;
}

function told({ ms, answer, failure }: Timed<string>): string {
  return `${failure === null ? answer : failure.code} after ${inMs(ms)}`;
}
