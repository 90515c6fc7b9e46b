import type { Failure } from '../../../contract/failure.ts';
import type { KeyValue } from '../../../contract/keys.ts';
import { describeFailure } from '../../app/failure-words.ts';
import { showToast } from '../../state/toasts.ts';
import { escapeBytes } from '../../ui/byte-text.ts';
import { formatCount } from '../../ui/format.ts';
import type { KeyDialog } from './key-dialogs.ts';
import { type KeysDesk, nameOfTab, type WriteOutcome } from './keys-desk.ts';
import { changesOnlyLayout, isDirty, isGone } from './open-key.ts';

/** What the operator does with keys, and how it is told. Each act answers with a failure for its dialog to show. */
export class KeyActs {
  constructor(
    private readonly desk: KeysDesk,
    private readonly show: (dialog: KeyDialog | null) => void,
  ) {}

  /** Asks before a save: for what changes, or, where somebody else was faster, for which of the two it shall be. */
  askToSave(name: string): void {
    const open = this.desk.tab(name);
    if (open === undefined || open.phase !== 'ready' || !isDirty(open)) return;
    if (changesOnlyLayout(open)) {
      this.desk.discard(name);
      showToast({ tone: 'neutral', text: 'Nothing to save: only the layout differed, and it is not stored.' });
      return;
    }
    this.show({ kind: open.theirs === null ? 'save' : 'conflict', name });
  }

  askToClose(name: string): void {
    const open = this.desk.tab(name);
    if (open === undefined) return;
    if (isDirty(open)) this.show({ kind: 'close', name });
    else this.desk.close(name);
  }

  async save(name: string): Promise<Failure | null> {
    return this.#tell(name, await this.desk.save(name), 'Saved');
  }

  async overwrite(name: string): Promise<Failure | null> {
    return this.#tell(name, await this.desk.overwrite(name), 'Saved');
  }

  /** Writes a deleted key again, as the tab shows it. */
  async createAgain(name: string): Promise<Failure | null> {
    const open = this.desk.tab(name);
    if (open === undefined || !isGone(open)) return null;
    if (isDirty(open)) return this.overwrite(name);
    return this.#tell(name, await this.desk.create(open.key, open.base?.value ?? new Uint8Array()), 'Created');
  }

  /** Writes a new key and opens it. `Conflict` where it exists already. */
  async create(key: Uint8Array, value: Uint8Array): Promise<Failure | null> {
    const outcome = await this.desk.create(key, value);
    if (outcome.kind === 'failed') return outcome.failure;
    if (outcome.kind === 'conflict') {
      return {
        code: 'Conflict',
        message: 'the key exists',
        detail: { currentModRevision: outcome.now?.modRevision ?? 0 },
        retry: false,
      };
    }
    this.#toast(key, outcome, 'Created');
    this.show(null);
    if (outcome.kind === 'done') this.desk.open(key);
    return null;
  }

  /** Deletes a key as it was shown, and offers to take it back. */
  async remove(entry: KeyValue): Promise<Failure | null> {
    const outcome = await this.desk.remove(entry);
    if (outcome.kind === 'failed') return outcome.failure;
    if (outcome.kind === 'conflict') {
      const detail = { currentModRevision: outcome.now?.modRevision ?? 0 };
      return { code: 'Conflict', message: 'the key changed', detail, retry: false };
    }
    this.show(null);
    this.#toast(entry.key, outcome, 'Deleted', { label: 'Undo', run: () => void this.#undelete(entry) });
    return null;
  }

  async #undelete(entry: KeyValue): Promise<void> {
    const outcome = await this.desk.create(entry.key, entry.value);
    const lease = entry.lease === null ? {} : { detail: `It has no lease now; it had ${entry.lease}.` };
    if (outcome.kind === 'done') {
      showToast({
        tone: 'ok',
        text: `Put ${short(entry.key)} back at revision ${formatCount(outcome.revision)}.`,
        ...lease,
      });
    } else if (outcome.kind === 'conflict') {
      showToast({ tone: 'warn', text: `${short(entry.key)} exists again. Nothing was written.` });
    } else this.#toast(entry.key, outcome, 'Put back');
  }

  #tell(name: string, outcome: WriteOutcome | null, done: string): Failure | null {
    const open = this.desk.store.get().tabs.find((tab) => nameOfTab(tab) === name);
    if (outcome === null || open === undefined) return null;
    if (outcome.kind === 'failed') return outcome.failure;
    this.show(outcome.kind === 'conflict' ? { kind: 'conflict', name } : null);
    if (outcome.kind !== 'conflict') this.#toast(open.key, outcome, done);
    return null;
  }

  #toast(
    key: Uint8Array,
    outcome: WriteOutcome,
    done: string,
    action?: { readonly label: string; readonly run: () => void },
  ): void {
    if (outcome.kind === 'done') {
      showToast({
        tone: 'ok',
        text: `${done} ${short(key)} at revision ${formatCount(outcome.revision)}.`,
        ...(outcome.wasAnswerLost
          ? { detail: 'The answer was lost. Reading the key again shows that it was done.' }
          : {}),
        ...(action === undefined ? {} : { action }),
      });
    } else if (outcome.kind === 'not-written-yet') {
      showToast({
        tone: 'warn',
        text: 'The answer never came, and the key is unchanged so far.',
        detail: 'It may still be done. Try again only if you still want it: the guard keeps it from happening twice.',
      });
    } else if (outcome.kind === 'failed') {
      showToast({
        tone: 'bad',
        text: describeFailure(outcome.failure).title,
        detail: describeFailure(outcome.failure).action,
      });
    }
  }
}

const longest = 48;

/** A key short enough for a line of a toast; its end tells more than its beginning. */
function short(key: Uint8Array): string {
  const { text } = escapeBytes(key);
  return text.length <= longest ? text : `…${text.slice(-longest)}`;
}
