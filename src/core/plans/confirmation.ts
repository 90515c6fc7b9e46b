import type { ConnectionProfile } from '../../contract/connections.ts';
import type { PlanCounts } from '../../contract/plans.ts';
import { textOf } from '../keyspace/bytes.ts';

/** Up to so many keys deleted or overwritten, one can look through what happens to each. */
const mostUnasked = 100;

/** What a plan would change. */
export interface PlannedChanges {
  readonly counts: PlanCounts;
  /** Its prefix or key. */
  readonly subject: Uint8Array;
  /** Whether keys of a Kubernetes registry are among it. */
  readonly isOfKubernetes: boolean;
}

/**
 * What the operator types before a plan is executed: its prefix or key, or the connection's name where there is none that
 * can be typed. `null` where a click is enough: a hundred keys at most that lose their value, no production, and nothing
 * deleted that an API server relies on.
 */
export function confirmationOf(
  { environment, name }: Pick<ConnectionProfile, 'environment' | 'name'>,
  { counts, subject, isOfKubernetes }: PlannedChanges,
): string | null {
  const losing = counts.delete + counts.overwrite;
  const changed = losing + counts.create;
  const isAsked = losing > mostUnasked || environment === 'production' || (isOfKubernetes && counts.delete > 0);
  if (changed === 0 || !isAsked) return null;
  const text = textOf(subject);
  return text !== null && text.length <= longest && canBeTyped.test(text) ? text : name;
}

const longest = 200;
/** Nothing that cannot be seen, and no space at either end. */
const canBeTyped = /^(?!\s)[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+(?<!\s)$/u;
