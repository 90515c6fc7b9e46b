import type { LeaseState } from '../../../contract/leases.ts';
import { escapeBytes } from '../../ui/byte-text.ts';
import { plural } from '../../ui/format.ts';

type AliveLease = Extract<LeaseState, { readonly kind: 'alive' }>;

/** Who holds a lease, by the first of its keys; `null` where it has none, or they are not known. */
export interface HolderWords {
  readonly text: string;
  /** Whether the text is a key. */
  readonly isKey: boolean;
}

/** What API servers keep on leases: themselves, by address, and Events, many on one lease. */
const kubernetes = [
  { pattern: /\/masterleases\/([^/]{1,64})$/, words: ([address]: readonly string[]) => `API server ${address}` },
  { pattern: /\/events\/[^/]{1,253}\/[^/]{1,253}$/, words: () => 'Events' },
] as const;

/** Names the holder of a lease. */
export function holderOf({ firstKeys: [first], keyCount }: AliveLease): HolderWords | null {
  if (first === undefined) return null;
  const { text } = escapeBytes(first);
  const rest = (keyCount ?? 1) - 1;
  for (const { pattern, words } of kubernetes) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const many = rest === 0 ? '' : `, ${plural(rest + 1, 'key')}`;
    return { text: `${words(found.slice(1))}${many}`, isKey: false };
  }
  return { text, isKey: true };
}
