import type { Api, RequestOf } from '../../../../contract/api.ts';
import type { Failure } from '../../../../contract/failure.ts';
import { atRevision, pastRevision } from '../../../../contract/key-source.ts';
import type { RegistryObject } from '../../../../contract/kubernetes.ts';
import { LatestStream } from '../../../state/latest-stream.ts';
import { createStore, type Store } from '../../../state/store.ts';
import { pageSize } from './object-rows.ts';

/** Which objects are looked for. */
export type AskedObjects = Omit<RequestOf<'kubernetes.findObjects'>, 'after' | 'limit'>;

/** How a search stands. */
export interface FoundObjects {
  readonly phase: 'running' | 'ended' | 'failed';
  readonly rows: readonly RegistryObject[];
  /** How many names were looked at. */
  readonly looked: number;
  /** How many there are to look at; `null` where that is not known. */
  readonly total: number | null;
  /** The key to continue after; `null` once every name was looked at. */
  readonly next: Uint8Array | null;
  /** There may be objects that the user may not read. */
  readonly isPartial: boolean;
  readonly failure: Failure | null;
}

/** Before anything was looked at. */
export const nothing: FoundObjects = {
  phase: 'running',
  rows: [],
  looked: 0,
  total: null,
  next: null,
  isPartial: false,
  failure: null,
};

/** Looks through the names of a resource's objects where they are stored, as far as one asks for it. */
export class ObjectSearch {
  readonly state: Store<FoundObjects> = createStore<FoundObjects>(nothing);
  readonly #stream = new LatestStream();
  #revision: number | null;

  constructor(
    private readonly api: Pick<Api, 'kubernetes'>,
    private readonly asked: AskedObjects,
  ) {
    this.#revision = pastRevision(asked.source);
  }

  /** From the start, or from where it was. */
  async goOn(): Promise<void> {
    const before = this.state.get();
    this.state.update((state) => ({ ...state, phase: 'running', failure: null }));
    const { source } = this.asked;
    const request = { ...this.asked, source: atRevision(source, this.#revision), after: before.next };
    // What is found between two words of progress is drawn with the second.
    let fresh: readonly RegistryObject[] = [];
    const take = (changes: Partial<FoundObjects>): void => {
      const more = fresh;
      fresh = [];
      this.state.update((state) => ({ ...state, ...changes, rows: [...state.rows, ...more] }));
    };
    const end = await this.#stream.read(
      (signal) => this.api.kubernetes.findObjects({ ...request, limit: pageSize }, { signal }),
      (notice) => {
        if (notice.kind === 'objects') {
          fresh = [...fresh, ...notice.objects];
          return;
        }
        const looked = before.looked + notice.looked;
        const total = notice.total === null ? null : before.looked + notice.total;
        if (notice.kind === 'progress') take({ looked, total });
        else {
          this.#revision = notice.revision;
          take({ phase: 'ended', looked, total, next: notice.next, isPartial: notice.isPartial ?? false });
        }
      },
    );
    // It begins this part again when it is tried again.
    if (typeof end === 'object') this.state.update(() => ({ ...before, phase: 'failed', failure: end }));
  }

  close(): void {
    this.#stream.stop();
  }
}
