import { z } from 'zod';
import type { Bounds } from '../../connections/bounded-wait.ts';
import type { OpenConnection } from '../../connections/held/open-connections.ts';
import { once } from '../../once.ts';
import { askMemberJson } from './member-json.ts';

/** What a member's `/debug/vars` says of its raft and of its process. Unknown is `null`. */
export interface DebugVars {
  readonly commit: number | null;
  readonly applied: number | null;
  /** The command line that started it, the program first; `null` where it is another program's, or cannot be printed. */
  readonly args: readonly string[] | null;
}

const mostArgs = 512;
const longestArg = 8_192;

const index = () => z.number().int().nonnegative();
const shape = once(() =>
  z.object({
    cmdline: z.array(z.string().max(longestArg)).min(1).max(mostArgs).optional().catch(undefined),
    'raft.status': z.object({ commit: index(), applied: index() }).optional().catch(undefined),
  }),
);

/** Asks a member for its `/debug/vars`. Returns `null` where it serves none. Fails as `askMemberJson` does. */
export async function askDebugVars(
  connection: Pick<OpenConnection, 'get'>,
  endpoint: string,
  bounds: Bounds,
): Promise<DebugVars | null> {
  return readDebugVars(await askMemberJson(connection, endpoint, '/debug/vars', bounds));
}

/** Reads what `/debug/vars` answered, which is unchecked but for its form and size. `null` where it is not a member's. */
export function readDebugVars(answer: unknown): DebugVars | null {
  const found = shape().safeParse(answer);
  if (!found.success) return null;
  const { cmdline = null, 'raft.status': raft } = found.data;
  return {
    commit: raft?.commit ?? null,
    applied: raft?.applied ?? null,
    args: cmdline !== null && isEtcd(cmdline[0] ?? '') && !cmdline.some((arg) => arg.includes('\0')) ? cmdline : null,
  };
}

/** k3s runs etcd within its own process, whose flags are not etcd's; any other program is not started again. */
function isEtcd(program: string): boolean {
  return /^etcd(?!ctl|utl)[A-Za-z0-9._-]{0,64}$/.test(program.slice(program.lastIndexOf('/') + 1));
}
