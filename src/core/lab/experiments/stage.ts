import { setTimeout as delay } from 'node:timers/promises';
import type { LabAct } from '../../../contract/lab/acts.ts';
import type { LabExperimentNotice } from '../../../contract/lab/experiments.ts';
import { EtcdClient } from '../../etcd/client.ts';
import { cancelled } from '../../etcd/failures.ts';
import { prefixEnd } from '../../etcd/kv.ts';
import type { ExperimentLab } from './experiment-lab.ts';

/** The beginning of the keys that experiments write, and delete again. */
export const experimentPrefix = 'etcdeck-lab/experiments/';

/** Where one experiment is carried out: it tells what it sees, acts, and takes back in `close` all that it did. */
export class Stage {
  /** Reaches every member of the lab as it was at the start. */
  readonly client: EtcdClient;
  readonly #startedAt = performance.now();
  readonly #undo: (() => Promise<unknown>)[] = [];
  readonly #further: EtcdClient[] = [];

  constructor(
    readonly lab: ExperimentLab,
    /** Ends the experiment. What takes things back goes on. */
    readonly signal: AbortSignal,
    private readonly notify: (notice: LabExperimentNotice) => void,
  ) {
    this.client = new EtcdClient(lab.world.target());
  }

  /** Says what is done now. */
  readonly step = (text: string): void => {
    this.notify({ kind: 'step', text });
  };

  /** Says what was measured. */
  observed(what: string, figure: string): void {
    this.notify({ kind: 'observed', atMs: Math.round(performance.now() - this.#startedAt), what, figure });
  }

  /** A client of its own that knows only these members. */
  clientOf(...names: readonly string[]): EtcdClient {
    const client = new EtcdClient(this.lab.world.target(names));
    this.#further.push(client);
    return client;
  }

  /**
   * Does an act, whole even where the experiment is ended meanwhile, so that it is known what to take back. Returns how to
   * take it back before the end.
   */
  async act(act: LabAct): Promise<() => Promise<void>> {
    this.requireGoing();
    const { closed } = this.lab.world;
    const { id, noUndo } = await this.lab.act(act, this.step, closed);
    let isUndone = noUndo !== null;
    const undo = async (): Promise<void> => {
      if (isUndone || closed.aborted) return;
      isUndone = true;
      await this.lab.undo(id, this.step, closed);
    };
    this.#undo.push(undo);
    this.requireGoing();
    return undo;
  }

  /** Has something done at the end, before what was registered earlier. */
  atEnd(clean: () => Promise<unknown>): void {
    this.#undo.push(clean);
  }

  /** Deletes the keys of this experiment at the end, and returns their beginning. */
  keys(experiment: string): string {
    const prefix = `${experimentPrefix}${experiment}/`;
    const key = Buffer.from(prefix);
    const clear = (): Promise<unknown> =>
      this.client.call(({ kv }) => kv.deleteRange({ key, range_end: Buffer.from(prefixEnd(key)) }), {
        timeoutMs: 15_000,
      });
    this.atEnd(clear);
    return prefix;
  }

  async pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.signal }).catch(() => undefined);
    this.requireGoing();
  }

  /** Asks until there is something else than `null`; `null` where there is nothing in time. Failures count as nothing. */
  async waitFor<T>(ask: () => Promise<T | null>, mostMs: number, everyMs = 25): Promise<T | null> {
    const end = performance.now() + mostMs;
    while (performance.now() < end) {
      const found = await ask().catch(() => null);
      if (found !== null) return found;
      await this.pause(everyMs);
    }
    return null;
  }

  /** Takes back what was done, the last first; what fails does not keep the rest from it. Rejects with its first failure. */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (const undo of this.#undo.splice(0).toReversed()) {
      if (this.lab.world.closed.aborted) break;
      await undo().catch((error: unknown) => failures.push(error));
    }
    for (const client of [this.client, ...this.#further]) client.close();
    if (failures.length > 0 && !this.lab.world.closed.aborted) throw failures[0];
  }

  /** Fails with `Cancelled` once the experiment is ended. */
  requireGoing(): void {
    if (this.signal.aborted) throw cancelled('experiment');
  }
}
