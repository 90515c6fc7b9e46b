import type { ClusterStatus } from '../../contract/cluster.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { MemberId } from '../../contract/ids.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import { askDebugVars } from '../members/command-line/debug-vars.ts';
import { flagsIn } from '../members/command-line/etcd-args.ts';

/** The flags of members' command lines by name; settings from variables or a file are missing. */
export type CommandLines = ReadonlyMap<MemberId, ReadonlyMap<string, string>>;

const timeoutMs = 2_000;
const mostAsked = 8;

/**
 * Reads the command line of each member, without the members that do not serve it. Costs a member 2 ms of CPU. Rejects
 * with `Cancelled` only.
 */
export async function askCommandLines(
  connection: Pick<OpenConnection, 'get'>,
  members: ClusterStatus['members'],
  signal: AbortSignal,
): Promise<CommandLines> {
  const asked = members.slice(0, mostAsked).map(async ({ id, endpoint }) => {
    if (endpoint === null) return [];
    try {
      const args = (await askDebugVars(connection, endpoint, { timeoutMs, signal }))?.args ?? null;
      return args === null ? [] : [[id, flagsIn(args)] as const];
    } catch (error) {
      if (error instanceof EtcdeckError && error.code !== 'Cancelled') return [];
      throw error;
    }
  });
  return new Map((await Promise.all(asked)).flat());
}
