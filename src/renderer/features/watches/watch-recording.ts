import type { Api } from '../../../contract/api.ts';
import type { Failure } from '../../../contract/failure.ts';
import type { RecordRequest } from '../../../contract/watches.ts';
import { failureOf, isCancelled } from '../../state/failure.ts';
import { createStore, type Store } from '../../state/store.ts';

/** A file that a watch is written into. */
export interface Recording {
  readonly file: string;
  readonly state: 'running' | 'whole' | 'stopped' | 'failed';
  /** It ends by itself. */
  readonly isExport: boolean;
  readonly events: number;
  readonly bytes: number;
  readonly compactRevision: number | null;
  readonly failure: Failure | null;
}

/** Has core write a watch into a file, one after another. */
export class WatchRecorder {
  readonly store: Store<Recording | null> = createStore<Recording | null>(null);
  #stop = new AbortController();

  constructor(private readonly api: Pick<Api, 'watches'>) {}

  async start(request: RecordRequest): Promise<void> {
    this.stop();
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    const change = (changes: Partial<Recording>): void =>
      this.store.update((before) => (before?.file === request.file ? { ...before, ...changes } : before));
    const isExport = request.untilRevision !== null;
    const nothing = { events: 0, bytes: 0, compactRevision: null, failure: null };
    this.store.update(() => ({ file: request.file, state: 'running', isExport, ...nothing }));
    try {
      for await (const { kind, ...counts } of this.api.watches.record(request, { signal })) {
        change(kind === 'recorded' ? { ...counts, state: 'whole' } : counts);
      }
    } catch (error) {
      if (signal.aborted || isCancelled(error)) change({ state: 'stopped' });
      else change({ state: 'failed', failure: failureOf(error) });
    }
  }

  /** Stops it. What was written stays, unless it was to end by itself. */
  stop(): void {
    this.#stop.abort();
  }

  forget(): void {
    this.stop();
    this.store.update(() => null);
  }
}
