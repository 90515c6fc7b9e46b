import type { Api } from '../../../contract/api.ts';
import type { ErrorCode, Failure } from '../../../contract/failure.ts';
import type { RecordRequest, WatchEvent, WatchNotice, WatchRequest } from '../../../contract/watches.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { failureOf, isCancelled } from '../../state/failure.ts';
import type { Notify } from '../../state/notifier.ts';
import { Soon } from '../../state/soon.ts';
import { createStore, type Store } from '../../state/store.ts';
import { nothingSelected, type TablePlace, type TableSelection } from '../../ui/table-model.ts';
import { type EventFilter, fits, noFilter } from './event-filter.ts';
import { EventLog, type EventRow } from './event-log.ts';
import { EventRows } from './event-rows.ts';
import { HeardEvents } from './heard-events.ts';
import { MatchNotifier } from './match-notifier.ts';
import { revisionOf } from './watch-event.ts';
import type { RememberedWatch } from './watch-memory.ts';
import { nameOfWatch } from './watch-name.ts';
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
import { WatchRecorder } from './watch-recording.ts';
import type { StartAgain, WatchView } from './watch-view.ts';

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
  /** What is chosen in the list, and where it was left: the screen comes back to it. */
  readonly selection: Store<TableSelection> = createStore(nothingSelected);
  readonly place: Store<TablePlace | null> = createStore<TablePlace | null>(null);
  readonly recorder: WatchRecorder;
  readonly #log = new EventLog();
  readonly #rows: EventRows;
  readonly #notifier: MatchNotifier;
  readonly #searching = new Soon(() => this.#search(), 0);
  readonly #closing = new AbortController();
  readonly #soon = new Soon(() => this.#draw(), drawEveryMs);
  readonly #later = new Soon(() => this.#draw(), rateEveryMs);
  #eventsAtPause = 0;
  /** The first line that came after the pause; `null`: it is not paused. */
  #pausedAt: number | null = null;
  #release: (() => void) | null = null;
  readonly #isFromOldest: boolean;
  /** The oldest revision of which an event has come. */
  #oldest: number | null = null;
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
    /** A watch of the page before; `oldest`: it begins with the oldest revision kept, wherever that is. */
    begin: RememberedWatch | 'oldest' | null = null,
    private readonly onShow: () => void = () => undefined,
  ) {
    const remembered = begin === 'oldest' ? null : begin;
    this.#isFromOldest = begin === 'oldest';
    this.#heard = new HeardEvents(remembered?.heard);
    this.#shownFrom = remembered?.shownFrom ?? null;
    this.#isReplaying = remembered !== null;
    const compactRevision = remembered?.end?.compactRevision ?? null;
    this.filter = createStore<EventFilter>(remembered?.filter ?? noFilter);
    this.#rows = new EventRows(this.#log, this.filter.get());
    this.recorder = new WatchRecorder(api);
    this.#notifier = new MatchNotifier({ id, name: nameOfWatch(this), onClick: () => this.onShow() });
    // A typed letter is shown before the list is looked through.
    this.filter.subscribe(() => {
      this.#rows.choose(this.filter.get());
      this.#searching.ask();
    });
    this.view = createStore<WatchView>({
      phase: 'starting',
      failure: null,
      next: this.#heard.next,
      compactRevision,
      rows: this.#rows.shown(),
      kept: 0,
      shown: 0,
      isSearching: false,
      events: 0,
      dropped: 0,
      rate: 0,
      course: [],
      isPaused: false,
      unseen: 0,
      isHeld: false,
      isNotifying: false,
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
    const { key, isPrefix, rangeEnd, only, previous, startRevision } = this.request;
    const { phase, compactRevision } = this.view.get();
    return {
      key,
      isPrefix,
      rangeEnd: rangeEnd ?? null,
      only: only ?? null,
      previous,
      startRevision,
      heard: this.#heard.upTo,
      shownFrom: this.#isReplaying ? this.#shownFrom : this.#log.revisionBack(mostReplayed),
      filter: this.filter.get(),
      end: hasEnded(phase) && !this.#isCut() ? { compactRevision } : null,
    };
  }

  /**
   * Stops drawing new events. They are still kept while there is room; from then on the stream is not read, and the member
   * keeps them for it until it compacts them.
   */
  setPaused(isPaused: boolean): void {
    this.#eventsAtPause = this.#log.events;
    this.#pausedAt = isPaused ? this.#log.end : null;
    this.#log.hold(isPaused);
    this.view.update((view) => ({ ...view, isPaused, unseen: 0, isHeld: false }));
    if (isPaused) return;
    this.#letGo();
    this.#draw();
  }

  /** Tells the desktop of events that fit the filter; `null`: no longer. */
  setNotifying(notify: Notify | null): void {
    this.#notifier.notify = notify;
    const isNotifying = notify !== null;
    this.view.update((view) => ({ ...view, isNotifying }));
  }

  /**
   * What core has to write into a file: what has come, or all until it is stopped; `null` where nothing has come that could
   * be exported. It is read from history, and so has what made room in the list as well.
   */
  recordRequest(how: 'export' | 'record', file: string): RecordRequest | null {
    const { span, recordStart: start } = this;
    const { isRevealed } = this.view.get();
    if (start === null || (how === 'export' && span === null)) return null;
    const untilRevision = how === 'export' ? (span?.to ?? null) : null;
    return { ...this.request, startRevision: start, untilRevision, reveal: isRevealed, file };
  }

  /** From which revision on a recording has it; `null` before the watch has begun. */
  get recordStart(): number | null {
    return this.span?.from ?? this.#heard.next ?? this.request.startRevision;
  }

  /** The changes of the transaction that a line is of. */
  together(id: number): readonly EventRow[] {
    return this.#log.together(id);
  }

  /** Which revisions an export has; `null` before there is any. */
  get span(): { readonly from: number; readonly to: number } | null {
    const to = this.#log.revisionBack(1);
    return to === null || this.#oldest === null ? null : { from: this.#oldest, to };
  }

  /** Shows the data of Secrets in clear from here on, or no longer; no event is lost or listed twice. */
  setRevealed(reveal: boolean): void {
    const { phase, isRevealed } = this.view.get();
    if (reveal === isRevealed || hasEnded(phase)) return;
    this.view.update((view) => ({ ...view, isRevealed: reveal }));
    this.#addNote('info', `From here on Secrets are ${reveal ? 'shown in clear' : 'masked'}.`);
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
    this.#rows.choose(this.filter.get());
    this.#isReplaying = false;
    this.#eventsAtPause = 0;
    if (this.#pausedAt !== null) this.#pausedAt = this.#log.end;
    this.#oldest = null;
    this.#letGo();
    this.view.update((view) => ({ ...view, unseen: 0, isHeld: false }));
    this.#draw(true);
  }

  close(): void {
    this.#closing.abort();
    this.#following.abort();
    this.#soon.cancel();
    this.#later.cancel();
    this.#searching.cancel();
    this.#notifier.close();
    this.recorder.stop();
    this.#letGo();
  }

  #letGo(): void {
    this.#release?.();
    this.#release = null;
  }

  /** Waits while it is paused and one more event would push another out. */
  async #room(signal: AbortSignal): Promise<void> {
    while (this.#pausedAt !== null && this.#log.isFull && !signal.aborted) {
      this.view.update((view) => ({ ...view, isHeld: true }));
      await new Promise<void>((resolve) => {
        this.#release = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }

  /** Looks through the list a turn at a time, so that a filter is typed without waiting. */
  #search(): void {
    if (this.#rows.search()) this.#searching.ask();
    else this.#searching.cancel();
    this.#soon.ask();
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
        if (this.#pausedAt !== null) await this.#room(signal);
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
    if (notice.kind === 'compacted' && this.#seeksOldest(notice.compactRevision)) {
      const oldest = oldestKept(notice.compactRevision);
      this.#heard.goTo(oldest);
      this.#start(oldest, null);
      return;
    }
    const isNew = this.#heard.take(notice);
    if (notice.kind === 'event') this.#list(notice.event, isNew);
    else if (notice.kind === 'progress') this.#soon.ask();
    else this.#note(notice);
  }

  #list(event: WatchEvent, isNew: boolean): void {
    if (isNew) this.#isReplaying = false;
    if (isNew || this.#isReplaying) this.#add(event, isNew);
    if (this.view.get().phase === 'reconnecting') this.#setPhase('live');
    this.#soon.ask();
  }

  #add(event: WatchEvent, isNew: boolean): void {
    const row = this.#log.addEvent(event, this.now(), !isNew);
    this.#oldest ??= revisionOf(event);
    this.#rows.add(row);
    if (isNew && this.#notifier.notify !== null && row.kind === 'event' && fits(row, this.filter.get()))
      this.#notifier.add(row);
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

  /** Whether it was to begin with the oldest revision: by its refusal the member says which that is. */
  #seeksOldest(compactRevision: number): boolean {
    const { next } = this.#heard;
    return this.#isFromOldest && next !== null && next <= compactRevision && this.#oldest === null;
  }

  /** Whether only the closed connection has ended it: so ends every watch of a page that is left. */
  #isCut(): boolean {
    const { phase, failure } = this.view.get();
    return phase === 'ended' || (failure !== null && waysGone.has(failure.code));
  }

  #setPhase(phase: WatchPhase): void {
    this.view.update((view) => ({ ...view, phase }));
  }

  #addNote(tone: WatchNote['tone'], text: string): void {
    this.#rows.add(this.#log.addNote(tone, text, this.now()));
  }

  #enter({ phase, tone, text }: WatchNote): void {
    this.#addNote(tone, text);
    this.#setPhase(phase);
    this.#draw();
  }

  #draw(isCleared = false): void {
    this.#soon.cancel();
    this.#later.cancel();
    if (this.#closing.signal.aborted) return;
    const now = this.now();
    const course = this.#log.rates.course(now);
    const rows = this.#rows.shown(this.#pausedAt ?? undefined);
    if (course.some((rate) => rate > 0)) this.#later.ask();
    this.view.update((view) => ({
      ...view,
      rate: this.#log.rates.now(now),
      course,
      next: this.#heard.next,
      events: this.#log.events,
      kept: this.#log.end - this.#log.first - this.#log.notes,
      dropped: this.#log.dropped,
      isSearching: this.#searching.isAsked,
      rows,
      // No filter leaves out a note.
      shown: Math.max(0, rows.length - this.#log.notes),
      unseen: isCleared || this.#pausedAt === null ? 0 : this.#log.events - this.#eventsAtPause,
    }));
  }
}
