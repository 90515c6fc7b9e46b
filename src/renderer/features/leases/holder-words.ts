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

/**
 * What an API server keeps on leases, at its usual prefix: itself by address, and Events, many on one lease. `null` for
 * other keys.
 */
function kubernetesHolder(key: string): string | null {
  const [empty, registry, resource, ...rest] = key.split('/');
  if (empty !== '' || registry !== 'registry') return null;
  if (resource === 'masterleases' && rest.length === 1) return `API server ${rest[0]}`;
  return resource === 'events' && rest.length === 2 ? 'Events' : null;
}

/** Names the holder of a lease. */
export function holderOf({ firstKeys: [first], keyCount }: AliveLease): HolderWords | null {
  if (first === undefined) return null;
  const { text } = escapeBytes(first);
  const rest = (keyCount ?? 1) - 1;
  const holder = kubernetesHolder(text);
  if (holder !== null) return { text: rest === 0 ? holder : `${holder}, ${plural(rest + 1, 'key')}`, isKey: false };
  return { text, isKey: true };
}
