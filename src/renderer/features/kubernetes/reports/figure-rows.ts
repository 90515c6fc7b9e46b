import type { Api } from '../../../../contract/api.ts';
import type { Failure } from '../../../../contract/failure.ts';
import { atRevision, type KeySource, pastRevision } from '../../../../contract/key-source.ts';
import type { ReportFigure, ReportRow } from '../../../../contract/kubernetes-reports.ts';
import { LatestStream } from '../../../state/latest-stream.ts';
import { createStore, type Store } from '../../../state/store.ts';

/** How many rows are read at once. */
const pageSize = 1_000;

/** What was read of a figure's objects so far. */
export interface FigureRowsState {
  readonly phase: 'reading' | 'ended' | 'failed';
  readonly rows: readonly ReportRow[];
  /** How many objects were looked at. */
  readonly scanned: number;
  /** The key to continue after; `null` at the end. */
  readonly next: Uint8Array | null;
  /** The revision that they are read at, once that is known. */
  readonly revision: number | null;
  /** The report's revision is gone: these are the objects as they are now. */
  readonly isOfNow: boolean;
  readonly failure: Failure | null;
}

/** Reads the objects behind a figure on demand, a part at a time, at one revision. */
export class FigureRows {
  readonly state: Store<FigureRowsState> = createStore<FigureRowsState>({
    phase: 'reading',
    rows: [],
    scanned: 0,
    next: null,
    revision: null,
    isOfNow: false,
    failure: null,
  });
  readonly #stream = new LatestStream();

  constructor(
    private readonly api: Pick<Api, 'kubernetes'>,
    /** Its revision is the report's. */
    private readonly asked: {
      readonly source: KeySource;
      readonly registry: Uint8Array;
      readonly figure: ReportFigure;
    },
  ) {}

  /** From the start, or from where it was. */
  async goOn(): Promise<void> {
    const before = this.state.get();
    this.state.update((state) => ({ ...state, phase: 'reading', failure: null }));
    const { source, ...asked } = this.asked;
    const revision = before.revision ?? (before.isOfNow ? null : pastRevision(source));
    const request = { ...asked, source: atRevision(source, revision), after: before.next, limit: pageSize };
    const end = await this.#stream.read(
      (signal) => this.api.kubernetes.reportRows(request, { signal }),
      (notice) => {
        if (notice.kind === 'rows') {
          this.state.update((state) => ({ ...state, rows: [...state.rows, ...notice.rows] }));
          return;
        }
        const scanned = before.scanned + notice.scanned;
        this.state.update((state) =>
          notice.kind === 'progress'
            ? { ...state, scanned }
            : { ...state, phase: 'ended', scanned, next: notice.next, revision: notice.revision },
        );
      },
    );
    if (typeof end !== 'object') return;
    const isGone = end.code === 'Compacted' && before.rows.length === 0 && !before.isOfNow;
    // It begins this part again when it is tried again.
    this.state.update(() => (isGone ? { ...before, isOfNow: true } : { ...before, phase: 'failed', failure: end }));
    if (isGone) await this.goOn();
  }

  close(): void {
    this.#stream.stop();
  }
}
