import type { MemberStatus } from '../../contract/cluster.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import { readFigures } from './member-figures.ts';

/** A member and its quota in bytes; `null`: not known. */
export interface MemberQuota {
  readonly row: MemberStatus;
  readonly quota: number | null;
}

/**
 * Reads each member's quota: from its metrics, which every version has, else from its status, which before 3.6.6 may tell
 * another one than the server goes by (etcd#20790).
 */
export async function readQuotas(
  connection: Pick<OpenConnection, 'get'>,
  members: readonly MemberStatus[],
  signal: AbortSignal,
): Promise<readonly MemberQuota[]> {
  return await Promise.all(
    members.map(async (row) => {
      const figures = await readFigures(connection, row, signal);
      return { row, quota: figures?.quota ?? row.dbSizeQuota };
    }),
  );
}
