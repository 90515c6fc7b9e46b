import type { ConnectionProfile } from './profile.ts';

/** A connection in the list. */
export interface ConnectionSummary {
  readonly profile: ConnectionProfile;
  /** `saved`: in the settings folder. `sandbox`: of a running sandbox, gone with it. */
  readonly origin: 'saved' | 'sandbox';
  /** Whether a password, a passphrase, a pasted key is at hand, so that opening asks for none. */
  readonly hasPassword: boolean;
  readonly hasPassphrase: boolean;
  readonly hasPrivateKey: boolean;
  readonly hasSshPassword: boolean;
  readonly hasSshPassphrase: boolean;
  /** When it was last opened, in milliseconds since 1970, or `null`. */
  readonly lastOpenedAt: number | null;
  /**
   * Why it cannot be opened, where its entry in the settings file is damaged: the profile then holds what could be read.
   */
  readonly damage: ConnectionDamage | null;
}

/** What is wrong with a saved connection, which is mended in the file or removed. */
export interface ConnectionDamage {
  readonly file: string;
  /** Where in the entry, and what, in one line. */
  readonly reason: string;
  /** Whether `remove` finds it: not where its id is among what is lost. */
  readonly canRemove: boolean;
}
