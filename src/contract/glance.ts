import type { ReportedObject } from './kubernetes-reports.ts';
import type { ListedKey } from './listed-key.ts';

/** What a glance at the names of keys says, in this order: the name itself, keys like it, and how far it looked. */
export type KeyGlance =
  /** Whether a key has exactly this name; `null`: its user may not read there. */
  | { readonly kind: 'exact'; readonly isThere: boolean | null }
  /** Keys that begin with the name, then keys that contain it. The key of exactly this name is not among them. */
  | { readonly kind: 'keys'; readonly keys: readonly ListedKey[] }
  | GlanceEnd;

/** What a glance at the names of Kubernetes' objects says. */
export type ObjectGlance = { readonly kind: 'objects'; readonly objects: readonly ReportedObject[] } | GlanceEnd;

/** How far a glance looked. */
export interface GlanceEnd {
  readonly kind: 'ended';
  /** How many names it looked at. */
  readonly looked: number;
  /** Every name was looked at that its user may read: nothing else is called so. */
  readonly isComplete: boolean;
}
