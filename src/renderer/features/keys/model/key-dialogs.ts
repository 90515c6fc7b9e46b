import type { KeyState } from '../../../../contract/history.ts';
import type { KeyEntry } from '../../../../contract/keys.ts';
import type { ChosenKeys } from './chosen-keys.ts';
import type { PlannedSave } from './keys-model.ts';

/** The dialog that is open over the screen; keys in tabs go by their name. */
export type KeyDialog =
  | { readonly kind: 'save'; readonly name: string; readonly save: PlannedSave }
  | { readonly kind: 'conflict' | 'replaced' | 'close'; readonly name: string }
  | { readonly kind: 'delete'; readonly key: Uint8Array }
  | { readonly kind: 'new'; readonly key: Uint8Array }
  | ({ readonly kind: 'states' } & ComparedStates)
  /** What a key was, to be written again. */
  | { readonly kind: 'put-back'; readonly entry: KeyEntry }
  | { readonly kind: 'copy-keys' | 'export-keys' | 'put-back-keys'; readonly chosen: ChosenKeys }
  | { readonly kind: 'import-keys' };

/** Two states of a key, the older one first. */
export interface ComparedStates {
  readonly key: Uint8Array;
  readonly before: KeyState;
  /** `null`: what it is now. */
  readonly after: KeyState | null;
  /** Secret data in them is in clear. */
  readonly reveal: boolean;
}
