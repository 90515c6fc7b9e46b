import type { ClusterId } from '../ids.ts';
import type { ConnectionProfile } from './profile.ts';

/** A connection in the list. */
export interface ConnectionSummary {
  readonly profile: ConnectionProfile;
  /** `saved`: stored in the settings folder. `sandbox`: exists as long as its sandbox runs. */
  readonly origin: 'saved' | 'sandbox';
  /** Whether core has the secret, so that opening does not ask for it. */
  readonly hasPassword: boolean;
  readonly hasPassphrase: boolean;
  readonly hasPrivateKey: boolean;
  readonly hasSshPassword: boolean;
  readonly hasSshPassphrase: boolean;
  /** When the connection was last opened, in milliseconds since 1970, or `null`. */
  readonly lastOpenedAt: number | null;
  /** The cluster that answered last; `null` where none ever did. */
  readonly clusterId: ClusterId | null;
  /** Why it cannot be opened, if its entry in the settings file is damaged: `profile` then holds what could be read. */
  readonly damage: ConnectionDamage | null;
}

/** The damage of a saved connection. The operator repairs the file or removes the connection. */
export interface ConnectionDamage {
  readonly file: string;
  /** The place in the entry and what is wrong there, in one line. */
  readonly reason: string;
  /** Whether `remove` can find it: false when its id is lost too. */
  readonly canRemove: boolean;
}
