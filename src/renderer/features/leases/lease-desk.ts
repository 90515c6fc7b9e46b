import type { LeaseId } from '../../../contract/ids.ts';
import { createDesk } from '../../state/desk.ts';

/** What can be begun on the screen of leases. */
export interface LeaseBeginnings {
  readonly grant: (ttl: number) => void;
  readonly revoke: (leases: readonly LeaseId[]) => void;
  readonly showLease: (lease: LeaseId) => void;
}

export const leaseDesk = createDesk<LeaseBeginnings>();
