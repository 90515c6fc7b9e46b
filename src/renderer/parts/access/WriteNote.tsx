import { useOwnAccess } from '../../state/access.ts';
import { Notice } from '../../ui/Notice.tsx';
import { writeNote } from './access-words.ts';

/** Says before a key is written that the user may not; nothing where it may, or where that is not known. */
export function WriteNote({ keyBytes, tone }: { readonly keyBytes: Uint8Array; readonly tone: 'info' | 'warn' }) {
  const note = writeNote(useOwnAccess(), keyBytes);
  return note === null ? null : <Notice tone={tone}>{note}</Notice>;
}
