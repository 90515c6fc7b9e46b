import type { CallOptions } from '../../../contract/abort.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { OpenConnection } from '../../connections/held/open-connections.ts';
import { askDebugVars } from '../command-line/debug-vars.ts';
import { flagsIn } from '../command-line/etcd-args.ts';
import { askVersion } from '../command-line/member-version.ts';

/** What a running member says of its own start. */
interface RunningMember {
  /** The flags of its command line by name; those from variables or a file are not among them. */
  readonly flags: ReadonlyMap<string, string>;
  /** `3.5.30`. */
  readonly version: string | null;
}

const mostAsked = 5;
const timeoutMs = 2_000;

/**
 * Asks members how they were started, at a few endpoints at a time, and returns the first one that says it. Needs no
 * quorum. Where none answers, nothing is known. Rejects with `Cancelled` only.
 */
export async function askRunningMember(
  connection: Pick<OpenConnection, 'get'>,
  endpoints: readonly string[],
  { signal }: CallOptions = {},
): Promise<RunningMember> {
  const bounds = { timeoutMs, signal };
  const asked = [...new Set(endpoints)].slice(0, mostAsked);
  const said = await Promise.all(
    asked.map(async (endpoint) => {
      const [vars, version] = await Promise.all([
        unlessFailed(askDebugVars(connection, endpoint, bounds)),
        unlessFailed(askVersion(connection, endpoint, bounds)),
      ]);
      return { flags: flagsIn(vars?.args ?? []), version: releaseIn(version?.server ?? '') };
    }),
  );
  return {
    flags: said.find(({ flags }) => flags.size > 0)?.flags ?? new Map(),
    version: said.find(({ version }) => version !== null)?.version ?? null,
  };
}

async function unlessFailed<T>(asking: Promise<T>): Promise<T | null> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof EtcdeckError && error.code !== 'Cancelled') return null;
    throw error;
  }
}

/** Returns a version that is a release's, whose image can be named. */
const releaseIn = (version: string): string | null => (/^\d{1,4}\.\d{1,4}\.\d{1,4}$/.test(version) ? version : null);
