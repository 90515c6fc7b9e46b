import type { Api } from '../../../contract/api.ts';
import type { ErrorCode, Failure } from '../../../contract/failure.ts';
import type { WatchEvent, WatchNotice, WatchRequest } from '../../../contract/watches.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { failureOf, isCancelled } from '../../state/failure.ts';
import { Soon } from '../../state/soon.ts';
import { createStore, type Store } from '../../state/store.ts';
import { type EventFilter, noFilter } from './event-filter.ts';
import { EventLog, type LogRow } from './event-log.ts';
import { HeardEvents } from './heard-events.ts';
import type { RememberedWatch } from './watch-memory.ts';
import {
  hasEnded,
  noteOf,
  oldestKept,
  oldestWords,
  resumedWords,
  sinceNowWords,
  type WatchNote,
  type WatchPhase,
} from './watch-notes.ts';

/** A watch as it is drawn. */
export interface WatchView {
  readonly phase: WatchPhase;
  readonly failure: Failure | null;
  /** The revision that it continues from, or ended before; `null` before the first notice. */
  readonly next: number | null;
  /** The compaction that ended the watch. */
  readonly compactRevision: number | null;
  /** Newest first; frozen while paused. */
  readonly rows: readonly LogRow[];
  readonly events: number;
  readonly dropped: number;
  /** Events a second. */
  readonly rate: number;
  readonly isPaused: boolean;
  /** Events that have come since the pause. */
  readonly unseen: number;
  /** New events are in clear. Events that came covered stay so. */
  readonly isRevealed: boolean;
}

/** From where an ended watch starts again: where it was, the oldest revision whose events are kept, or now. */
export type StartAgain = 'there' | 'oldest' | 'now';

/** Often enough to look live, seldom enough to read, at any rate of events. */
const drawEveryMs = 120;
/** While no events come, so that the rate falls back to 0. */
const rateEveryMs = 1_000;
const waysGone: ReadonlySet<string> = new Set<ErrorCode>(['BackendClosed', 'ConnectionNotOpen']);
/** Events that are read again from history after a reload of the page. */
const mostReplayed = 200;

/** A watch that runs until it is closed, whether or not anybody looks. */
export class RunningWatch {
  readonly view: Store<WatchView>;
  /** Which events are shown. */
  readonly filter: Store<EventFilter>;
  readonly #log = new EventLog();
  readonly #closing = new AbortController();
  readonly #soon = new Soon(() => this.#draw(), drawEveryMs);
  readonly #later = new Soon(() => this.#draw(), rateEveryMs);
  #eventsAtPause = 0;
  #heard: HeardEvents;
  /** Events that were listed before the page was reloaded are listed again. */
  #isReplaying: boolean;
  #shownFrom: number | null;
  /** The note to add once the server has started the watch; `null`: the usual one. */
  #began: ((revision: number) => string) | null = null;
  #following = new AbortController();

  constructor(
    readonly id: string,
    readonly request: WatchRequest,
    private readonly api: Pick<Api, 'watches'>,
    private readonly now: () => number = Date.now,
    remembered: RememberedWatch | null = null,
  ) {
    this.#heard = new HeardEvents(remembered?.heard);
    this.#shownFrom = remembered?.shownFrom ?? null;
    this.#isReplaying = remembered !== null;
    const compactRevision = remembered?.end?.compactRevision ?? null;
    this.filter = createStore<EventFilter>(remembered?.filter ?? noFilter);
    this.view = createStore<WatchView>({
      phase: 'starting',
      failure: null,
      next: this.#heard.next,
      compactRevision,
      rows: [],
      events: 0,
      dropped: 0,
      rate: 0,
      isPaused: false,
      unseen: 0,
      isRevealed: request.reveal,
    });
    if (remembered === null) void this.#run(request.startRevision);
    else if (remembered.end === null) this.#resume(this.#shownFrom ?? this.#heard.next ?? request.startRevision);
    else {
      const phase = compactRevision === null ? 'failed' : 'compacted';
      this.#enter({ phase, tone: 'bad', text: 'It had ended before the page was reloaded.' });
    }
  }

  /** What outlives a reload of the page: never what was revealed. */
  get remembered(): RememberedWatch {
    const { key, isPrefix, previous, startRevision } = this.request;
    const { phase, compactRevision } = this.view.get();
    return {
      key,
      isPrefix,
      previous,
      startRevision,
      heard: this.#heard.upTo,
      shownFrom: this.#isReplaying ? this.#shownFrom : this.#log.revisionBack(mostReplayed),
      filter: this.filter.get(),
      end: hasEnded(phase) && !this.#isCut() ? { compactRevision } : null,
    };
  }

  /** Stops drawing new events; they are still kept. */
  setPaused(isPaused: boolean): void {
    this.#eventsAtPause = this.#log.events;
    this.view.update((view) => ({ ...view, isPaused, unseen: 0 }));
    if (!isPaused) this.#draw();
  }

  /** Shows the data of Secrets in clear from here on, or no longer; no event is lost or listed twice. */
  setRevealed(reveal: boolean): void {
    const { phase, isRevealed } = this.view.get();
    if (reveal === isRevealed || hasEnded(phase)) return;
    this.view.update((view) => ({ ...view, isRevealed: reveal }));
    this.#log.addNote('info', `From here on Secrets are ${reveal ? 'shown in clear' : 'covered'}.`, this.now());
    this.#isReplaying = false;
    void this.#run(this.#heard.next ?? this.request.startRevision);
  }

  /** Starts an ended watch again. A note in the list says what is left out or lost. */
  startAgain(from: StartAgain): void {
    const { phase, compactRevision } = this.view.get();
    if (!hasEnded(phase)) return;
    const next = this.#heard.next ?? this.request.startRevision;
    this.#isReplaying = false;
    if (from === 'there') this.#start(next, null);
    else if (from === 'oldest' && compactRevision !== null) {
      const oldest = oldestKept(compactRevision);
      this.#heard.goTo(oldest);
      this.#start(oldest, () => oldestWords(next, compactRevision));
    } else {
      this.#heard = new HeardEvents();
      this.#start(null, (revision) => sinceNowWords(next, revision));
    }
  }

  clear(): void {
    this.#log.clear();
    this.#isReplaying = false;
    this.#eventsAtPause = 0;
    this.view.update((view) => ({ ...view, rows: [], events: 0, dropped: 0, unseen: 0 }));
  }

  close(): void {
    this.#closing.abort();
    this.#following.abort();
    this.#soon.cancel();
    this.#later.cancel();
  }

  #start(revision: number | null, began: ((revision: number) => string) | null): void {
    this.#began = began;
    this.view.update((view) => ({ ...view, phase: 'starting', failure: null, compactRevision: null }));
    void this.#run(revision);
  }

  /** Goes on after a reload of the page, beginning with events that were listed before. */
  #resume(revision: number | null): void {
    const { next } = this.#heard;
    this.#start(revision, next === null ? null : () => resumedWords(next, revision ?? next));
  }

  async #run(startRevision: number | null): Promise<void> {
    this.#following.abort();
    this.#following = new AbortController();
    const { signal } = this.#following;
    const request = { ...this.request, startRevision, reveal: this.view.get().isRevealed };
    try {
      for await (const notice of this.api.watches.watch(request, { signal })) {
        if (signal.aborted) return;
        this.#take(notice);
        if (signal.aborted) return;
      }
      if (signal.aborted) return;
      const { phase } = this.view.get();
      if (phase !== 'compacted') this.#enter({ phase: 'ended', tone: 'bad', text: 'The watch has ended.' });
    } catch (error) {
      if (signal.aborted) return;
      this.#fail(isCancelled(error) ? null : failureOf(error));
    }
  }

  /** `null`: it was not stopped here, so its connection was closed. */
  #fail(failure: Failure | null): void {
    this.view.update((view) => ({ ...view, failure }));
    const why = failure === null ? 'Its connection was closed.' : describeFailure(failure).title;
    this.#enter({ phase: failure === null ? 'ended' : 'failed', tone: 'bad', text: `The watch has ended. ${why}` });
  }

  #take(notice: WatchNotice): void {
    if (notice.kind === 'compacted' && this.#canSkip(notice.compactRevision)) {
      // Only events that were listed before are gone.
      this.#shownFrom = oldestKept(notice.compactRevision);
      this.#resume(this.#shownFrom);
      return;
    }
    const isNew = this.#heard.take(notice);
    if (notice.kind === 'event') this.#list(notice.event, isNew);
    else if (notice.kind === 'progress') this.#soon.ask();
    else this.#note(notice);
  }

  #list(event: WatchEvent, isNew: boolean): void {
    if (isNew) this.#isReplaying = false;
    if (isNew || this.#isReplaying) this.#log.addEvent(event, this.now(), !isNew);
    if (this.view.get().phase === 'reconnecting') this.#setPhase('live');
    this.#soon.ask();
  }

  #note(notice: Exclude<WatchNotice, { kind: 'event' }>): void {
    const { phase } = this.view.get();
    if (notice.kind === 'compacted') {
      const { compactRevision } = notice;
      this.view.update((view) => ({ ...view, compactRevision }));
    }
    const note = noteOf(notice);
    // Repeated attempts make one note.
    if (note === null || (note.phase === 'reconnecting' && phase === 'reconnecting')) return;
    const began = notice.kind === 'started' ? this.#began : null;
    if (notice.kind === 'started') this.#began = null;
    this.#enter({ ...note, text: notice.kind === 'started' && began !== null ? began(notice.revision) : note.text });
  }

  /** Whether only events were compacted that would have been listed again. */
  #canSkip(compactRevision: number): boolean {
    const { next } = this.#heard;
    return this.#isReplaying && next !== null && next >= oldestKept(compactRevision);
  }

  /** Whether only the closed connection has ended it: so ends every watch of a page that is left. */
  #isCut(): boolean {
    const { phase, failure } = this.view.get();
    return phase === 'ended' || (failure !== null && waysGone.has(failure.code));
  }

  #setPhase(phase: WatchPhase): void {
    this.view.update((view) => ({ ...view, phase }));
  }

  #enter({ phase, tone, text }: WatchNote): void {
    this.#log.addNote(tone, text, this.now());
    this.#setPhase(phase);
    this.#draw();
  }

  #draw(): void {
    this.#soon.cancel();
    this.#later.cancel();
    if (this.#closing.signal.aborted) return;
    const rate = this.#log.rate(this.now());
    if (rate > 0) this.#later.ask();
    this.view.update((view) => ({
      ...view,
      rate,
      next: this.#heard.next,
      events: this.#log.events,
      dropped: this.#log.dropped,
      ...(view.isPaused ? { unseen: this.#log.events - this.#eventsAtPause } : { rows: this.#log.rows() }),
    }));
  }
}
