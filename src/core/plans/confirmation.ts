import type { ConnectionProfile } from '../../contract/connections/profile.ts';
import type { ReadOnlyState } from '../../contract/connections/state.ts';
import type { PlanCounts } from '../../contract/plans.ts';
import { textOf } from '../bytes/bytes.ts';

/** Up to this many deleted or overwritten keys, the operator can check each one. */
const mostUnasked = 100;

/** What a plan would change. */
export interface PlannedChanges {
  readonly counts: PlanCounts;
  /** The plan's prefix or key. */
  readonly subject: Uint8Array;
  /** Whether it concerns one named key, and not all keys beneath a prefix. */
  readonly isOneKey: boolean;
  /** Whether it changes keys of a Kubernetes registry. */
  readonly isOfKubernetes: boolean;
  /** Whether it writes a value that an API server would not store at its key. */
  readonly isMalformed: boolean;
}

/** The facts about a plan's connection that decide what has to be typed. */
export interface ConfirmedConnection {
  readonly profile: Pick<ConnectionProfile, 'environment' | 'name'>;
  /**
   * Whether the connection's name was typed to unlock it, and the quarter of an hour is not over; for a plan that is
   * only looked at, whether it will have to be typed.
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
 * Returns what the operator types before operations are executed: `subject`, such as a member's name, or the
 * connection's name where that cannot be typed. `null` where a click is enough: outside production, and where the
 * connection's name was typed.
 */
export function confirmationOfOperations(
  { profile: { environment, name }, isNameTyped }: ConfirmedConnection,
  subject: string,
): string | null {
  return environment === 'production' && !isNameTyped ? typed(subject, name) : null;
}

const typed = (text: string | null, otherwise: string): string =>
  text !== null && text.length <= longest && canBeTyped.test(text) ? text : otherwise;

/** Whether a plan needs the connection's name typed before it is executed. */
export const mustBeUnlocked = (readOnly: ReadOnlyState | null): boolean => readOnly !== null;

/**
 * Whether the connection's name was typed, and the quarter of an hour is not over. The lock checks the time as well.
 */
export const isUnlocked = (readOnly: ReadOnlyState | null): boolean =>
  readOnly !== null && readOnly.unlockedUntil !== null;

const longest = 200;
/** Visible characters only, and no space at either end. */
const canBeTyped = /^(?!\s)[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+(?<!\s)$/u;
