import type { LeaseId } from '../../../contract/ids.ts';

/** What can be done with leases; what writes is first shown as a plan. */
export interface LeaseActs {
  readonly grant: () => void;
  readonly attach: (lease: LeaseId) => void;
  readonly revoke: (leases: readonly LeaseId[]) => void;
  readonly keepAlive: (lease: LeaseId) => void;
  readonly letExpire: (lease: LeaseId) => void;
  /** Shows a key on the Keys screen. */
  readonly showKey: (key: Uint8Array) => void;
}
