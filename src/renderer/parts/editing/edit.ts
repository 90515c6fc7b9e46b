import type { ValueForm } from '../../../contract/values.ts';
import { sameButLineEndings } from '../../ui/line-endings.ts';
import { type Merged, mergeTexts } from '../../ui/merge-lines.ts';
import { isEditable, type ReadKey } from '../values/read-value.ts';

/** An edited text, and the form that it is encoded in. The form stays when another client stores a different one. */
export interface Draft {
  readonly text: string;
  readonly form: ValueForm;
}

/** Another client's change of a key: its value now, or `null` when it was deleted. */
export interface Theirs {
  readonly read: ReadKey | null;
  readonly revision: number;
}

/** The value of a key in an editor: the base of the edit, the edit, and another client's write in the meantime. */
export interface Edit {
  /** `null` where the key did not exist. */
  readonly base: ReadKey | null;
  /** `null` while nothing is edited. */
  readonly draft: Draft | null;
  /** `null` while `base` is the newest state known. */
  readonly theirs: Theirs | null;
}

/** Returns the revision that a save compares: the one that the operator has seen; 0 where the key must not exist. */
export const guardOf = ({ base }: Pick<Edit, 'base'>): number => base?.entry.modRevision ?? 0;

const isSameForm = (a: ValueForm, b: ValueForm): boolean =>
  a.codec === b.codec && a.showsManagedFields === b.showsManagedFields;

/** Whether a draft differs from what it is based on. An editor keeps one kind of line ending: of several, that is no edit. */
export function differs({ base }: Pick<Edit, 'base'>, { text, form }: Draft): boolean {
  if (base === null) return text !== '';
  if (!isSameForm(base.form, form)) return true;
  const isMixed = base.value.notes.some((note) => note.kind === 'mixedLineEndings');
  return base.value.text !== text && !(isMixed && sameButLineEndings(base.value.text, text));
}

/** Returns the bytes that a draft is encoded on top of: those that its text was decoded from, else `null`. */
export const baseOfDraft = ({ base }: Pick<Edit, 'base'>, { form }: Draft): Uint8Array | null =>
  base !== null && isSameForm(base.form, form) ? base.entry.value : null;

/** Merges mine and theirs; `null` where their forms differ, or theirs cannot be written back. */
export function mergeOf({ base, draft, theirs }: Edit): Merged | null {
  const now = theirs?.read ?? null;
  if (draft === null || now === null || !isSameForm(now.form, draft.form) || !isEditable(now)) return null;
  if (base !== null && !isSameForm(base.form, draft.form)) return null;
  return mergeTexts(base?.value.text ?? '', draft.text, now.value.text);
}

/** Keeps mine on top of theirs: from then on a save compares theirs. */
export function keptMine<E extends Edit>(edit: E): E {
  const { draft, theirs } = edit;
  return theirs === null ? edit : { ...edit, base: theirs.read, draft: draft && { ...draft }, theirs: null };
}

/** Keeps both on top of theirs, as far as they do not meet; mine alone where they cannot be merged. */
export function keptBoth<E extends Edit>(edit: E): E {
  const merge = mergeOf(edit);
  const { draft } = edit;
  return keptMine(draft === null || merge === null ? edit : { ...edit, draft: { ...draft, text: merge.text } });
}
