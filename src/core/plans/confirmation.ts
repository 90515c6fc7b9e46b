import type { ConnectionProfile } from '../../contract/connections.ts';
import type { PlanCounts } from '../../contract/plans.ts';
import { textOf } from '../keyspace/bytes.ts';

/** Up to so many keys deleted or overwritten, one can look through what happens to each. */
const mostUnasked = 100;

/**
 * What the operator types before a plan is executed: its prefix or key, or the connection's name where there is none that
 * can be typed. `null` where a click is enough: a hundred keys at most that lose their value, and no production.
 */
export function confirmationOf(
  { environment, name }: Pick<ConnectionProfile, 'environment' | 'name'>,
  counts: PlanCounts,
  subject: Uint8Array,
): string | null {
  const losing = counts.delete + counts.overwrite;
  const changed = losing + counts.create;
  if (changed === 0 || (losing <= mostUnasked && environment !== 'production')) return null;
  const text = textOf(subject);
  return text !== null && text.length <= longest && canBeTyped.test(text) ? text : name;
}

const longest = 200;
/** Nothing that cannot be seen, and no space at either end. */
const canBeTyped = /^(?!\s)[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+(?<!\s)$/u;
