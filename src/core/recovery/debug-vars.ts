import { z } from 'zod';

/** What a member's `/debug/vars` says of its raft and of its process. Unknown is `null`. */
export interface DebugVars {
  readonly commit: number | null;
  readonly applied: number | null;
  /** The command line that started it, the program first; `null` where it cannot be printed as it is. */
  readonly args: readonly string[] | null;
}

/** The most that is read of it, in bytes; members answer with 5 kB. */
export const mostVarsBytes = 256 * 1024;
const mostArgs = 512;
const longestArg = 8_192;

const index = z.number().int().nonnegative();
const shape = z.object({
  cmdline: z.array(z.string().max(longestArg)).min(1).max(mostArgs).optional().catch(undefined),
  'raft.status': z.object({ commit: index, applied: index }).optional().catch(undefined),
});

/** Reads `/debug/vars`. Returns `null` where it is not a member's. */
export function readDebugVars(body: Uint8Array): DebugVars | null {
  const found = shape.safeParse(jsonIn(body));
  if (!found.success) return null;
  const { cmdline = null, 'raft.status': raft } = found.data;
  return {
    commit: raft?.commit ?? null,
    applied: raft?.applied ?? null,
    args: cmdline?.every((arg) => !arg.includes('\0')) ? cmdline : null,
  };
}

function jsonIn(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return null;
  }
}
