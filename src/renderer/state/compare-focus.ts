import { bytesOf, fromHex, toHex, utf8Of } from '../ui/byte-text.ts';

/** What Compare may be asked to show, as it stands in the address: a prefix at a past revision beside the same prefix now. */
export const formatCompareFocus = (prefix: Uint8Array, revision: number | null): string =>
  `${toHex(prefix)}@${revision ?? ''}`;

const snapshotMark = 'snapshot@';

/** A snapshot beside its cluster as it is now. */
export const formatSnapshotFocus = (file: string): string => `${snapshotMark}${toHex(bytesOf(file))}`;

/** Returns the file of a snapshot that Compare is asked to show; `null` when it is asked for something else. */
export function readSnapshotFocus(focus: string): string | null {
  if (!focus.startsWith(snapshotMark)) return null;
  const bytes = fromHex(focus.slice(snapshotMark.length));
  return bytes === null || bytes.length === 0 ? null : utf8Of(bytes);
}
