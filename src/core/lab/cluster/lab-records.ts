import { type LabAct, type LabActRecord, type LabNoUndo, mostLabActs } from '../../../contract/lab/acts.ts';
import type { Undo, Undoing } from './acts/act.ts';
import { labActRefused } from './version-rules.ts';

/** The newest acts that were done in a lab, and how each is taken back. */
export class LabRecords {
  readonly #records: LabActRecord[] = [];
  readonly #undos = new Map<number, Undo>();
  #last = 0;

  /** The id of the newest one; 0 without any. */
  get last(): number {
    return this.#last;
  }

  all(): readonly LabActRecord[] {
    return [...this.#records];
  }

  add(act: LabAct, done: { readonly at: number; readonly tookMs: number }, undoing: Undoing): LabActRecord {
    const id = this.#last + 1;
    const record: LabActRecord = {
      ...{ id, act, at: done.at, tookMs: done.tookMs, undoes: null },
      noUndo: typeof undoing === 'string' ? undoing : null,
    };
    this.#keep(record);
    if (typeof undoing !== 'string') this.#undos.set(id, undoing);
    return record;
  }

  /** Enters that an act was taken back. */
  addUndo(undone: LabActRecord, done: { readonly at: number; readonly tookMs: number }): LabActRecord {
    this.refuseUndo(undone.id, 'undone');
    const id = this.#last + 1;
    const record: LabActRecord = {
      ...{ id, act: undone.act, at: done.at, tookMs: done.tookMs, undoes: undone.id },
      noUndo: 'undone',
    };
    this.#keep(record);
    return record;
  }

  /** Returns how an act is taken back. Fails with `LabActRefused`. */
  requireUndo(id: number): { readonly record: LabActRecord; readonly undo: Undo } {
    const record = this.#records.find((one) => one.id === id);
    if (record === undefined) {
      const isDropped = Number.isInteger(id) && id > 0 && id <= this.#last;
      throw labActRefused(
        isDropped ? `only the last ${mostLabActs} acts can be taken back` : `there is no act ${id} in this lab`,
      );
    }
    const undo = this.#undos.get(id);
    if (undo === undefined) throw labActRefused(noUndoWords[record.noUndo ?? 'history']);
    return { record, undo };
  }

  /** From now on an act cannot be taken back. */
  refuseUndo(id: number, reason: LabNoUndo): void {
    const place = this.#records.findIndex((one) => one.id === id);
    const record = this.#records[place];
    if (record === undefined || !this.#undos.delete(id)) return;
    this.#records[place] = { ...record, noUndo: reason };
  }

  /** From now on none of the acts can be taken back: their members are not the same any more. */
  refuseAll(): void {
    for (const id of [...this.#undos.keys()]) this.refuseUndo(id, 'history');
  }

  #keep(record: LabActRecord): void {
    this.#last = record.id;
    this.#records.push(record);
    if (this.#records.length <= mostLabActs) return;
    const [dropped] = this.#records.splice(0, 1);
    if (dropped !== undefined) this.#undos.delete(dropped.id);
  }
}

/** Why an act is not taken back. */
export const noUndoWords: Readonly<Record<LabNoUndo, string>> = {
  undone: 'it was taken back already, or takes back another act',
  versionMoved: 'the cluster has stored data in a form that the older version does not read',
  memberGone: 'a member that was removed has lost its place: add a new one',
  history: 'it is history in the cluster’s log, or from before a reset',
};
