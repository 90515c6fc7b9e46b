import type { IStatusResponse } from 'etcd3';
import type { EtcdCallOptions, EtcdClient } from './client.ts';

/** What is asked of a downgrade: whether it could be made, its beginning, or its end before it is done. */
export type DowngradeAction = 'Validate' | 'Enable' | 'Cancel';

// Reported from 3.6 on.
interface StatusResponse extends IStatusResponse {
  readonly downgradeInfo: { readonly enabled: boolean; readonly targetVersion: string } | null;
}

/**
 * Returns the version that a member's cluster is being downgraded to, as `3.6.0`; `null` where no downgrade is under way,
 * or the member is older than 3.6. Needs no quorum.
 */
export async function downgradeTarget(
  client: EtcdClient,
  endpoint: string,
  options?: Omit<EtcdCallOptions, 'endpoint'>,
): Promise<string | null> {
  const { answer } = await client.call(
    // The descriptor decodes the newer fields that etcd3's type lacks.
    async ({ maintenance }) => (await maintenance.status()) as StatusResponse,
    { ...options, endpoint },
  );
  return answer.downgradeInfo?.enabled === true ? answer.downgradeInfo.targetVersion : null;
}

/**
 * Validates, enables or cancels a downgrade of the cluster by one minor version. On 3.6 and 3.7 it takes effect in
 * milliseconds; on 3.5 it takes effect and answers that it failed. Validating changes nothing. With auth only root may.
 * Fails with `InvalidDowngradeTargetVersion`, `DowngradeInProcess`, and before 3.5 with `Unimplemented`.
 */
export async function downgrade(
  client: EtcdClient,
  action: DowngradeAction,
  version: string,
  options?: EtcdCallOptions,
): Promise<void> {
  await client.call(({ maintenance }) => maintenance.downgrade({ action, version }), options);
}
