import type { ChosenKeys } from './chosen-keys.ts';

/** What can be done with the keys and folders that the screen lists, wherever they are listed. */
export interface RowActions {
  readonly open: (key: Uint8Array) => void;
  readonly create: (prefix: Uint8Array) => void;
  readonly jump: (prefix: Uint8Array) => void;
  readonly watch: (key: Uint8Array, isPrefix: boolean) => void;
  /** Asks the member how many keys begin with a prefix, and says what that cost. */
  readonly count: (prefix: Uint8Array) => void;
  /** Each of these asks first, and shows what would change. */
  readonly remove: (chosen: ChosenKeys) => void;
  readonly copy: (chosen: ChosenKeys) => void;
  readonly export: (chosen: ChosenKeys) => void;
  readonly import: () => void;
  /** Writes keys again as they were at the moment that is shown. */
  readonly putBack: (chosen: ChosenKeys) => void;
  /** Shows what changed beneath a prefix since the moment that is shown. */
  readonly compareWithNow: (prefix: Uint8Array) => void;
}

/** An act as a line of a menu. */
export interface ActItem {
  readonly label: string;
  readonly run: () => void;
}
