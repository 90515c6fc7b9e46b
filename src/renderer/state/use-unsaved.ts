import { useEffect, useRef } from 'react';
import { forgetEdit, noteEdit, type UnsavedEdit } from './unsaved.ts';

/**
 * Tells of the edit of a form as long as the form is shown, and anew whenever `version` is another. `edit` is `null` while
 * nothing is edited, `place` where it cannot be told whose edit it is.
 */
export function useUnsaved(place: string | null, edit: UnsavedEdit | null, version: string): void {
  const latest = useRef(edit);
  latest.current = edit;
  const isEdited = edit !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version is another edit.
  useEffect(() => {
    if (place === null) return;
    if (latest.current === null) forgetEdit(place);
    else noteEdit(place, latest.current);
  }, [place, isEdited, version]);
  useEffect(() => () => (place === null ? undefined : forgetEdit(place)), [place]);
}
