import type { Api } from '../../../../contract/api.ts';
import type { Failure } from '../../../../contract/failure.ts';
import type { ConnectionId } from '../../../../contract/ids.ts';
import type { LabExperiment, LabExperimentNotice } from '../../../../contract/lab/experiments.ts';
import type { LabWriteNotice } from '../../../../contract/lab/writes.ts';
import { failureOf, isCancelled } from '../../../state/failure.ts';
import { createStore, type Store } from '../../../state/store.ts';

/** Something that is tried once, as far as it has come. */
export interface Trial<N> {
  readonly notices: readonly N[];
  readonly isRunning: boolean;
  readonly failure: Failure | null;
}

/** A write that was asked for, and its steps. */
export interface WriteTrial extends Trial<LabWriteNotice> {
  readonly via: string;
  readonly key: string;
}

/** A write that lessons look back at. */
export interface PastWrite {
  /** Milliseconds since 1970, by this window's clock. */
  readonly startedAt: number;
  /** The `seq` of the newest event when it began; 0 without any. */
  readonly afterEvent: number;
  readonly via: string;
  readonly notices: readonly LabWriteNotice[];
}

export interface LabTrialsState {
  readonly write: WriteTrial | null;
  /** The last ones, the oldest first; the newest may go on. */
  readonly writes: readonly PastWrite[];
  readonly experiments: Readonly<Partial<Record<LabExperiment, Trial<LabExperimentNotice>>>>;
  /** Why the client that checks consistency could not be started or stopped. */
  readonly checkFailure: Failure | null;
}

const mostPastWrites = 50;

/** What is tried in a lab, beside the acts. It goes on while another panel or screen is shown. */
export class LabTrials {
  readonly store: Store<LabTrialsState> = createStore<LabTrialsState>({
    write: null,
    writes: [],
    experiments: {},
    checkFailure: null,
  });
  #stopping = new Map<string, AbortController>();

  constructor(
    private readonly api: Pick<Api, 'lab'>,
    private readonly connection: ConnectionId,
    private readonly newestEvent: () => number,
  ) {}

  write(via: string, key: string, value: string): Promise<void> {
    const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
    const signal = this.#begin('write');
    const begun = { startedAt: Date.now(), afterEvent: this.newestEvent(), via };
    let last: PastWrite | null = null;
    return this.#run(
      this.api.lab.write({ connection: this.connection, via, key: bytes(key), value: bytes(value) }, { signal }),
      (trial) => {
        const [before, now] = [last, { ...begun, notices: trial.notices }];
        last = now;
        // An earlier one may still go on.
        this.store.update((state) => ({
          ...state,
          write: { ...trial, via, key },
          writes: [...state.writes.filter((one) => one !== before), now].slice(-mostPastWrites),
        }));
      },
    );
  }

  experiment(experiment: LabExperiment): Promise<void> {
    const signal = this.#begin(experiment);
    return this.#run(this.api.lab.experiment({ connection: this.connection, experiment }, { signal }), (trial) =>
      this.store.update((state) => ({ ...state, experiments: { ...state.experiments, [experiment]: trial } })),
    );
  }

  stop(what: LabExperiment | 'write'): void {
    this.#stopping.get(what)?.abort();
  }

  /** Starts or stops the client that checks consistency; what it sees comes with what is followed. */
  async check(run: boolean): Promise<void> {
    const tell = (checkFailure: Failure | null): void => this.store.update((state) => ({ ...state, checkFailure }));
    tell(null);
    try {
      await this.api.lab.check({ connection: this.connection, run });
    } catch (error) {
      if (!isCancelled(error)) tell(failureOf(error));
    }
  }

  #begin(what: string): AbortSignal {
    const controller = new AbortController();
    this.#stopping.set(what, controller);
    return controller.signal;
  }

  async #run<N>(notices: AsyncIterable<N>, tell: (trial: Trial<N>) => void): Promise<void> {
    let trial: Trial<N> = { notices: [], isRunning: true, failure: null };
    tell(trial);
    try {
      for await (const notice of notices) {
        trial = { ...trial, notices: [...trial.notices, notice] };
        tell(trial);
      }
      tell({ ...trial, isRunning: false });
    } catch (error) {
      tell({ ...trial, isRunning: false, failure: isCancelled(error) ? null : failureOf(error) });
    }
  }
}
