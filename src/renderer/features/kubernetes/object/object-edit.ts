import type { Failure } from '../../../../contract/failure.ts';
import { mergeLines } from '../../../ui/merge-lines.ts';

/** How an object is shown. An edit stays in the form that it was begun in. */
export interface ObjectForm {
  readonly showsManagedFields: boolean;
  readonly reveal: boolean;
}

/** An edit of an object: what it is based on, and what it is now. */
export interface ObjectEdit {
  readonly form: ObjectForm;
  readonly baseText: string;
  readonly baseRevision: number;
  readonly draft: string;
  /** The object was shown as it is stored, with nothing covered or revealed. Unless it is known, nothing of the edit is kept. */
  readonly isClear?: boolean;
  /** It was made before the page was loaded anew. */
  readonly isBroughtBack?: boolean;
}

/** The edit on top of what somebody else wrote meanwhile, or `null` where both touch the same lines. */
export function rebased(edit: ObjectEdit, text: string, modRevision: number): ObjectEdit | null {
  const draft = mergeLines(edit.baseText, edit.draft, text);
  return draft === null ? null : { ...edit, baseText: text, baseRevision: modRevision, draft };
}

/** The line of the text that a refusal is about, from 1 on; `null` where it names none. */
export function lineOf(failure: Failure | null): number | null {
  const line = failure?.code === 'ValueNotEncodable' ? failure.detail?.line : undefined;
  return typeof line === 'number' ? line : null;
}
