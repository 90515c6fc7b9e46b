import { constants } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { EtcdProgram } from '../../../contract/programs.ts';
import { restoreWords } from '../../etcdctl/restore-words.ts';
import { requireFreeSpace } from '../../files/free-space.ts';
import type { ProgramPlaces } from '../../programs/find-etcd.ts';
import { findPrograms } from '../../restores/rehearsal-programs.ts';
import { hasNoHash, requireWhole } from '../../restores/require-whole.ts';
import { besideDatabaseBytes } from '../../restores/run-restore.ts';
import { runTool } from '../../restores/tool-run.ts';
import type { SandboxPlace } from '../../sandbox/sandbox-record.ts';
import type { ReadingPorts } from '../../snapshot-files/read-snapshot.ts';
import { peerURLOf } from './lab-hosts.ts';
import { dataDirOf } from './lab-member.ts';

const operation = 'lab.start';

/** A snapshot that members can be restored from. */
export interface LabSnapshot {
  readonly file: string;
  readonly bytes: number;
  readonly skipsHashCheck: boolean;
}

/** A member that gets data. */
export interface RestoredMember {
  readonly name: string;
  readonly peerHost: string;
  readonly etcd: EtcdProgram;
}

/** Reads a snapshot whole. Fails as `requireWhole`. */
export async function checkSnapshot(file: string, ports: ReadingPorts, signal: AbortSignal): Promise<LabSnapshot> {
  const { report, held } = await requireWhole(file, { ports, signal, operation });
  await held.index.close();
  return { file, bytes: report.bytes, skipsHashCheck: hasNoHash(report) };
}

/**
 * Restores the data of each member, and keeps a copy of each for a reset. Returns the copies by their members' names. Fails
 * with `RestoreFailed`, `ToolMissing`, `DiskFull`, `Cancelled`.
 */
export async function restoreData(
  { file, bytes, skipsHashCheck }: LabSnapshot,
  members: readonly RestoredMember[],
  into: {
    readonly place: SandboxPlace;
    readonly token: string;
    readonly places: ProgramPlaces;
    readonly signal: AbortSignal;
    readonly tell: (detail: string) => void;
  },
): Promise<ReadonlyMap<string, string>> {
  const { place, token, places, signal, tell } = into;
  const { folder } = place;
  await requireFreeSpace(folder, members.length * (2 * bytes + besideDatabaseBytes), { file: folder, operation });
  const initialCluster = members.map(({ name, peerHost }) => `${name}=${peerURLOf(peerHost)}`).join(',');
  const copies = new Map<string, string>();
  await mkdir(join(folder, 'members'), { recursive: true, mode: 0o700 });
  for (const [at, { name, peerHost, etcd }] of members.entries()) {
    tell(`Restoring ${name}, ${at + 1} of ${members.length}`);
    const { tool } = await findPrograms(dirname(etcd.binary), places);
    const dataDir = dataDirOf(folder, name);
    const args = restoreWords({
      ...{ file, name, initialCluster, peerURLs: [peerURLOf(peerHost)], token, dataDir, skipsHashCheck },
      ...{ walDir: null, bumpRevision: null },
    });
    await run(place, { file: tool.file, args, signal });
    const copy = join(folder, 'start', name);
    await copyData(dataDir, copy);
    copies.set(name, copy);
  }
  return copies;
}

async function run(
  place: SandboxPlace,
  request: { readonly file: string; readonly args: readonly string[]; readonly signal: AbortSignal },
): Promise<void> {
  const started: number[] = [];
  const onDidSpawn = (pid: number): void => {
    started.push(pid);
    place.addMember(pid);
  };
  try {
    // It is a generator that runs the tool as long as its lines are read.
    for await (const _ of runTool({ ...request, onDidSpawn }));
  } finally {
    for (const pid of started) place.memberEnded(pid);
  }
}

/** Copies a member's data, without taking up space where the file system can. */
export const copyData = (from: string, to: string): Promise<void> =>
  cp(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE });
