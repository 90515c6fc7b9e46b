import type { ServedObject } from '../objects/served-object.ts';

/** Decides which objects of a list or watch are answered. */
export interface Selector {
  /** Fails with `ValueMalformed` where the object turns out to be damaged. */
  matches(object: ServedObject): boolean;
  /** The only namespace that can match, from `metadata.namespace`; `null`: any. */
  readonly namespace: string | null;
  /** The only name that can match, from `metadata.name`; `null`: any. */
  readonly name: string | null;
}
