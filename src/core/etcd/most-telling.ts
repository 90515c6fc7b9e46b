import type { EtcdeckError } from '../../contract/failure.ts';
import { isEtcdErrorCode } from './rpctypes.ts';

/**
 * Returns the failure to report where every endpoint failed in its own way: a member's own answer says more than that
 * others cannot be reached. `null` where none failed.
 */
export const mostTelling = (failures: readonly EtcdeckError[]): EtcdeckError | null =>
  failures.find(({ code }) => isEtcdErrorCode(code)) ?? failures[0] ?? null;
