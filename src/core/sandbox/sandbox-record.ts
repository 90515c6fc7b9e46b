import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { identityOf, isStillRunning, killExactly, type ProcessIdentity } from '../work/process-identity.ts';
import { startGuardian } from './guardian.ts';

const identitySchema = z.object({ pid: z.int(), startedAt: z.string() });
const recordSchema = z.object({
  // A settings folder may be on a network: another machine's process ids mean nothing here.
  machine: z.string(),
  host: identitySchema,
  members: z.array(identitySchema),
});

/**
 * The files of one sandbox: `<root>/<id>/` with its certificates and data, and `<root>/<id>.json` with its processes.
 * The record is written before the folder and before every process, and removed last, so that a host killed at any
 * moment leaves a record of everything it left. A guardian removes all of it as soon as the host has ended; the record is
 * for what ends both, as a power cut.
 */
export interface SandboxPlace {
  readonly folder: string;
  /** Adds a process just started. Written synchronously, before any other code runs. */
  addMember(pid: number): void;
  /** Forgets a process that has ended. */
  memberEnded(pid: number): void;
  /** Removes the folder, then the record. Every process must have ended. */
  remove(): void;
}

/** Creates a sandbox's folder and record. Where the system cannot identify processes (Windows), nothing is recorded. */
export function makePlace(root: string, id: string): SandboxPlace {
  const folder = join(root, id);
  const record = `${folder}.json`;
  const host = identityOf(process.pid);
  let members: readonly ProcessIdentity[] = [];
  let isRemoved = false;
  const write = (): void => {
    if (host === null || isRemoved) return;
    writeFileSync(`${record}.new`, JSON.stringify({ machine: hostname(), host, members }), { mode: 0o600 });
    renameSync(`${record}.new`, record);
  };
  mkdirSync(root, { recursive: true, mode: 0o700 });
  write();
  const guardian = startGuardian(id, folder, record);
  mkdirSync(folder, { mode: 0o700 });
  return {
    folder,
    addMember(pid) {
      const identity = identityOf(pid);
      if (identity === null) return;
      guardian?.process(pid);
      members = [...members, identity];
      write();
    },
    memberEnded(pid) {
      if (members.every((member) => member.pid !== pid)) return;
      guardian?.processGone(pid);
      members = members.filter((member) => member.pid !== pid);
      try {
        write();
      } catch {
        // The record names a process too many, which is known by its start time not to be another one.
      }
    },
    remove() {
      isRemoved = true;
      removePlace(folder, record);
      guardian?.dismiss();
    },
  };
}

/**
 * Kills the members and removes the folders that killed hosts of this machine left. A sandbox whose host lives is left
 * alone, and so is every process whose start time or command line differs from the record. Returns the folders removed;
 * a sandbox that cannot be cleared is reported to `onDidFail` and stays for the next time.
 */
export async function reapOrphans(root: string, onDidFail: (path: string, error: unknown) => void): Promise<string[]> {
  const removed: string[] = [];
  for (const record of recordsIn(root)) {
    const folder = record.slice(0, -'.json'.length);
    try {
      const { machine, host, members } = recordSchema.parse(JSON.parse(readFileSync(record, 'utf8')));
      if (machine !== hostname() || isStillRunning(host)) continue;
      // The random id is in every path given to a member, however the settings folder is spelt today.
      const killed = members.filter((member) => killExactly(member, basename(folder)));
      await Promise.all(killed.map(untilGone));
      removePlace(folder, record);
      removed.push(folder);
    } catch (error) {
      onDidFail(record, error);
    }
  }
  return removed;
}

function recordsIn(root: string): readonly string[] {
  try {
    return readdirSync(root)
      .filter((name) => name.endsWith('.json'))
      .map((name) => join(root, name));
  } catch {
    // No sandbox was ever started here.
    return [];
  }
}

function removePlace(folder: string, record: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  rmSync(record, { force: true });
}

// The end of a process that is not our child is not reported, so it is polled, for 5 s at most.
async function untilGone(identity: ProcessIdentity): Promise<void> {
  for (let waited = 0; isStillRunning(identity); waited += 10) {
    if (waited > 5_000) throw new Error(`process ${identity.pid} does not end`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
