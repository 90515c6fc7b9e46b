import type { Api } from '../../../../contract/api.ts';
import type { Failure } from '../../../../contract/failure.ts';
import type { ConnectionId } from '../../../../contract/ids.ts';
import type { LabAct, LabActNotice, LabActRecord } from '../../../../contract/lab/acts.ts';
import type { LabCheck } from '../../../../contract/lab/checking.ts';
import type { LabEvent } from '../../../../contract/lab/events.ts';
import type { LabFrame } from '../../../../contract/lab/frames.ts';
import type { LabInfo, LabNotice } from '../../../../contract/lab.ts';
import { failureOf, isCancelled } from '../../../state/failure.ts';
import { perId } from '../../../state/per-id.ts';
import { Soon } from '../../../state/soon.ts';
import { createStore, type Store } from '../../../state/store.ts';
import { actWords } from '../lab-words.ts';
import { LabHistory } from './lab-history.ts';
import { LabTrials } from './lab-trials.ts';

/** A member or a link that the operator looks at. */
export type LabSelection =
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'link'; readonly from: string; readonly to: string };

/** What is being done, or why it was not. */
export interface LabDoing {
  readonly title: string;
  readonly step: string;
  /** `null`: it is under way. */
  readonly failure: Failure | null;
}

/** A lab as the window knows it. */
export interface LabView {
  readonly phase: 'opening' | 'following' | 'ended' | 'failed';
  readonly failure: Failure | null;
  readonly lab: LabInfo | null;
  readonly acts: readonly LabActRecord[];
  /** How many of the acts, from the first on, were done before the last reset. */
  readonly actsBeforeReset: number;
  readonly check: LabCheck | null;
  /** The newest one; `null` before any has come. */
  readonly frame: LabFrame | null;
  /** How many events have come. */
  readonly events: number;
  readonly doing: LabDoing | null;
}

/** What the operator looks at in a lab. */
export interface LabDesk {
  /** The moment that is shown, in milliseconds since 1970; `null`: now. */
  readonly at: number | null;
  readonly selected: LabSelection | null;
  /** The members that an act on several is for. */
  readonly marked: readonly string[];
  readonly panel: LabPanel;
  /** The peer URL of the added member whose start is asked about; `null`: none is. */
  readonly starting: string | null;
}

/** The parts beside the picture, in the order of their tabs. */
export const labPanels = ['selected', 'events', 'messages', 'write', 'experiments', 'consistency', 'acts'] as const;

/** A part beside the picture. */
export type LabPanel = (typeof labPanels)[number];

/** Seldom enough that a past of ten minutes is drawn a few times while it comes, and often enough to look live. */
const drawEveryMs = 30;

/** A running lab of this window. It goes on being followed while other screens are shown. */
export class LabModel {
  readonly history = new LabHistory();
  readonly trials: LabTrials;
  readonly view: Store<LabView> = createStore<LabView>({
    phase: 'opening',
    failure: null,
    lab: null,
    acts: [],
    actsBeforeReset: 0,
    check: null,
    frame: null,
    events: 0,
    doing: null,
  });
  readonly desk: Store<LabDesk> = createStore<LabDesk>({
    at: null,
    selected: null,
    marked: [],
    panel: 'selected',
    starting: null,
  });
  readonly #listeners = new Set<(events: readonly LabEvent[]) => void>();
  readonly #soon = new Soon(() => this.#draw(), drawEveryMs);
  #came: Partial<LabView> = {};
  #doing = 0;
  #isFollowing = false;

  constructor(
    private readonly api: Pick<Api, 'lab'>,
    private readonly connection: ConnectionId,
  ) {
    this.trials = new LabTrials(api, connection, () => this.history.events.at(-1)?.seq ?? 0);
  }

  /** Follows the lab, unless it does already. */
  follow(): void {
    if (this.#isFollowing) return;
    this.#isFollowing = true;
    this.view.update((view) => ({ ...view, phase: 'opening', failure: null }));
    void this.#follow();
  }

  /** Calls with events as they come; returns how to stop. */
  onEvents(listener: (events: readonly LabEvent[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Does an act; resolves to whether it was done. Why it was not stands in the view. */
  act(act: LabAct): Promise<boolean> {
    return this.#do(actWords(act), this.api.lab.act({ connection: this.connection, act }));
  }

  undo(record: LabActRecord): Promise<boolean> {
    return this.#do(
      `Undo: ${actWords(record.act)}`,
      this.api.lab.undo({ connection: this.connection, record: record.id }),
    );
  }

  reset(): Promise<boolean> {
    return this.#do('Reset the lab', this.api.lab.reset({ connection: this.connection }));
  }

  /** Stops the members and removes their data. */
  stop(): Promise<boolean> {
    return this.#do('Stop the lab', silent(this.api.lab.stop({ connection: this.connection })));
  }

  /** The act that was done last and can be taken back. */
  get lastUndoable(): LabActRecord | null {
    return this.view.get().acts.findLast(({ noUndo, undoes }) => noUndo === null && undoes === null) ?? null;
  }

  dismissDoing(): void {
    this.view.update((view) => ({ ...view, doing: null }));
  }

  /** Shows a moment, within what was kept; `null`: now. */
  showMoment(at: number | null): void {
    const from = this.history.oldest?.at ?? 0;
    const to = this.history.newest?.at ?? 0;
    const shown = at === null ? null : Math.max(from, Math.min(to, at));
    this.desk.update((desk) => (desk.at === shown ? desk : { ...desk, at: shown }));
  }

  /** Stops at what is shown now. */
  pause(): void {
    this.showMoment(this.history.newest?.at ?? null);
  }

  select(selected: LabSelection | null): void {
    this.desk.update((desk) => ({ ...desk, selected }));
  }

  showPanel(panel: LabPanel): void {
    this.desk.update((desk) => ({ ...desk, panel }));
  }

  /** Asks how the process of an added member is started; `null`: no more. */
  askStart(peerURL: string | null): void {
    this.desk.update((desk) => ({ ...desk, starting: peerURL }));
  }

  toggleMark(name: string): void {
    this.desk.update((desk) => ({
      ...desk,
      marked: desk.marked.includes(name) ? desk.marked.filter((one) => one !== name) : [...desk.marked, name],
    }));
  }

  clearMarks(): void {
    this.desk.update((desk) => ({ ...desk, marked: [] }));
  }

  async #do(title: string, notices: AsyncIterable<LabActNotice | { readonly kind: string }>): Promise<boolean> {
    this.#doing += 1;
    const mine = this.#doing;
    const tell = (doing: LabDoing | null): void => {
      // A later act has taken the place; acts wait for each other in core.
      if (mine === this.#doing) this.view.update((view) => ({ ...view, doing }));
    };
    tell({ title, step: '', failure: null });
    try {
      for await (const notice of notices) {
        const step = 'text' in notice ? notice.text : 'detail' in notice ? String(notice.detail) : '';
        if (notice.kind === 'step') tell({ title, step, failure: null });
      }
      tell(null);
      return true;
    } catch (error) {
      tell(isCancelled(error) ? null : { title, step: '', failure: failureOf(error) });
      return false;
    }
  }

  async #follow(): Promise<void> {
    try {
      for await (const notice of this.api.lab.follow({ connection: this.connection })) this.#take(notice);
      this.#end('ended', null);
    } catch (error) {
      const failure = failureOf(error);
      const hasEnded = isCancelled(error) || failure.code === 'ConnectionUnknown';
      this.#end(hasEnded ? 'ended' : 'failed', hasEnded ? null : failure);
    }
  }

  #take(notice: LabNotice): void {
    switch (notice.kind) {
      case 'lab': {
        const { lab, acts, actsBeforeReset } = notice;
        this.#came = { ...this.#came, lab, acts, actsBeforeReset };
        break;
      }
      case 'frames':
        this.history.addFrames(notice.frames);
        break;
      case 'events': {
        const fresh = this.history.addEvents(notice.events);
        if (fresh.length > 0) for (const listener of [...this.#listeners]) listener(fresh);
        break;
      }
      case 'check':
        this.#came = { ...this.#came, check: notice.check };
    }
    this.#soon.ask();
  }

  #draw(): void {
    const came = this.#came;
    this.#came = {};
    const { newest: frame, events } = this.history;
    this.view.update((view) => ({
      ...view,
      ...came,
      phase: this.#isFollowing ? 'following' : view.phase,
      frame,
      events: events.at(-1)?.seq ?? 0,
    }));
  }

  #end(phase: 'ended' | 'failed', failure: Failure | null): void {
    this.#isFollowing = false;
    this.#soon.cancel();
    this.#draw();
    this.view.update((view) => ({ ...view, phase, failure }));
  }
}

/** A request that tells nothing until it is done. */
async function* silent(done: Promise<void>): AsyncGenerator<LabActNotice> {
  await done;
  yield* [];
}

/** Returns the lab of a connection. */
export const labModelOf = perId((api: Pick<Api, 'lab'>, connection: ConnectionId) => new LabModel(api, connection));
