import type { ConnectionProfile } from '../../contract/connections/profile.ts';
import type { ReadOnlyState } from '../../contract/connections/state.ts';
import type { PlanCounts } from '../../contract/planned-changes.ts';
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
  /** Whether its values come from a damaged snapshot. */
  readonly isOfDamaged: boolean;
}

/** The facts about a plan's connection that decide what has to be typed. */
export interface ConfirmedConnection {
  readonly profile: Pick<ConnectionProfile, 'environment' | 'name'>;
  /**
   * Whether the connection's name was typed to unlock it, and the quarter of an hour is not over; for a plan that is
   * only looked at, whether it will have to be typed.
   */
  readonly isNameTyped: boolean;
  /** Whether the name was typed, or will have to be, with this plan in view: not earlier, for another one. */
  readonly isNameTypedForIt: boolean;
}

/**
 * Returns what the operator types before a plan is executed: its prefix or key, or the connection's name where that
 * cannot be typed. `null` where a click is enough: at most a hundred keys lose their value, the connection is not
 * production, no deleted key is an API server's, every written object can be read by it, and no value comes from a damaged
 * snapshot. A plan for one named key
 * of a connection unlocked by its name always takes a click: the operator has typed the name, and sees what happens to
 * the key. A name that was typed with this plan in view is not typed twice.
 */
export function confirmationOf(
  { profile: { environment, name }, isNameTyped, isNameTypedForIt }: ConfirmedConnection,
  { counts, subject, isOneKey, isOfKubernetes, isMalformed, isOfDamaged }: PlannedChanges,
): string | null {
  const losing = counts.delete + counts.overwrite;
  const changed = losing + counts.create;
  const isAsked =
    losing > mostUnasked ||
    environment === 'production' ||
    isMalformed ||
    isOfDamaged ||
    (isOfKubernetes && counts.delete > 0);
  if (changed === 0 || !isAsked || (isNameTyped && isOneKey)) return null;
  const text = typed(textOf(subject), name);
  return isNameTypedForIt && text === name ? null : text;
}

/**
 * Returns what the operator types before operations are executed: `subject`, such as a member's name, or the
 * connection's name where that cannot be typed. `null` where a click is enough: outside production, where they delete a
 * hundred keys at most, and where the connection's name was typed.
 */
export function confirmationOfOperations(
  { profile: { environment, name }, isNameTyped }: ConfirmedConnection,
  subject: string,
  deletedKeys: number,
): string | null {
  const isAsked = environment === 'production' || deletedKeys > mostUnasked;
  return isAsked && !isNameTyped ? typed(subject, name) : null;
}

const typed = (text: string | null, otherwise: string): string =>
  text !== null && text.length <= longest && text.trim() === text && isVisible.test(text) ? text : otherwise;

/** Returns the facts while a plan is only looked at: a locked connection is unlocked beside it, by its name. */
export const confirmedAhead = (
  profile: ConfirmedConnection['profile'],
  readOnly: ReadOnlyState | null,
): ConfirmedConnection => ({
  profile,
  isNameTyped: readOnly !== null,
  isNameTypedForIt: readOnly !== null && readOnly.unlockedUntil === null,
});

/**
 * Returns the facts when a plan is executed; `planned` is the lock as it was when the plan was made. The lock checks the
 * time as well.
 */
export function confirmedNow(
  profile: ConfirmedConnection['profile'],
  readOnly: ReadOnlyState | null,
  planned: ReadOnlyState | null,
): ConfirmedConnection {
  const until = readOnly?.unlockedUntil ?? null;
  return {
    profile,
    isNameTyped: until !== null,
    isNameTypedForIt: until !== null && until !== (planned?.unlockedUntil ?? null),
  };
}

const longest = 200;
/** Visible characters only, and at least one. */
const isVisible = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u;
