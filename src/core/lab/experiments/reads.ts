import type { EtcdClient } from '../../etcd/client.ts';
import { range } from '../../etcd/kv.ts';
import { status } from '../../etcd/maintenance.ts';
import type { Conclusion } from './experiment-lab.ts';
import { inMs } from './figures.ts';
import { healthyLab } from './lab-view.ts';
import type { Stage } from './stage.ts';
import { type Timed, timed } from './timed.ts';

/** etcd itself gives up a linearizable read after seven seconds. */
const patienceMs = 9_000;

/** Reads a key in both ways on a follower, then cuts it off, has the key changed, and reads again. */
export async function reads(stage: Stage): Promise<Conclusion> {
  const { followers } = await healthyLab(stage, 3);
  const [alone, other] = followers;
  if (alone === undefined || other === undefined) throw new Error('three voting members have two followers');
  const key = Buffer.from(`${stage.keys('reads')}key`);
  const own = stage.clientOf(alone.name);
  const read = (serializable: boolean): Promise<Timed<string | null>> => valueOn(own, key, serializable, stage.signal);
  const write = async (value: string): Promise<void> => {
    const { signal } = stage;
    const call = { endpoint: other.endpoint, timeoutMs: patienceMs, signal };
    await stage.client.call(({ kv }) => kv.put({ key, value: Buffer.from(value) }), call);
  };

  stage.step(`Write "old" through ${other.name}, and read it on ${alone.name}`);
  await write('old');
  const before = await read(false);
  stage.observed('Linearizable read with a leader', told(before));
  stage.observed('Serializable read with a leader', told(await read(true)));

  stage.step(`Cut ${alone.name} off, and wait until it knows no leader`);
  const cutAt = performance.now();
  const heal = await stage.act({ kind: 'partition', groups: [[alone.name]] });
  const lost = await stage.waitFor(async () => {
    const { leader } = await status(own, alone.endpoint, { timeoutMs: 2_000, signal: stage.signal });
    return leader === null ? performance.now() - cutAt : null;
  }, 30_000);
  if (lost === null)
    return { asPromised: false, text: `${alone.name} was cut off and still took the leader for its own` };
  stage.observed(`${alone.name} gave the leader up after`, inMs(lost));

  stage.step(`Write "new" through ${other.name}, which has a majority`);
  await write('new');
  const stale = await read(true);
  stage.observed('Serializable read without a leader', told(stale));
  stage.step(`Ask ${alone.name} for a linearizable read: it needs the leader, and waits for one`);
  const waiting = await read(false);
  stage.observed('Linearizable read without a leader', told(waiting));

  stage.step(`Open the links of ${alone.name}`);
  const healedAt = performance.now();
  await heal();
  const after = await stage.waitFor(async () => (await read(false)).answer, 30_000);
  stage.observed(`${alone.name} read "${after ?? ''}" again after`, inMs(performance.now() - healedAt));

  const asPromised = before.answer === 'old' && stale.answer === 'old' && waiting.answer !== 'old' && after === 'new';
  return {
    asPromised,
    text: asPromised
      ? 'A serializable read is answered by the member alone, and was old here; a linearizable one is never old, and is not answered without a leader'
      : `Read before: ${told(before)}; cut off: ${told(stale)}, ${told(waiting)}; healed: ${after ?? 'nothing'}`,
  };
}

async function valueOn(
  client: EtcdClient,
  key: Uint8Array,
  serializable: boolean,
  signal: AbortSignal,
): Promise<Timed<string | null>> {
  return await timed(async () => {
    const { kvs } = await range(client, { key, serializable }, { timeoutMs: patienceMs, signal });
    const [kv] = kvs;
    return kv === undefined ? null : Buffer.from(kv.value).toString();
  });
}

function told({ ms, answer, failure }: Timed<string | null>): string {
  return failure === null ? `"${answer ?? ''}" after ${inMs(ms)}` : `${failure.code} after ${inMs(ms)}`;
}
