import { toHex } from '../ui/byte-text.ts';

/** What Compare may be asked to show, as it stands in the address: a prefix at a past revision beside the same prefix now. */
export const formatCompareFocus = (prefix: Uint8Array, revision: number | null): string =>
  `${toHex(prefix)}@${revision ?? ''}`;
