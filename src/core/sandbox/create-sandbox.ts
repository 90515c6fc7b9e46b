import { join } from 'node:path';
import type { Abort } from '../../contract/abort.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { ConnectionId } from '../../contract/ids.ts';
import type { EtcdProgram, ProgramsApi } from '../../contract/programs.ts';
import { type SandboxApi, type SandboxInfo, type SandboxProgress, sandboxIdPrefix } from '../../contract/sandbox.ts';
import type { TransientConnections } from '../connections/held/open-connections.ts';
import type { Ports } from '../ports.ts';
import type { TellUnasked } from '../programs/unasked-etcd.ts';
import { Queue } from '../streams/queue.ts';
import { freeName } from './free-name.ts';
import { type RunningSandbox, runSandbox } from './run-sandbox.ts';
import { reapOrphans } from './sandbox-record.ts';

/** What sandboxes need of the host and of core. */
export interface SandboxDependencies {
  readonly ports: Ports;
  readonly programs: Pick<ProgramsApi, 'find'>;
  /** Gets an etcd without asking; `null` where the host was not started for a sandbox. */
  readonly getEtcd: ((tell: TellUnasked) => Promise<EtcdProgram>) | null;
  readonly connections: TransientConnections;
}

/** The sandboxes of one host. */
export interface Sandbox extends SandboxApi {
  /**
   * Kills the members and removes the folders that killed hosts left. Runs once, at the latest before the first use; a
   * host may call it after its start.
   */
  reap(): Promise<void>;
  /** Stops every sandbox, including those still starting. */
  close(): Promise<void>;
}

/**
 * Creates throw-away clusters in `<settings folder>/sandboxes`, with a record of each for the next host after a crash.
 */
export function createSandbox({ ports, programs, getEtcd, connections }: SandboxDependencies): Sandbox {
  const root = join(ports.settingsFolder, 'sandboxes');
  const running = new Map<ConnectionId, { readonly info: SandboxInfo; readonly sandbox: RunningSandbox }>();
  const starting = new Set<Promise<unknown>>();
  const closing = new AbortController();

  let reaping: Promise<void> | null = null;
  const reap = (): Promise<void> => {
    reaping ??= reapOrphans(root, (record, error) =>
      ports.log.warn('a sandbox that a killed host left could not be removed', { record, error: messageOf(error) }),
    ).then((folders) => {
      if (folders.length > 0) ports.log.info('removed sandboxes that a killed host had left', { folders });
    });
    return reaping;
  };

  async function findEtcd(tell: TellUnasked, signal: AbortSignal): Promise<EtcdProgram> {
    const { found, reason } = await programs.find({});
    if (found !== null) return found;
    if (getEtcd === null) {
      const message = reason ?? 'there is no etcd here';
      throw new EtcdeckError({ code: 'SandboxBinaryMissing', message, operation: 'sandbox.start' });
    }
    // It goes on when this start is stopped: the host was started for it.
    let stop: () => void = () => undefined;
    const stopped = new Promise<never>((_, reject) => {
      stop = () => reject(signal.reason);
    });
    signal.addEventListener('abort', stop, { once: true });
    try {
      signal.throwIfAborted();
      return await Promise.race([getEtcd(tell), stopped]);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  async function run(
    members: 1 | 3 | 5,
    signal: AbortSignal,
    onDidStep: (step: SandboxProgress & { readonly kind: 'step' }) => void,
  ): Promise<SandboxInfo> {
    await reap();
    const etcd = await findEtcd((detail) => onDidStep({ kind: 'step', step: 'etcd', detail }), signal);
    const sandbox = await runSandbox({
      root,
      etcd,
      members,
      now: ports.clock.now(),
      resourcesFolder: ports.resourcesFolder,
      signal,
      onDidStep,
    });
    return register(sandbox);
  }

  function register(sandbox: RunningSandbox): SandboxInfo {
    // The random id makes the name unlike any saved connection's.
    const connection = `${sandboxIdPrefix}${sandbox.id}` as ConnectionId;
    const count = sandbox.members.length;
    const name = freeName(
      `Sandbox (${count} ${count === 1 ? 'member' : 'members'})`,
      Array.from(running.values(), ({ info }) => info.name),
    );
    const info: SandboxInfo = {
      connection,
      name,
      members: sandbox.members.map(({ plan, pid }) => ({ name: plan.name, endpoint: plan.endpoint, pid })),
      folder: sandbox.folder,
    };
    running.set(connection, { info, sandbox });
    const tls = { ...sandbox.tls, serverName: null, skipVerify: false };
    connections.addTransient({ id: connection, name, endpoints: sandbox.endpoints, tls, user: null }, {});
    return info;
  }

  async function stop(connection: ConnectionId): Promise<void> {
    const found = running.get(connection);
    if (found === undefined) {
      const message = `there is no sandbox ${connection}`;
      throw new EtcdeckError({ code: 'ConnectionUnknown', message, operation: 'sandbox.stop' });
    }
    running.delete(connection);
    connections.removeTransient(connection);
    await found.sandbox.remove();
  }

  return {
    reap,
    async list() {
      await reap();
      return Array.from(running.values(), ({ info }) => info);
    },
    async *start({ members }, options) {
      const stopping = new AbortController();
      const release = abortWith(stopping, [closing.signal, options?.signal]);
      const steps = new Queue<SandboxProgress>();
      // Runs in parallel with the generator, so that `close` need not wait for a consumer that has stopped pulling.
      const work = run(members, stopping.signal, (step) => steps.put(step));
      const settle = (): void => {
        starting.delete(settled);
        steps.close();
      };
      const settled = work.then(settle, settle);
      starting.add(settled);
      const onAbort = (): void => steps.abort();
      if (stopping.signal.aborted) onAbort();
      stopping.signal.addEventListener('abort', onAbort, { once: true });
      try {
        yield* steps;
        const info = await work;
        if (stopping.signal.aborted) {
          await stop(info.connection);
          stopping.signal.throwIfAborted();
        }
        yield { kind: 'ready', sandbox: info };
      } catch (error) {
        throw toFailure(error, stopping.signal);
      } finally {
        stopping.abort();
        release();
        await settled;
      }
    },
    stop: ({ connection }) => stop(connection),
    async close() {
      closing.abort();
      await Promise.all(starting);
      await Promise.all(Array.from(running.keys(), stop));
    },
  };
}

/** Returns a platform signal that follows one of the contract's. */
function abortWith(controller: AbortController, signals: readonly (Abort | undefined)[]): () => void {
  const abort = (): void => controller.abort();
  for (const signal of signals) {
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
  }
  return () => {
    for (const signal of signals) signal?.removeEventListener('abort', abort);
  };
}

function toFailure(error: unknown, signal: AbortSignal): EtcdeckError {
  const operation = 'sandbox.start';
  if (signal.aborted) return new EtcdeckError({ code: 'Cancelled', message: 'the start was stopped', operation });
  if (error instanceof EtcdeckError && ofEtcd.has(error.code)) return error;
  return new EtcdeckError({ code: 'SandboxFailed', message: messageOf(error), operation }, { cause: error });
}

/** What keeps etcd from being here. */
const ofEtcd: ReadonlySet<string> = new Set([
  ...['SandboxBinaryMissing', 'DownloadFailed', 'DownloadMismatch', 'ArchiveInvalid', 'InstallFailed'],
  ...['DiskFull', 'FileNotWritable'],
]);

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
