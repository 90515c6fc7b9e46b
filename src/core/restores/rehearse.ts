import { randomBytes, randomInt } from 'node:crypto';
import { join } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import type { Rehearsal, RehearsalNotice } from '../../contract/restores.ts';
import { EtcdClient } from '../etcd/client.ts';
import { restoreWords } from '../etcdctl/restore-words.ts';
import { requireFreeSpace } from '../files/free-space.ts';
import type { MemberProcess } from '../sandbox/member-process.ts';
import { makePlace, type SandboxPlace } from '../sandbox/sandbox-record.ts';
import { issueSandboxTls, type SandboxTls } from '../sandbox/sandbox-tls.ts';
import { startMembers } from '../sandbox/start-members.ts';
import { type ReadingPorts, readSnapshot } from '../snapshot-files/read-snapshot.ts';
import { laterIncrements } from './backup-facts.ts';
import { compareServed, type HeldByFile } from './compare-served.ts';
import type { FileFacts } from './known-files.ts';
import type { RehearsalPrograms } from './rehearsal-programs.ts';
import { besideDatabaseBytes } from './run-restore.ts';
import { isDiskFull, runTool } from './tool-run.ts';

const operation = 'restores.rehearse';
/** The first member's name, and its folder, where members are started. */
const member = 'member-1';
/** Where the restored member's data say that it is reached: no other member ever dials it. */
const peerURL = 'https://127.0.0.1:2380';

/** What a rehearsal is made of. */
export interface RehearsalWorld {
  readonly ports: ReadingPorts;
  readonly programs: RehearsalPrograms;
  /** The folder of all rehearsals. */
  readonly root: string;
  /** How many milliseconds a start may take from a file of so many bytes. */
  readonly startMs: (bytes: number) => number;
  readonly signal: AbortSignal;
  readonly tell: (notice: RehearsalNotice) => void;
}

/**
 * Restores a snapshot into a folder of its own, starts a member on it, compares what it serves, and removes everything.
 * Fails with `RestoreFailed`, `SnapshotInvalid`, `SnapshotChanged`, `DiskFull`, and with `DeadlineExceeded` where the member
 * did not start in time, which tells nothing of the file.
 */
export async function rehearse(file: string, world: RehearsalWorld): Promise<Rehearsal> {
  const { programs, root, signal, tell } = world;
  const begun = performance.now();
  tell({ kind: 'step', step: 'check' });
  const { report, held } = await readHeld(file, world);
  const id = randomBytes(8).toString('hex');
  const place = makePlace(root, id);
  const spawned: MemberProcess[] = [];
  const end = async (): Promise<void> => {
    await Promise.all(spawned.map((one) => one.kill()));
    await held.index.close();
    place.remove();
  };
  try {
    await requireFreeSpace(place.folder, report.bytes + besideDatabaseBytes, { file: place.folder, operation });
    tell({ kind: 'step', step: 'restore' });
    await restore(report, place, world);
    tell({ kind: 'step', step: 'start' });
    tell({ kind: 'line', text: `etcd ${programs.etcd.version}: ${programs.etcd.binary}` });
    // Only its certificate opens what it serves. With auth on, the certificate's name is the user.
    const tls = await issueSandboxTls(place.folder, 'root');
    const endpoint = await start({ tls, place, spawned, bytes: report.bytes }, world);
    tell({ kind: 'step', step: 'compare' });
    const seed = randomInt(2 ** 32);
    tell({ kind: 'line', text: `seed of the keys that are compared: ${seed}` });
    const served = await compared(held, { endpoint, tls, seed, signal });
    tell({ kind: 'step', step: 'stop' });
    await end();
    const { figures } = held;
    return {
      ...served,
      served: served.hashEqual && served.liveKeys === figures.liveKeys && served.differentKeys === 0,
      etcdVersion: programs.etcd.version,
      revision: figures.revision,
      durationMs: Math.round(performance.now() - begun),
    };
  } finally {
    await end();
  }
}

/** Fails with `SnapshotInvalid` for a damaged file, for one of which nothing can be compared, and as `laterIncrements`. */
async function readHeld(file: string, { ports, signal }: RehearsalWorld) {
  await laterIncrements(file);
  const options = { signal, isFresh: false, onDidRead: () => undefined };
  const { report, index, fingerprint } = await readSnapshot(ports, file, options);
  const { figures, integrity } = report;
  if (figures === null || index === null || integrity.verdict === 'damaged') {
    await index?.close();
    const reason = integrity.findings[0]?.message ?? 'it holds no keys that can be read';
    throw new EtcdeckError({ code: 'SnapshotInvalid', message: reason, operation, detail: { file, reason } });
  }
  const held: HeldByFile = { file, figures, index, fingerprint };
  return { report, held };
}

async function restore(
  { file, integrity }: FileFacts['report'],
  place: SandboxPlace,
  { programs, signal, tell }: RehearsalWorld,
): Promise<void> {
  const { tool } = programs;
  tell({ kind: 'line', text: `${tool.program} ${tool.version}: ${tool.file}` });
  const args = restoreWords({
    ...{ file, name: member, initialCluster: `${member}=${peerURL}`, peerURLs: [peerURL] },
    ...{ token: 'etcdeck-rehearsal', dataDir: join(place.folder, member), walDir: null, bumpRevision: null },
    skipsHashCheck: integrity.findings.some(({ code }) => code === 'NoTrailer'),
  });
  const run = { file: tool.file, args, signal, onDidSpawn: (pid: number) => place.addMember(pid) };
  for await (const text of runTool(run)) tell({ kind: 'line', text });
}

/** Starts the member on what was restored, and returns its endpoint. */
async function start(
  {
    tls,
    place,
    spawned,
    bytes,
  }: {
    readonly tls: SandboxTls;
    readonly place: SandboxPlace;
    readonly spawned: MemberProcess[];
    readonly bytes: number;
  },
  { programs, startMs, signal }: RehearsalWorld,
): Promise<string> {
  try {
    const [started] = await startMembers({
      binary: programs.etcd.binary,
      folder: place.folder,
      count: 1,
      clientTls: tls.clientPort,
      peerTls: tls.peerPort,
      // It is thrown away, and a quota would only raise an alarm.
      args: ['--unsafe-no-fsync', '--quota-backend-bytes=-1'],
      timeoutMs: startMs(bytes),
      signal,
      onDidSpawn(process) {
        spawned.push(process);
        place.addMember(process.pid);
      },
    });
    if (started === undefined) throw new Error('no member was started');
    return started.plan.endpoint;
  } catch (error) {
    if (signal.aborted) throw error;
    throw notStarted(error, programs.etcd.version);
  }
}

/** A machine may be too slow or too full for a start; only a member that ends for another reason says something of the file. */
function notStarted(error: unknown, version: string): EtcdeckError {
  const reason = messageOf(error);
  if (error instanceof EtcdeckError && error.code === 'DeadlineExceeded') {
    const message = `etcd ${version} did not start from it in time: ${reason}`;
    return new EtcdeckError({ code: 'DeadlineExceeded', message, operation, retry: true }, { cause: error });
  }
  const code = isDiskFull(reason) ? 'DiskFull' : 'RestoreFailed';
  const message = `etcd ${version} does not start from it: ${reason}`;
  return new EtcdeckError({ code, message, operation }, { cause: error });
}

async function compared(
  held: HeldByFile,
  {
    endpoint,
    tls,
    seed,
    signal,
  }: {
    readonly endpoint: string;
    readonly tls: SandboxTls;
    readonly seed: number;
    readonly signal: AbortSignal;
  },
) {
  const client = new EtcdClient({
    endpoints: [endpoint],
    tls: { ...tls.pems, serverName: null, skipVerify: false },
    ...{ user: null, password: null },
  });
  try {
    return await compareServed(held, { client, endpoint, seed, signal });
  } finally {
    client.close();
  }
}

/** Returns what an error says. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
