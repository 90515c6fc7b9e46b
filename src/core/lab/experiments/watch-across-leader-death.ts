import { EtcdeckError } from '../../../contract/failure.ts';
import type { EtcdClient } from '../../etcd/client.ts';
import { prefixEnd } from '../../etcd/kv.ts';
import { watch } from '../../etcd/watch.ts';
import type { Conclusion } from './experiment-lab.ts';
import { count, inMs } from './figures.ts';
import { healthyLab, nextLeader } from './lab-view.ts';
import type { Stage } from './stage.ts';

/** So many writes are answered before the leader dies, and as many after. */
const writesAround = 20;

/** Watches keys on one follower, writes through another, and kills the leader meanwhile. */
export async function watchAcrossLeaderDeath(stage: Stage): Promise<Conclusion> {
  const { leader, followers } = await healthyLab(stage, 3);
  const [watched, through] = followers;
  if (watched === undefined || through === undefined) throw new Error('three voting members have two followers');
  const prefix = stage.keys('watch');
  const stop = new AbortController();
  const going = AbortSignal.any([stage.signal, stop.signal]);

  stage.step(`Watch keys on ${watched.name}, and write them through ${through.name}`);
  const seen = new Witness();
  const watching = Promise.allSettled([seen.follow(stage.clientOf(watched.name), prefix, going)]);
  const writer = new Writer(stage.clientOf(through.name), prefix);
  let writing: Promise<unknown> | null = null;
  try {
    const started = await stage.waitFor(async () => (seen.hasStarted ? true : null), 10_000);
    if (started === null) return { asPromised: false, text: `${watched.name} did not take the watch` };
    writing = Promise.allSettled([writer.goOn(going)]);
    await stage.waitFor(async () => (writer.answered.length >= writesAround ? true : null), 20_000);
    stage.step(`Kill the leader, ${leader.name}`);
    const killedAt = performance.now();
    await stage.act({ kind: 'kill', member: leader.name });
    const elected = await nextLeader(stage, leader, followers.length + 1);
    if (elected === null) return { asPromised: false, text: 'No other leader was elected' };
    stage.observed(`${elected.name} led after`, inMs(performance.now() - killedAt));
    const enough = writer.answered.length + writesAround;
    await stage.waitFor(async () => (writer.answered.length >= enough ? true : null), 30_000);
    writer.stop();
    await writing;
    const missing = (): number => writer.answered.filter((key) => !seen.keys.has(key)).length;
    await stage.waitFor(async () => (missing() === 0 ? true : null), 20_000);

    stage.observed('Writes answered', count(writer.answered.length));
    stage.observed('Writes without an answer, or refused', count(writer.failed));
    stage.observed('Longest time without an answer', inMs(writer.longestPauseMs));
    stage.observed('Events seen', count(seen.keys.size));
    stage.observed('Times that the watch was taken up again', count(seen.breaks));
    const lost = missing();
    const asPromised = lost === 0 && seen.isInOrder;
    return {
      asPromised,
      text: asPromised
        ? 'Every write that was answered was seen, once and in the order of revisions'
        : `${count(lost)} of ${count(writer.answered.length)} writes were not seen${seen.isInOrder ? '' : ', and some came out of order'}`,
    };
  } finally {
    stop.abort();
    await watching;
    await writing;
  }
}

/** What a watch has seen. */
class Witness {
  readonly keys = new Set<string>();
  hasStarted = false;
  breaks = 0;
  isInOrder = true;

  async follow(client: EtcdClient, prefix: string, signal: AbortSignal): Promise<void> {
    const key = Buffer.from(prefix);
    let last = 0;
    const range = { key, rangeEnd: prefixEnd(key), startRevision: null, previous: false, signal };
    for await (const notice of watch(client, range)) {
      if (notice.kind === 'started') this.hasStarted = true;
      if (notice.kind === 'resumed') this.breaks += 1;
      if (notice.kind !== 'event' || notice.event.type !== 'put') continue;
      const { entry } = notice.event;
      if (entry.modRevision <= last) this.isInOrder = false;
      last = entry.modRevision;
      this.keys.add(Buffer.from(entry.key).toString());
    }
  }
}

/** Puts one key after the other, each once. */
class Writer {
  readonly answered: string[] = [];
  failed = 0;
  longestPauseMs = 0;
  readonly #stop = new AbortController();

  constructor(
    private readonly client: EtcdClient,
    private readonly prefix: string,
  ) {}

  /** Ends after the write that is under way. */
  stop(): void {
    this.#stop.abort();
  }

  async goOn(signal: AbortSignal): Promise<void> {
    let lastAnswer = performance.now();
    for (let number = 1; !signal.aborted && !this.#stop.signal.aborted; number += 1) {
      const name = `${this.prefix}${number}`;
      const put = { key: Buffer.from(name), value: Buffer.from(String(number)) };
      try {
        await this.client.call(({ kv }) => kv.put(put), { timeoutMs: 2_000, signal });
        this.answered.push(name);
        this.longestPauseMs = Math.max(this.longestPauseMs, performance.now() - lastAnswer);
        lastAnswer = performance.now();
      } catch (error) {
        if (!(error instanceof EtcdeckError)) throw error;
        this.failed += 1;
      }
    }
  }
}
