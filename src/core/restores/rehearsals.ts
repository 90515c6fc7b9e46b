import { randomBytes, randomInt } from 'node:crypto';
import { join } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import type { Rehearsal, RehearsalNotice } from '../../contract/restores.ts';
import type { SettingsApi } from '../../contract/settings.ts';
import type { RehearsalResult } from '../../contract/snapshots.ts';
import { EtcdClient } from '../etcd/client.ts';
import { restoreWords } from '../etcdctl/restore-words.ts';
import { requireFreeSpace } from '../files/free-space.ts';
import type { Ports } from '../ports.ts';
import type { MemberProcess } from '../sandbox/member-process.ts';
import { makePlace, reapOrphans, type SandboxPlace } from '../sandbox/sandbox-record.ts';
import { issueSandboxTls, type SandboxTls } from '../sandbox/sandbox-tls.ts';
import { startMembers } from '../sandbox/start-members.ts';
import { readSnapshot } from '../snapshot-files/read-snapshot.ts';
import { Queue } from '../streams/queue.ts';
import { compareServed, type HeldByFile } from './compare-served.ts';
import type { FileFacts, ReadingPorts } from './known-files.ts';
import { findPrograms, type RehearsalPrograms } from './rehearsal-programs.ts';
import { besideDatabaseBytes } from './run-restore.ts';
import { runTool } from './tool-run.ts';

/** What rehearsals need of the host and of core. */
export interface RehearsalParts {
  readonly ports: ReadingPorts & Pick<Ports, 'clock'>;
  readonly settings: Pick<SettingsApi, 'get'>;
  /** Remembers what a rehearsal showed of a file. Its failure is logged. */
  readonly didRehearse?: (file: string, result: RehearsalResult) => Promise<void>;
}

/** What is rehearsed, and with which programs: those in a folder, or (`null`) those of the settings or on PATH. */
export interface RehearsalRequest {
  readonly file: string;
  readonly etcd: string | null;
}

const operation = 'restores.rehearse';
/** The first member's name, and its folder, where members are started. */
const member = 'member-1';
/** Where the restored member's data say that it is reached: no other member ever dials it. */
const peerURL = 'https://127.0.0.1:2380';
/** How long a start may take, and more for each GiB. */
const [startMs, startMsEachGiB] = [120_000, 60_000];
const GiB = 1024 ** 3;

/**
 * Proves that snapshots can be restored, in `<settings folder>/rehearsals`: beside the operator's other data, where
 * nobody else can look, and not in a temporary folder, which may be in memory.
 */
export class Rehearsals {
  readonly #parts: RehearsalParts;
  readonly #root: string;
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<unknown>>();
  #reaping: Promise<void> | null = null;

  constructor(parts: RehearsalParts) {
    this.#parts = parts;
    this.#root = join(parts.ports.settingsFolder, 'rehearsals');
  }

  /** Kills the members and removes the folders that killed hosts left. Runs once, at the latest before the first use. */
  reap(): Promise<void> {
    const { log } = this.#parts.ports;
    this.#reaping ??= reapOrphans(this.#root, (record, error) =>
      log.warn('a rehearsal that a killed host left could not be removed', { record, error: messageOf(error) }),
    ).then((folders) => {
      if (folders.length > 0) log.info('removed rehearsals that a killed host had left', { folders });
    });
    return this.#reaping;
  }

  /** Stops every rehearsal. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#running);
  }

  /** Rehearses one file. Whether it ends, fails or is stopped, no process and no file is left. */
  async *run(request: RehearsalRequest, outer: AbortSignal): AsyncGenerator<RehearsalNotice, void> {
    const left = new AbortController();
    const signal = AbortSignal.any([outer, left.signal, this.#closing.signal]);
    const notices = new Queue<RehearsalNotice>();
    // Beside the generator, so that `close` need not wait for a consumer that has stopped pulling.
    const work = this.#rehearse(request, signal, (notice) => notices.put(notice));
    const settled = work.then(
      () => notices.close(),
      (error: unknown) => notices.close(error),
    );
    this.#running.add(settled);
    void settled.then(() => this.#running.delete(settled));
    try {
      yield* notices;
    } finally {
      left.abort();
      await settled;
    }
  }

  async #rehearse(
    request: RehearsalRequest,
    signal: AbortSignal,
    tell: (notice: RehearsalNotice) => void,
  ): Promise<void> {
    const { ports, settings } = this.#parts;
    await this.reap();
    const programs = await findPrograms(request.etcd, settings);
    try {
      const rehearsal = await rehearse(request.file, { ports, programs, root: this.#root, signal, tell });
      await this.#remember(request.file, { served: rehearsal.served, failure: null }, programs);
      tell({ kind: 'rehearsed', rehearsal });
    } catch (error) {
      if (signal.aborted) throw cancelled();
      if (error instanceof EtcdeckError && aboutTheFile.has(error.code)) {
        await this.#remember(request.file, { served: false, failure: error.toFailure() }, programs);
      }
      throw error;
    }
  }

  async #remember(
    file: string,
    result: Pick<RehearsalResult, 'served' | 'failure'>,
    { etcd }: RehearsalPrograms,
  ): Promise<void> {
    const { ports, didRehearse } = this.#parts;
    try {
      await didRehearse?.(file, { ...result, at: ports.clock.now(), etcdVersion: etcd.version });
    } catch (error) {
      ports.log.warn('What a rehearsal showed is not in the catalogue', { file, reason: messageOf(error) });
    }
  }
}

/** What a rehearsal is made of. */
interface World {
  readonly ports: ReadingPorts;
  readonly programs: RehearsalPrograms;
  readonly root: string;
  readonly signal: AbortSignal;
  readonly tell: (notice: RehearsalNotice) => void;
}

async function rehearse(file: string, world: World): Promise<Rehearsal> {
  const { programs, root, signal, tell } = world;
  const begun = performance.now();
  tell({ kind: 'step', step: 'check' });
  const { report, held } = await readHeld(file, world);
  const id = randomBytes(8).toString('hex');
  const place = makePlace(root, id);
  const spawned: MemberProcess[] = [];
  const end = async (): Promise<void> => {
    await Promise.all(spawned.map((one) => one.kill()));
    place.remove();
  };
  try {
    await requireFreeSpace(place.folder, report.bytes + besideDatabaseBytes, { file: place.folder, operation });
    tell({ kind: 'step', step: 'restore' });
    await restore(report, place, world);
    tell({ kind: 'step', step: 'start' });
    tell({ kind: 'line', text: `etcd ${programs.etcd.version}: ${programs.etcd.binary}` });
    // Only whoever has its certificate may read what it serves. With auth on, its name is the user.
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

/** Fails with `SnapshotInvalid` for a file of which nothing can be compared. What else is wrong, the tool has to find. */
async function readHeld(file: string, { ports, signal, tell }: World) {
  const options = { signal, isFresh: false, onDidRead: () => undefined };
  const { report, index, fingerprint } = await readSnapshot(ports, file, options);
  const { figures, integrity } = report;
  const [first] = integrity.findings;
  if (figures === null || index === null) {
    const reason = first?.message ?? 'it holds no keys that can be read';
    throw new EtcdeckError({ code: 'SnapshotInvalid', message: reason, operation, detail: { file, reason } });
  }
  if (integrity.verdict === 'damaged') tell({ kind: 'line', text: `The file is damaged: ${first?.message ?? ''}` });
  const held: HeldByFile = { file, figures, index, fingerprint };
  return { report, held };
}

async function restore(
  { file, integrity }: FileFacts['report'],
  place: SandboxPlace,
  { programs, signal, tell }: World,
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
  { programs, signal }: World,
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
      timeoutMs: startMs + startMsEachGiB * Math.ceil(bytes / GiB),
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
    const message = `etcd ${programs.etcd.version} does not start from it: ${messageOf(error)}`;
    throw new EtcdeckError({ code: 'RestoreFailed', message, operation }, { cause: error });
  }
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

/** Failures that say something of the file, and not of this machine. */
const aboutTheFile: ReadonlySet<string> = new Set(['RestoreFailed', 'SnapshotInvalid']);

const cancelled = (): EtcdeckError =>
  new EtcdeckError({ code: 'Cancelled', message: 'the rehearsal was stopped', operation });

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
