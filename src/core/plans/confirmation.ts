import type { ConnectionProfile } from '../../contract/connections/profile.ts';
import type { ReadOnlyState } from '../../contract/connections/state.ts';
import type { PlanCounts } from '../../contract/plans.ts';
import { textOf } from '../bytes/bytes.ts';

/** Up to so many keys deleted or overwritten, one can look through what happens to each. */
const mostUnasked = 100;

/** What a plan would change. */
export interface PlannedChanges {
  readonly counts: PlanCounts;
  /** Its prefix or key. */
  readonly subject: Uint8Array;
  /** Whether it concerns one named key, and not all keys beneath a prefix. */
  readonly isOneKey: boolean;
  /** Whether keys of a Kubernetes registry are among it. */
  readonly isOfKubernetes: boolean;
  /** Whether a value of it is not what an API server stores at its key. */
  readonly isMalformed: boolean;
}

/** The connection of a plan, as far as it says what has to be typed. */
export interface ConfirmedConnection {
  readonly profile: Pick<ConnectionProfile, 'environment' | 'name'>;
  /**
   * The connection's name was typed to unlock it, within the quarter of an hour that it is open for; of a plan that is
   * only looked at: it will have to be.
   */
  readonly isNameTyped: boolean;
}

/**
 * Returns what the operator types before a plan is executed: its prefix or key, or the connection's name where that
 * cannot be typed. `null` where a click is enough: at most a hundred keys lose their value, the connection is not
 * production, no deleted key is an API server's, and every written object can be read by it. A plan for one named key
 * of a connection unlocked by its name always takes a click: the operator has typed the name, and sees what happens to
 * the key.
 */
export function confirmationOf(
  { profile: { environment, name }, isNameTyped }: ConfirmedConnection,
  { counts, subject, isOneKey, isOfKubernetes, isMalformed }: PlannedChanges,
): string | null {
  const losing = counts.delete + counts.overwrite;
  const changed = losing + counts.create;
  const isAsked =
    losing > mostUnasked || environment === 'production' || isMalformed || (isOfKubernetes && counts.delete > 0);
  if (changed === 0 || !isAsked || (isNameTyped && isOneKey)) return null;
  return typed(textOf(subject), name);
}

/**
 * What the operator types before operations are executed: `subject`, such as a member's name, or the connection's where that
 * cannot be typed. `null` where a click is enough: outside of production, and where the connection's name was typed.
 */
export function confirmationOfOperations(
  { profile: { environment, name }, isNameTyped }: ConfirmedConnection,
  subject: string,
): string | null {
  return environment === 'production' && !isNameTyped ? typed(subject, name) : null;
}

const typed = (text: string | null, otherwise: string): string =>
  text !== null && text.length <= longest && canBeTyped.test(text) ? text : otherwise;

/** Whether a plan can only be executed once the connection's name was typed. */
export const mustBeUnlocked = (readOnly: ReadOnlyState | null): boolean => readOnly !== null;

/** Whether the connection's name was typed, and the quarter of an hour is not over. Whether it is not, the lock says, too. */
export const isUnlocked = (readOnly: ReadOnlyState | null): boolean =>
  readOnly !== null && readOnly.unlockedUntil !== null;

const longest = 200;
/** Nothing that cannot be seen, and no space at either end. */
const canBeTyped = /^(?!\s)[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+(?<!\s)$/u;
