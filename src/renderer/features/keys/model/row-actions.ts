import type { KeysOfLine } from '../../../../contract/etcdctl-key-lines.ts';
import type { ChosenKeys } from './chosen-keys.ts';

/** What can be done with the keys and folders of a tree, a list or search results. */
export interface RowActions {
  readonly open: (key: Uint8Array) => void;
  readonly create: (prefix: Uint8Array) => void;
  readonly jump: (prefix: Uint8Array) => void;
  /** Shows who may read and write a key, or what begins with a prefix. */
  readonly who: (key: Uint8Array, isPrefix: boolean) => void;
  readonly watch: (key: Uint8Array, isPrefix: boolean) => void;
  /** Adds a comparison and a put of a key to the transaction that is built. */
  readonly transact: (key: Uint8Array) => void;
  /** Counts the keys that begin with a prefix, and reports how long the member took. */
  readonly count: (prefix: Uint8Array) => void;
  /** Returns the line of etcdctl that reads keys at the moment that is shown; `null` where there is none. */
  readonly line: (keys: KeysOfLine) => string | null;
  /** Each of these shows what would change before it writes. */
  readonly remove: (chosen: ChosenKeys) => void;
  readonly copy: (chosen: ChosenKeys) => void;
  readonly export: (chosen: ChosenKeys) => void;
  readonly import: () => void;
  /** Writes keys again as they were at the moment that is shown. */
  readonly putBack: (chosen: ChosenKeys) => void;
  /** Shows what changed beneath a prefix since the moment that is shown. */
  readonly compareWithNow: (prefix: Uint8Array) => void;
}

/** An action as an item of a menu. */
export interface ActItem {
  readonly label: string;
  readonly run: () => void;
}
