import type { Failure } from '../../../../contract/failure.ts';
import type { ObjectView } from '../../../../contract/kubernetes.ts';
import { type Draft, type Edit, guardOf } from '../../../parts/editing/edit.ts';
import type { ReadKey } from '../../../parts/values/read-value.ts';

/** How an object is shown. An edit stays in the form that it was begun in. */
export interface ObjectForm {
  readonly showsManagedFields: boolean;
  readonly reveal: boolean;
}

/** An edit of an object. */
export interface ObjectEdit extends Edit {
  /** An editor is open, even while its text is still the stored one. */
  readonly draft: Draft;
  readonly isRevealed: boolean;
  /** It was made before the page was reloaded. */
  readonly isBroughtBack: boolean;
}

export const formOfEdit = ({ draft, isRevealed }: ObjectEdit): ObjectForm => ({
  showsManagedFields: draft.form.showsManagedFields,
  reveal: isRevealed,
});

const readOf = ({ entry, decoded }: ObjectView, { showsManagedFields }: ObjectForm): ReadKey => ({
  entry,
  value: decoded,
  form: { codec: decoded.codec, showsManagedFields },
});

/** Begins to edit an object as it is shown. */
export function begunEdit(object: ObjectView, form: ObjectForm): ObjectEdit {
  const base = readOf(object, form);
  const draft = { text: base.value.text, form: base.form };
  return { base, draft, theirs: null, isRevealed: form.reveal, isBroughtBack: false };
}

/** Puts an edit beside the object as it is now, read in the form of the edit. */
export function besideNow(edit: ObjectEdit, object: ObjectView): ObjectEdit {
  const read = readOf(object, formOfEdit(edit));
  const revision = read.entry.modRevision;
  return revision === guardOf(edit) ? edit : { ...edit, theirs: { read, revision } };
}

/** Returns the line of the text that a refusal is about, from 1 on; `null` where it names none. */
export function lineOf(failure: Failure | null): number | null {
  const line = failure?.code === 'ValueNotEncodable' ? failure.detail?.line : undefined;
  return typeof line === 'number' ? line : null;
}
