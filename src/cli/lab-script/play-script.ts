import { setTimeout as delay } from 'node:timers/promises';
import type { Api } from '../../contract/api.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { ConnectionId } from '../../contract/ids.ts';
import type { PlacedStep, ScriptExpectation, ScriptStep, ScriptWait } from '../../core/lab/script/script-steps.ts';
import type { LabFollower } from './lab-follower.ts';
import type { LabLine } from './lab-lines.ts';
import { leaderIn, memberIn, withNames } from './lab-members.ts';

/** What a script is played with. */
export interface Stage {
  readonly api: Pick<Api, 'lab'>;
  readonly connection: ConnectionId;
  readonly follower: LabFollower;
  readonly signal: AbortSignal;
  tell(line: LabLine): Promise<void>;
}

/** For a leader or a follower that a step names. */
const memberMs = 30_000;
/** For a member by its name, which may have been added just now. */
const namedMs = 5_000;

/**
 * Plays a script, and returns whether every expectation was met. A wait in vain ends it; another expectation that is not met
 * is printed, and the script goes on. Fails as the acts do.
 */
export async function playScript(stage: Stage, steps: readonly PlacedStep[]): Promise<boolean> {
  const player = new Player(stage);
  for (const placed of steps) {
    const { line, text } = placed;
    await stage.tell({ kind: 'step', at: Date.now(), line, text });
    try {
      const goesOn = await player.play(placed);
      // A step that only waits ends like any other.
      if (stage.signal.aborted) throw new EtcdeckError({ code: 'Cancelled', message: 'it was stopped' });
      if (!goesOn) break;
    } catch (error) {
      if (!(error instanceof EtcdeckError) || error.code === 'Cancelled') throw error;
      throw new EtcdeckError({ ...error.toFailure(), message: `line ${line}: ${error.message}` }, { cause: error });
    }
  }
  return player.isAsExpected;
}

class Player {
  isAsExpected = true;
  readonly #undoable: number[] = [];
  #write: string | null = null;
  #asPromised: boolean | null = null;

  constructor(private readonly stage: Stage) {}

  /** Returns whether the script goes on. */
  async play({ line, step }: PlacedStep): Promise<boolean> {
    const { api, connection, signal } = this.stage;
    switch (step.kind) {
      case 'act': {
        const act = await withNames(step.act, (word) => this.#nameOf(word));
        for await (const notice of api.lab.act({ connection, act }, { signal })) {
          if (notice.kind === 'done' && notice.record.noUndo === null) this.#undoable.push(notice.record.id);
        }
        return true;
      }
      case 'undo':
        await this.#undo();
        return true;
      case 'reset':
        for await (const _ of api.lab.reset({ connection }, { signal }));
        this.#undoable.length = 0;
        return true;
      case 'wait':
        return await this.#wait(line, step.wait, step.mostMs);
      case 'write':
        await this.#put(step);
        return true;
      case 'check': {
        const check = await api.lab.check({ connection, run: step.run }, { signal });
        if (!step.run) await this.stage.tell({ kind: 'check', at: Date.now(), check });
        return true;
      }
      case 'experiment':
        for await (const notice of api.lab.experiment({ connection, experiment: step.experiment }, { signal })) {
          if (notice.kind === 'concluded') this.#asPromised = notice.asPromised;
          await this.stage.tell({ kind: 'experiment', at: Date.now(), experiment: step.experiment, notice });
        }
        return true;
      case 'expect':
        await this.#expect(line, step.expectation);
        return true;
    }
  }

  async #nameOf(word: string): Promise<string> {
    const { follower, signal } = this.stage;
    let name: string | null = null;
    const find = (): boolean => {
      name = follower.frame === null ? null : memberIn(follower.frame, word);
      return name !== null;
    };
    const isRole = /^(leader|follower(-[1-9])?)$/.test(word);
    await follower.until(find, isRole ? memberMs : namedMs, signal);
    if (name !== null) return name;
    const message = isRole ? `there is no ${word} now` : `the lab has no member ${word}`;
    throw new EtcdeckError({ code: 'LabActRefused', message });
  }

  async #undo(): Promise<void> {
    const { api, connection, signal } = this.stage;
    const record = this.#undoable.pop();
    if (record === undefined) {
      throw new EtcdeckError({ code: 'LabActRefused', message: 'there is nothing to take back' });
    }
    for await (const _ of api.lab.undo({ connection, record }, { signal }));
  }

  async #put({ key, value, via }: ScriptStep & { readonly kind: 'write' }): Promise<void> {
    const { api, connection, signal } = this.stage;
    const request = { connection, via: await this.#nameOf(via), key: Buffer.from(key), value: Buffer.from(value) };
    for await (const notice of api.lab.write(request, { signal })) {
      if (notice.kind === 'ended') this.#write = notice.outcome;
      await this.stage.tell({ kind: 'write', at: Date.now(), notice });
    }
  }

  async #wait(line: number, wait: ScriptWait, mostMs: number): Promise<boolean> {
    const { follower, signal } = this.stage;
    if (wait.for === 'time') {
      await delay(mostMs, undefined, { signal }).catch(() => undefined);
      return true;
    }
    const isSo = await follower.until(this.#reached(wait), mostMs, signal);
    if (!isSo) await this.#told(line, false, 'it was not so in time');
    return isSo;
  }

  #reached(wait: Exclude<ScriptWait, { readonly for: 'time' }>): () => boolean {
    const { follower } = this.stage;
    if (wait.for === 'leader') {
      return () => follower.frame !== null && (leaderIn(follower.frame) !== null) === wait.present;
    }
    if (wait.for === 'answered') {
      const enough = (follower.check?.answered ?? 0) + wait.count;
      return () => (follower.check?.answered ?? 0) >= enough;
    }
    const committed = Math.max(0, ...(follower.frame?.members ?? []).map(({ commit }) => commit ?? 0));
    const isLevel = (member: { readonly applied: number | null }): boolean => (member.applied ?? 0) >= committed;
    return () => follower.frame?.members.filter(({ state }) => !isOut.has(state)).every(isLevel) ?? false;
  }

  async #expect(line: number, expectation: ScriptExpectation): Promise<void> {
    if (expectation.of === 'leader' || expectation.of === 'state') {
      // What was done a moment ago is in the next frame.
      await this.stage.follower.until(() => true, memberMs, this.stage.signal);
    }
    const { isSo, found } = this.#found(expectation);
    await this.#told(line, isSo, found);
  }

  #found(expectation: ScriptExpectation): { readonly isSo: boolean; readonly found: string } {
    const { frame, check } = this.stage.follower;
    switch (expectation.of) {
      case 'leader': {
        const leader = frame === null ? null : leaderIn(frame);
        const { leader: wanted } = expectation;
        const isSo = typeof wanted === 'string' ? leader === wanted : (leader !== null) === wanted;
        return { isSo, found: leader === null ? 'no leader' : `${leader} leads` };
      }
      case 'state': {
        const states = expectation.states.map(([name, state]) => {
          const is = frame?.members.find((member) => member.name === name)?.state ?? 'no member';
          return { isSo: is === state, found: `${name} is ${is}` };
        });
        return { isSo: states.every(({ isSo }) => isSo), found: states.map(({ found }) => found).join(', ') };
      }
      case 'write':
        return { isSo: this.#write === expectation.outcome, found: this.#write ?? 'nothing was written' };
      case 'check': {
        const verdict = check?.verdict ?? 'undecided';
        return { isSo: verdict === expectation.verdict, found: verdict };
      }
      case 'experiment': {
        const words = this.#asPromised === true ? 'as promised' : 'not as promised';
        const found = this.#asPromised === null ? 'there was no experiment' : words;
        return { isSo: this.#asPromised === expectation.asPromised, found };
      }
    }
  }

  async #told(line: number, met: boolean, found: string): Promise<void> {
    if (!met) this.isAsExpected = false;
    await this.stage.tell({ kind: 'expected', at: Date.now(), line, met, found });
  }
}

const isOut: ReadonlySet<string> = new Set(['dead', 'stopped', 'frozen']);
