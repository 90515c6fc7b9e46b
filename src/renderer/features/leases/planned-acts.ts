import type { Api } from '../../../contract/api.ts';
import type { ConnectionId, LeaseId } from '../../../contract/ids.ts';
import type { PlanRequest } from '../../state/plans.ts';
import { escapeBytes } from '../../ui/byte-text.ts';
import { plural } from '../../ui/format.ts';

interface ActParts {
  readonly api: Pick<Api, 'plans'>;
  readonly connection: ConnectionId;
  readonly onDidEnd: () => void;
}

export const grantRequest = ({ api, connection, onDidEnd }: ActParts, ttl: number): PlanRequest => ({
  title: 'Grant a lease?',
  confirm: 'Grant it',
  doing: 'Granting a lease',
  plan: (options) => api.plans.planLeaseGrant({ connection, ttl }, options),
  onDidEnd,
});

export const revokeRequest = ({ api, connection, onDidEnd }: ActParts, leases: readonly LeaseId[]): PlanRequest => {
  const what = leases.length === 1 ? `the lease ${leases[0]}` : plural(leases.length, 'lease');
  return {
    title: `Revoke ${what}?`,
    confirm: leases.length === 1 ? 'Revoke it' : 'Revoke them',
    doing: `Revoking ${what}`,
    plan: (options) => api.plans.planLeaseRevoke({ connection, leases }, options),
    onDidEnd,
  };
};

/** A key to attach, as it was seen. */
export interface KeyToAttach {
  readonly key: Uint8Array;
  readonly modRevision: number;
}

export const attachRequest = (
  { api, connection, onDidEnd }: ActParts,
  lease: LeaseId,
  { key, modRevision }: KeyToAttach,
): PlanRequest => ({
  title: `Attach ${escapeBytes(key).text} to the lease ${lease}?`,
  confirm: 'Attach it',
  doing: `Attaching a key to the lease ${lease}`,
  did: { verb: 'Attached' },
  plan: (options) =>
    api.plans.planKey({ connection, key, expectedModRevision: modRevision, put: { value: 'keep', lease } }, options),
  onDidEnd,
});
