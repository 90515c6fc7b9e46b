import type { Failure } from '../../../../contract/failure.ts';
import type { KeyMeta } from '../../../../contract/keys.ts';
import { describeFailure } from '../../../parts/failures/failure-words.ts';
import { shortKey } from '../../../parts/plans/change-words.ts';
import { lostToast } from '../../../parts/plans/lost-words.ts';
import { didChange } from '../../../state/changes-made.ts';
import type { ConnectionLabel } from '../../../state/shown-connection.ts';
import { showToast, type ToastWords } from '../../../state/toasts.ts';
import { equalBytes } from '../../../ui/byte-text.ts';
import { formatCount } from '../../../ui/format.ts';
import { nextTask } from '../../../ui/in-tasks.ts';
import type { LeaseChoice } from './guarded-writes.ts';
import type { KeyDialog } from './key-dialogs.ts';
import type { KeysModel, PlannedSave } from './keys-model.ts';
import { isCovered, isDirty, isGone } from './open-key.ts';
import type { Written } from './written.ts';

/** Carries out what the operator does with keys, and reports it in notices. Resolves to a failure for the dialog to show. */
export class KeyActions {
  constructor(
    private readonly model: KeysModel,
    private readonly show: (dialog: KeyDialog | null) => void,
    /** Undoes what an entry of the journal wrote. */
    private readonly undo: (journalEntry: string) => void,
    /** Makes sure that a lost write cannot happen any more. */
    private readonly ruleOut: (journalEntry: string) => void,
    /** The source of the keys: a report may come after the operator left it. */
    private readonly of: ConnectionLabel | null,
  ) {}

  /** Shows what a save would change, or both versions if another client wrote the key meanwhile. */
  async askToSave(name: string): Promise<void> {
    const open = this.model.tab(name);
    if (open === undefined || open.phase !== 'ready' || open.draft === null) return;
    if (open.theirs !== null) return this.show({ kind: 'conflict', name });
    const save = await this.model.encode(name);
    if (save === null) return;
    if (open.base !== null && equalBytes(save.after.entry.value, open.base.entry.value)) {
      this.model.discard(name);
      this.#say({ tone: 'neutral', text: 'Nothing to save: the bytes that are stored would be the same.' });
      return;
    }
    this.show({ kind: 'save', name, save });
  }

  /** Asks for another lease; where there is an edit, in the dialog that saves it. */
  async askForLease(name: string): Promise<void> {
    const open = this.model.tab(name);
    if (open === undefined || isGone(open) || isCovered(open)) return;
    if (isDirty(open)) return this.askToSave(name);
    const save = await this.model.encode(name);
    if (save !== null) this.show({ kind: 'save', name, save });
  }

  askToClose(name: string): void {
    const open = this.model.tab(name);
    if (open === undefined) return;
    if (isDirty(open)) this.show({ kind: 'close', name });
    else this.model.close(name);
  }

  async save(name: string, planned: PlannedSave, lease: LeaseChoice): Promise<Failure | null> {
    const written = await this.model.save(name, planned, lease);
    // The editor takes a large value, and the dialog goes: a task each.
    await nextTask();
    return this.#tell(name, written, 'Saved');
  }

  async overwrite(name: string): Promise<Failure | null> {
    return this.#tell(name, await this.model.overwrite(name), 'Saved');
  }

  /** Writes a deleted key again, as the tab shows it. */
  async createAgain(name: string): Promise<Failure | null> {
    const open = this.model.tab(name);
    if (open === undefined || !isGone(open) || isCovered(open)) return null;
    if (isDirty(open)) return this.overwrite(name);
    const value = open.base?.entry.value ?? new Uint8Array();
    const written = await this.model.create(open.key, value, null);
    if (written.kind !== 'conflict') return this.#tell(name, written, 'Created');
    this.model.discard(name);
    this.#say({ tone: 'warn', text: `${shortKey(open.key)} exists again. Nothing was written.` });
    return null;
  }

  /** Writes a new key and opens it. Resolves to `Conflict` where it exists already. */
  async create(key: Uint8Array, value: Uint8Array, lease: LeaseChoice): Promise<Failure | null> {
    const written = await this.model.create(key, value, lease);
    const refused = refusalOf(written, 'the key exists');
    if (refused !== null) return refused;
    if (written.kind === 'leftAlone') return null;
    this.#toast(key, written, 'Created');
    this.show(null);
    if (written.kind === 'done') this.model.open(key);
    return null;
  }

  /** Writes the bytes of another moment, guarded by what the operator has seen, and shows the key. */
  async putBack(key: Uint8Array, value: Uint8Array, guard: number): Promise<Failure | null> {
    const written = await this.model.putBack(key, value, guard);
    const refused = refusalOf(written, 'the key changed');
    if (refused !== null) return refused;
    if (written.kind === 'leftAlone') return null;
    this.#toast(key, written, 'Put back');
    this.show(null);
    return null;
  }

  /** Deletes a key as it was shown, and offers to take it back. */
  async remove(meta: Pick<KeyMeta, 'key' | 'modRevision'>): Promise<Failure | null> {
    const written = await this.model.remove(meta);
    const refused = refusalOf(written, 'the key changed');
    if (refused !== null) return refused;
    if (written.kind === 'leftAlone') return null;
    this.show(null);
    this.#toast(meta.key, written, 'Deleted');
    return null;
  }

  #tell(name: string, written: Written | null, done: string): Failure | null {
    const open = this.model.tab(name);
    if (written === null || written.kind === 'leftAlone' || open === undefined) return null;
    // Without another version to compare with, a conflict is only a refusal.
    if (written.kind === 'failed' || (written.kind === 'conflict' && open.theirs === null)) {
      return refusalOf(written, 'the key changed');
    }
    this.show(written.kind === 'conflict' ? { kind: 'conflict', name } : null);
    if (written.kind !== 'conflict') this.#toast(open.key, written, done);
    return null;
  }

  #say(toast: ToastWords): void {
    showToast(toast, this.of);
  }

  #toast(key: Uint8Array, written: Written, done: string): void {
    if (written.kind !== 'failed' && this.of !== null) didChange(this.of.id, this.model);
    if ('isTold' in written && written.isTold) return;
    if (written.kind === 'done') {
      const { journalEntry } = written;
      this.#say({
        tone: 'ok',
        text: `${done} ${shortKey(key)} at revision ${formatCount(written.revision)}.`,
        ...(written.wasAnswerLost
          ? { detail: 'The answer was lost. The history of the key shows that it was done.' }
          : {}),
        ...(journalEntry === null ? {} : { action: { label: 'Undo', run: () => this.undo(journalEntry) } }),
      });
    } else if (written.kind === 'unknown') {
      this.#say(lostToast(shortKey(key), written, done === 'Deleted' ? 'delete' : 'put', this.ruleOut));
    } else if (written.kind === 'failed') {
      const { title, action } = describeFailure(written.failure);
      this.#say({ tone: 'bad', text: title, detail: action });
    }
  }
}

/** Returns why nothing was written, for a dialog to show. */
function refusalOf(written: Written, message: string): Failure | null {
  if (written.kind === 'failed') return written.failure;
  if (written.kind !== 'conflict') return null;
  return { code: 'Conflict', message, detail: { currentModRevision: written.modRevision }, retry: false };
}
