import type { IStatusResponse } from 'etcd3';
import type { AlarmType } from '../../contract/cluster.ts';
import type { ClusterId, MemberId } from '../../contract/ids.ts';
import type { EtcdCallOptions, EtcdClient } from './client.ts';
import { toClusterId, toMemberId, toNumber } from './ids.ts';

/** What one member says of itself. `null`: this version does not report it. */
export interface EndpointStatus {
  readonly clusterId: ClusterId;
  readonly memberId: MemberId;
  /** `null` when the member sees no leader. */
  readonly leader: MemberId | null;
  readonly version: string;
  /** Bytes of the database file, and of its part in use. */
  readonly dbSize: number;
  readonly dbSizeInUse: number | null;
  /** From 3.6. */
  readonly dbSizeQuota: number | null;
  readonly storageVersion: string | null;
  readonly raftTerm: number;
  readonly raftIndex: number;
  readonly raftAppliedIndex: number;
  readonly revision: number;
  readonly isLearner: boolean;
  /** In the member's words: "etcdserver: no leader", alarms. */
  readonly errors: readonly string[];
  readonly latencyMs: number;
}

// From 3.6; the defaults before.
interface StatusResponse extends IStatusResponse {
  readonly storageVersion: string;
  readonly dbSizeQuota: string;
}

/** Asks one member, and needs no quorum. With auth, root may ask; others fail with `PermissionDenied` from 3.5. */
export async function status(
  client: EtcdClient,
  endpoint: string,
  options?: Omit<EtcdCallOptions, 'endpoint'>,
): Promise<EndpointStatus> {
  const { answer, latencyMs } = await client.call(
    // The descriptor decodes the newer fields that etcd3's type lacks.
    async ({ maintenance }) => (await maintenance.status()) as StatusResponse,
    { ...options, endpoint },
  );
  return {
    clusterId: toClusterId(answer.header.cluster_id),
    memberId: toMemberId(answer.header.member_id),
    leader: answer.leader === '0' ? null : toMemberId(answer.leader),
    version: answer.version,
    dbSize: toNumber(answer.dbSize),
    dbSizeInUse: reported(answer.dbSizeInUse),
    dbSizeQuota: reported(answer.dbSizeQuota),
    storageVersion: answer.storageVersion || null,
    raftTerm: toNumber(answer.raftTerm),
    raftIndex: toNumber(answer.raftIndex),
    raftAppliedIndex: toNumber(answer.raftAppliedIndex),
    revision: toNumber(answer.header.revision),
    isLearner: answer.isLearner,
    errors: answer.errors,
    latencyMs,
  };
}

/** The alarms that are raised. Goes through raft: without quorum it fails after 7 s, or the call's own time. */
export async function alarms(
  client: EtcdClient,
  endpoint?: string,
  options?: Omit<EtcdCallOptions, 'endpoint'>,
): Promise<readonly { readonly member: MemberId; readonly type: AlarmType }[]> {
  const { answer } = await client.call(({ maintenance }) => maintenance.alarm({ action: 'Get' }), {
    ...options,
    endpoint,
  });
  return answer.alarms.flatMap(({ memberID, alarm }) => {
    const type = alarmTypes[alarm];
    return type === undefined ? [] : [{ member: toMemberId(memberID), type }];
  });
}

// etcd3's names. A kind of alarm that a later version adds comes as a number, and is none of these.
const alarmTypes: Readonly<Record<string, AlarmType | undefined>> = { Nospace: 'NOSPACE', Corrupt: 'CORRUPT' };

/** Zero stands for "not reported": no database is empty, and no quota is none. */
function reported(decimal: string): number | null {
  return decimal === '0' ? null : toNumber(decimal);
}
