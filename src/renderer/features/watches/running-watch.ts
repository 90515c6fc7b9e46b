import type { Api } from '../../../contract/api.ts';
import type { Failure } from '../../../contract/failure.ts';
import type { WatchNotice, WatchRequest } from '../../../contract/watches.ts';
import { describeFailure } from '../../app/failure-words.ts';
import { failureOf, isCancelled } from '../../state/failure.ts';
import { createStore, type Store } from '../../state/store.ts';
import { EventLog, type LogRow } from './event-log.ts';
import { HeardEvents } from './heard-events.ts';
import { noteOf, type WatchNote, type WatchPhase } from './watch-notes.ts';

/** A watch as it is drawn. */
export interface WatchView {
  readonly phase: WatchPhase;
  readonly failure: Failure | null;
  /** Newest first; frozen while paused. */
  readonly rows: readonly LogRow[];
  readonly events: number;
  readonly dropped: number;
  /** Events a second. */
  readonly rate: number;
  readonly isPaused: boolean;
  /** Events that have come since the pause. */
  readonly unseen: number;
  /** What comes is in clear. What came covered stays so. */
  readonly isRevealed: boolean;
}

/** Often enough to look live, seldom enough to read, whatever the rate. */
const drawEveryMs = 120;
/** While nothing comes, so that the rate falls back to nothing. */
const rateEveryMs = 1_000;

/** A watch that runs until it is closed, whether or not anybody looks. */
export class RunningWatch {
  readonly view: Store<WatchView>;
  readonly #log = new EventLog();
  readonly #closing = new AbortController();
  #soon: ReturnType<typeof setTimeout> | undefined;
  #later: ReturnType<typeof setTimeout> | undefined;
  #eventsAtPause = 0;
  readonly #heard = new HeardEvents();
  #following = new AbortController();

  constructor(
    readonly id: string,
    readonly request: WatchRequest,
    private readonly api: Pick<Api, 'watches'>,
    private readonly now: () => number = Date.now,
  ) {
    this.view = createStore<WatchView>({
      phase: 'starting',
      failure: null,
      rows: [],
      events: 0,
      dropped: 0,
      rate: 0,
      isPaused: false,
      unseen: 0,
      isRevealed: request.reveal,
    });
    void this.#run(request);
  }

  /** Holds the picture still; events go on being kept. */
  setPaused(isPaused: boolean): void {
    this.#eventsAtPause = this.#log.events;
    this.view.update((view) => ({ ...view, isPaused, unseen: 0 }));
    if (!isPaused) this.#draw();
  }

  /** Shows the data of Secrets in clear from here on, or no longer; no event is lost or told twice. */
  setRevealed(reveal: boolean): void {
    const { phase, isRevealed } = this.view.get();
    if (reveal === isRevealed || hasEnded(phase)) return;
    this.view.update((view) => ({ ...view, isRevealed: reveal }));
    this.#following.abort();
    this.#log.addNote('info', `From here on Secrets are ${reveal ? 'shown in clear' : 'covered'}.`, this.now());
    void this.#run({ ...this.request, reveal, startRevision: this.#heard.next ?? this.request.startRevision });
  }

  clear(): void {
    this.#log.clear();
    this.#eventsAtPause = 0;
    this.view.update((view) => ({ ...view, rows: [], events: 0, dropped: 0, unseen: 0 }));
  }

  close(): void {
    this.#closing.abort();
    this.#following.abort();
    clearTimeout(this.#soon);
    clearTimeout(this.#later);
  }

  async #run(request: WatchRequest): Promise<void> {
    this.#following = new AbortController();
    const { signal } = this.#following;
    try {
      for await (const notice of this.api.watches.watch(request, { signal })) {
        if (signal.aborted) return;
        if (this.#heard.take(notice)) this.#take(notice);
      }
      if (signal.aborted) return;
      const { phase } = this.view.get();
      if (phase !== 'compacted') this.#enter({ phase: 'ended', tone: 'bad', text: 'The watch has ended.' });
    } catch (error) {
      if (signal.aborted || isCancelled(error)) return;
      const failure = failureOf(error);
      this.view.update((view) => ({ ...view, failure }));
      this.#enter({ phase: 'failed', tone: 'bad', text: `The watch has ended. ${describeFailure(failure).title}` });
    }
  }

  #take(notice: WatchNotice): void {
    const { phase } = this.view.get();
    if (notice.kind === 'event') {
      this.#log.addEvent(notice.event, this.now());
      if (phase === 'reconnecting') this.#setPhase('live');
      this.#drawSoon();
      return;
    }
    const note = noteOf(notice);
    // One attempt after another is one thing to tell.
    if (note !== null && !(note.phase === 'reconnecting' && phase === 'reconnecting')) this.#enter(note);
  }

  #setPhase(phase: WatchPhase): void {
    this.view.update((view) => ({ ...view, phase }));
  }

  #enter({ phase, tone, text }: WatchNote): void {
    this.#log.addNote(tone, text, this.now());
    this.#setPhase(phase);
    this.#draw();
  }

  #drawSoon(): void {
    this.#soon ??= setTimeout(() => this.#draw(), drawEveryMs);
  }

  #draw(): void {
    clearTimeout(this.#soon);
    clearTimeout(this.#later);
    this.#soon = undefined;
    if (this.#closing.signal.aborted) return;
    const rate = this.#log.rate(this.now());
    if (rate > 0) this.#later = setTimeout(() => this.#draw(), rateEveryMs);
    this.view.update((view) => ({
      ...view,
      rate,
      events: this.#log.events,
      dropped: this.#log.dropped,
      ...(view.isPaused ? { unseen: this.#log.events - this.#eventsAtPause } : { rows: this.#log.rows() }),
    }));
  }
}

const hasEnded = (phase: WatchPhase): boolean => phase === 'compacted' || phase === 'failed' || phase === 'ended';
