import type { Failure } from '../../../../contract/failure.ts';
import { type Merged, mergeTexts } from '../../../ui/merge-lines.ts';

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

/** The edit put together with what somebody else wrote meanwhile. */
export const mergedWith = ({ baseText, draft }: ObjectEdit, theirs: string): Merged =>
  mergeTexts(baseText, draft, theirs);

/** The edit on top of what somebody else wrote meanwhile: with this text, which a save compares with theirs. */
export const rebased = (edit: ObjectEdit, theirs: string, modRevision: number, draft: string): ObjectEdit => ({
  ...edit,
  baseText: theirs,
  baseRevision: modRevision,
  draft,
});

/** The line of the text that a refusal is about, from 1 on; `null` where it names none. */
export function lineOf(failure: Failure | null): number | null {
  const line = failure?.code === 'ValueNotEncodable' ? failure.detail?.line : undefined;
  return typeof line === 'number' ? line : null;
}
