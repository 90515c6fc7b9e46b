import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import { EtcdClient } from '../etcd/client.ts';
import { restoreWords } from '../etcdctl/restore-words.ts';
import { requireFreeSpace } from '../files/free-space.ts';
import { isDiskFull } from '../programs/run-program.ts';
import type { MemberProcess } from '../sandbox/member-process.ts';
import { makePlace, type SandboxPlace } from '../sandbox/sandbox-record.ts';
import { issueSandboxTls, type SandboxTls } from '../sandbox/sandbox-tls.ts';
import { startMembers } from '../sandbox/start-members.ts';
import type { RehearsalPrograms } from './rehearsal-programs.ts';
import { besideDatabaseBytes } from './run-restore.ts';
import { runTool } from './tool-run.ts';

/** The first member's name, and its folder, where members are started. */
const name = 'member-1';
/** Where the restored member's data say that it is reached: no other member ever dials it. */
const peerURL = 'https://127.0.0.1:2380';

/** Where a member is thrown away again, and what it is made with. */
export interface ThrowAwayWorld {
  readonly programs: RehearsalPrograms;
  /** The folder of all of them. */
  readonly root: string;
  /** How many milliseconds a start may take from a file of so many bytes. */
  readonly startMs: (bytes: number) => number;
  readonly signal: AbortSignal;
  /** Takes what the programs print. */
  readonly tell: (line: { readonly kind: 'line'; readonly text: string }) => void;
}

/** The snapshot that it is restored from. */
export interface ThrowAwayFile {
  readonly file: string;
  readonly bytes: number;
  readonly skipsHashCheck: boolean;
}

/** A member that serves, and a client of its own for it. */
export interface ServingMember {
  readonly client: EtcdClient;
  readonly endpoint: string;
}

/** A member on 127.0.0.1 that is restored from a snapshot and leaves nothing: only its own client is let in. */
export class ThrowAwayMember {
  readonly #of: ThrowAwayFile;
  readonly #world: ThrowAwayWorld & { readonly operation: string };
  readonly #place: SandboxPlace;
  readonly #spawned: MemberProcess[] = [];
  #client: EtcdClient | null = null;

  constructor(of: ThrowAwayFile, world: ThrowAwayWorld & { readonly operation: string }) {
    this.#of = of;
    this.#world = world;
    this.#place = makePlace(world.root, randomBytes(8).toString('hex'));
  }

  /** Fails with `DiskFull` where there is no room for it. */
  async makeRoom(): Promise<void> {
    const { folder } = this.#place;
    const { operation } = this.#world;
    await requireFreeSpace(folder, this.#of.bytes + besideDatabaseBytes, { file: folder, operation });
  }

  /** Restores its data. Fails with `RestoreFailed`, `DiskFull`, `Cancelled`. */
  async restore(): Promise<void> {
    const { programs, signal, tell } = this.#world;
    const { tool } = programs;
    tell({ kind: 'line', text: `${tool.program} ${tool.version}: ${tool.file}` });
    const args = restoreWords({
      ...{ file: this.#of.file, name, initialCluster: `${name}=${peerURL}`, peerURLs: [peerURL] },
      ...{ token: 'etcdeck-throw-away', dataDir: join(this.#place.folder, name), walDir: null, bumpRevision: null },
      skipsHashCheck: this.#of.skipsHashCheck,
    });
    let pid: number | null = null;
    const onDidSpawn = (spawned: number): void => {
      pid = spawned;
      this.#place.addMember(spawned);
    };
    try {
      for await (const text of runTool({ file: tool.file, args, signal, onDidSpawn })) tell({ kind: 'line', text });
    } finally {
      if (pid !== null) this.#place.memberEnded(pid);
    }
  }

  /**
   * Starts it, and returns a client that is let in; with auth on, as root. Fails with `RestoreFailed`, `DiskFull`, and with
   * `DeadlineExceeded` where it does not serve in time.
   */
  async start(args: readonly string[] = []): Promise<ServingMember> {
    const { programs, tell } = this.#world;
    tell({ kind: 'line', text: `etcd ${programs.etcd.version}: ${programs.etcd.binary}` });
    // Only its certificate opens what it serves. With auth on, the certificate's name is the user.
    const tls = await issueSandboxTls(this.#place.folder, 'root');
    const endpoint = await this.#serve(tls, args);
    const client = new EtcdClient({
      endpoints: [endpoint],
      tls: { ...tls.pems, serverName: null, skipVerify: false },
      ...{ user: null, password: null },
    });
    this.#client = client;
    return { client, endpoint };
  }

  /** Ends it, and removes its data. */
  async end(): Promise<void> {
    this.#client?.close();
    await Promise.all(this.#spawned.map((one) => one.kill()));
    this.#place.remove();
  }

  async #serve(tls: SandboxTls, args: readonly string[]): Promise<string> {
    const { programs, startMs, signal } = this.#world;
    try {
      const [started] = await startMembers({
        binary: programs.etcd.binary,
        folder: this.#place.folder,
        count: 1,
        clientTls: tls.clientPort,
        peerTls: tls.peerPort,
        // It is thrown away, and a quota would only raise an alarm.
        args: ['--unsafe-no-fsync', '--quota-backend-bytes=-1', ...args],
        timeoutMs: startMs(this.#of.bytes),
        signal,
        onDidSpawn: (process) => {
          this.#spawned.push(process);
          this.#place.addMember(process.pid);
          void process.exited.then(() => this.#place.memberEnded(process.pid));
        },
      });
      if (started === undefined) throw new Error('no member was started');
      return started.plan.endpoint;
    } catch (error) {
      if (signal.aborted) throw error;
      throw this.#notStarted(error);
    }
  }

  /** A machine may be too slow or too full for a start; only a member that ends for another reason says something of the file. */
  #notStarted(error: unknown): EtcdeckError {
    const { programs, operation } = this.#world;
    const reason = messageOf(error);
    if (error instanceof EtcdeckError && error.code === 'DeadlineExceeded') {
      const message = `etcd ${programs.etcd.version} did not start from it in time: ${reason}`;
      return new EtcdeckError({ code: 'DeadlineExceeded', message, operation, retry: true }, { cause: error });
    }
    const code = isDiskFull(reason) ? 'DiskFull' : 'RestoreFailed';
    const message = `etcd ${programs.etcd.version} does not start from it: ${reason}`;
    return new EtcdeckError({ code, message, operation }, { cause: error });
  }
}

/** Returns what an error says. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
