import type { ReportedObject } from './kubernetes-reports.ts';
import type { ListedKey } from './listed-key.ts';

/** A notice of `keys.glance`, in this order: the name itself, keys like it, and how far it looked. */
export type KeyGlance =
  /** Whether a key has exactly this name; `null`: the user may not read it. */
  | { readonly kind: 'exact'; readonly isThere: boolean | null }
  /** Keys that begin with the name, then keys that contain it. The key of exactly this name is not among them. */
  | { readonly kind: 'keys'; readonly keys: readonly ListedKey[] }
  | GlanceEnd;

/** A notice of `kubernetes.glance`: objects whose names match, then how far it looked. */
export type ObjectGlance = { readonly kind: 'objects'; readonly objects: readonly ReportedObject[] } | GlanceEnd;

/** How far a glance looked. */
export interface GlanceEnd {
  readonly kind: 'ended';
  /** How many names it looked at. */
  readonly looked: number;
  /** Whether it looked at every name that the user may read, so that no other name matches. */
  readonly isComplete: boolean;
}
