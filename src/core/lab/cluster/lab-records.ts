import type { LabAct, LabActRecord, LabNoUndo } from '../../../contract/lab/acts.ts';
import type { Undo, Undoing } from './acts/act.ts';
import { labActRefused } from './version-rules.ts';

/** The acts that were done in a lab, and how each is taken back. */
export class LabRecords {
  readonly #records: LabActRecord[] = [];
  readonly #undos = new Map<number, Undo>();

  all(): readonly LabActRecord[] {
    return [...this.#records];
  }

  add(act: LabAct, done: { readonly at: number; readonly tookMs: number }, undoing: Undoing): LabActRecord {
    const id = this.#records.length + 1;
    const record: LabActRecord = {
      ...{ id, act, at: done.at, tookMs: done.tookMs, undoes: null },
      noUndo: typeof undoing === 'string' ? undoing : null,
    };
    this.#records.push(record);
    if (typeof undoing !== 'string') this.#undos.set(id, undoing);
    return record;
  }

  /** Enters that an act was taken back. */
  addUndo(undone: LabActRecord, done: { readonly at: number; readonly tookMs: number }): LabActRecord {
    this.refuseUndo(undone.id, 'undone');
    const id = this.#records.length + 1;
    const record: LabActRecord = {
      ...{ id, act: undone.act, at: done.at, tookMs: done.tookMs, undoes: undone.id },
      noUndo: 'undone',
    };
    this.#records.push(record);
    return record;
  }

  /** Returns how an act is taken back. Fails with `LabActRefused`. */
  requireUndo(id: number): { readonly record: LabActRecord; readonly undo: Undo } {
    const record = this.#records[id - 1];
    if (record === undefined) throw labActRefused(`there is no act ${id} in this lab`);
    const undo = this.#undos.get(id);
    if (undo === undefined) throw labActRefused(noUndoWords[record.noUndo ?? 'history']);
    return { record, undo };
  }

  /** From now on an act cannot be taken back. */
  refuseUndo(id: number, reason: LabNoUndo): void {
    const record = this.#records[id - 1];
    if (record === undefined || !this.#undos.delete(id)) return;
    this.#records[id - 1] = { ...record, noUndo: reason };
  }

  /** From now on none of the acts can be taken back: their members are not the same any more. */
  refuseAll(): void {
    for (const id of [...this.#undos.keys()]) this.refuseUndo(id, 'history');
  }
}

/** Why an act is not taken back. */
export const noUndoWords: Readonly<Record<LabNoUndo, string>> = {
  undone: 'it was taken back already, or takes back another act',
  versionMoved: 'the cluster has stored data in a form that the older version does not read',
  memberGone: 'a member that was removed has lost its place: add a new one',
  history: 'it is history in the cluster’s log, or from before a reset',
};
