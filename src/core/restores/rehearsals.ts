import { join } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import type { JoinNotice, RehearsalNotice } from '../../contract/restores.ts';
import type { SettingsApi } from '../../contract/settings.ts';
import type { RehearsalResult } from '../../contract/snapshots.ts';
import { reapOrphans } from '../sandbox/sandbox-record.ts';
import type { ReadingPorts } from '../snapshot-files/read-snapshot.ts';
import { Queue } from '../streams/queue.ts';
import { joinBackup } from './join-backup.ts';
import { findPrograms, type RehearsalPrograms } from './rehearsal-programs.ts';
import { rehearse } from './rehearse.ts';
import { messageOf } from './throw-away-member.ts';

/** What rehearsals need of the host and of core. */
export interface RehearsalParts {
  readonly ports: ReadingPorts;
  readonly settings: Pick<SettingsApi, 'get'>;
  /** Remembers what a rehearsal showed of a file. Its failure is logged. */
  readonly didRehearse?: (file: string, result: RehearsalResult) => Promise<void>;
  /** How many milliseconds a start may take from a file of so many bytes; by default two minutes, and one for each GiB. */
  readonly startMs?: (bytes: number) => number;
}

/** What is rehearsed, and with which programs: those in a folder, or (`null`) those of the settings or on PATH. */
export interface RehearsalRequest {
  readonly file: string;
  readonly etcd: string | null;
}

const operation = 'restores.rehearse';

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
  run(request: RehearsalRequest, outer: AbortSignal): AsyncGenerator<RehearsalNotice, void> {
    return this.#told(outer, (signal, tell) => this.#rehearse(request, signal, tell));
  }

  /** Joins a full snapshot and its increments. Whether it ends, fails or is stopped, no process and no part of a file is left. */
  join(
    { etcd, ...request }: RehearsalRequest & { readonly into: string },
    outer: AbortSignal,
  ): AsyncGenerator<JoinNotice, void> {
    return this.#told(outer, async (signal, tell) => {
      const { ports, startMs = usualStartMs } = this.#parts;
      await this.reap();
      const programs = await this.#find(etcd);
      try {
        await joinBackup(request, { ports, programs, root: this.#root, startMs, signal, tell });
      } catch (error) {
        throw signal.aborted ? cancelled('restores.join') : error;
      }
    });
  }

  async *#told<Notice>(
    outer: AbortSignal,
    work: (signal: AbortSignal, tell: (notice: Notice) => void) => Promise<void>,
  ): AsyncGenerator<Notice, void> {
    const left = new AbortController();
    const signal = AbortSignal.any([outer, left.signal, this.#closing.signal]);
    const notices = new Queue<Notice>();
    // Beside the generator, so that `close` need not wait for a consumer that has stopped pulling.
    const settled = work(signal, (notice) => notices.put(notice)).then(
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
    const { ports } = this.#parts;
    await this.reap();
    const programs = await this.#find(request.etcd);
    try {
      const { startMs = usualStartMs } = this.#parts;
      const rehearsal = await rehearse(request.file, { ports, programs, root: this.#root, startMs, signal, tell });
      await this.#remember(request.file, { served: rehearsal.served, failure: null }, programs);
      tell({ kind: 'rehearsed', rehearsal });
    } catch (error) {
      if (signal.aborted) throw cancelled(operation);
      if (error instanceof EtcdeckError && (aboutTheFile.has(error.code) || isTooLate(error))) {
        await this.#remember(request.file, { served: false, failure: error.toFailure() }, programs);
      }
      throw error;
    }
  }

  async #find(folder: string | null): Promise<RehearsalPrograms> {
    const { settings, ports } = this.#parts;
    const etcdBinary = folder === null ? (await settings.get({})).etcdBinary : null;
    return await findPrograms(folder, { etcdBinary, settingsFolder: ports.settingsFolder });
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

const GiB = 1024 ** 3;
const usualStartMs = (bytes: number): number => 120_000 + 60_000 * Math.ceil(bytes / GiB);

/** Failures that say something of the file, and not of this machine. */
const aboutTheFile: ReadonlySet<string> = new Set(['RestoreFailed', 'SnapshotInvalid']);

/** Whether the member did not start in time, which leaves the file unproved. A call that had no answer is of the client. */
const isTooLate = (error: EtcdeckError): boolean => error.code === 'DeadlineExceeded' && error.operation === operation;

const cancelled = (of: string): EtcdeckError =>
  new EtcdeckError({ code: 'Cancelled', message: 'it was stopped', operation: of });
