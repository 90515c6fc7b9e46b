import { useEffect, useRef } from 'react';
import { forgetEdit, noteEdit, type UnsavedEdit } from './unsaved.ts';

/**
 * Records the edit of a form while the form is shown, and again whenever `version` changes. `edit` is `null` while nothing
 * is edited, `place` where it is not known whose edit it is.
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
