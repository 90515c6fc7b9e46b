import { join } from 'node:path';
import type { CallOptions } from '../../contract/abort.ts';
import type { EtcdctlProfile } from '../../contract/etcdctl-line.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { ConnectionId } from '../../contract/ids.ts';
import type { LabActNotice, LabActRecord } from '../../contract/lab/acts.ts';
import type { LabApi, LabProgress } from '../../contract/lab.ts';
import type { SettingsApi } from '../../contract/settings.ts';
import type { TransientConnections } from '../connections/held/open-connections.ts';
import type { Ports } from '../ports.ts';
import { everyEtcd } from '../programs/find-etcd.ts';
import { stoppable } from '../streams/stoppable.ts';
import { toldBeside } from '../streams/told-beside.ts';
import { createChecker, type LabChecker } from './checking/create-checker.ts';
import type { LabCluster } from './cluster/lab-cluster.ts';
import type { MemberActs } from './cluster/member-acts.ts';
import { startLab } from './cluster/start-lab.ts';
import { runExperiment } from './experiments/run-experiment.ts';
import { type LabObserver, observeLab } from './observing/observe-lab.ts';
import { labRunbook } from './rehearsal/lab-runbook.ts';
import { upgradeVersions } from './rehearsal/upgrade-versions.ts';
import type { TellStep } from './running-lab.ts';

/** What labs need of the host and of core. */
export interface LabDependencies {
  readonly ports: Ports;
  readonly settings: Pick<SettingsApi, 'get'>;
  readonly connections: TransientConnections;
  /** Changes members through the cluster's own plans. */
  readonly memberActs: (connection: ConnectionId) => MemberActs;
  /** The cluster that a snapshot was saved from, as etcdctl reaches it; `null` where it is not known. */
  readonly clusterOf: (snapshot: string) => Promise<EtcdctlProfile | null>;
  /** Removes what killed hosts left. */
  readonly reap: () => Promise<void>;
}

/** The labs of one host. */
export interface Lab {
  readonly api: LabApi;
  /** Stops every lab, including those still starting. */
  close(): Promise<void>;
}

/** A lab with what watches it. */
interface Running {
  readonly cluster: LabCluster;
  readonly checker: LabChecker;
  readonly observer: LabObserver;
}

/** Creates labs in `<settings folder>/sandboxes`, as sandboxes with links that can be cut. */
export function createLab({ ports, settings, connections, memberActs, clusterOf, reap }: LabDependencies): Lab {
  const root = join(ports.settingsFolder, 'sandboxes');
  const labs = new Map<ConnectionId, Running>();
  const closing = new AbortController();
  const working = new Set<Promise<unknown>>();

  function require(connection: ConnectionId): Running {
    const found = labs.get(connection);
    if (found !== undefined) return found;
    throw new EtcdeckError({ code: 'ConnectionUnknown', message: `there is no lab ${connection}`, operation: 'lab' });
  }

  const places = async () => ({
    etcdBinary: (await settings.get({})).etcdBinary,
    settingsFolder: ports.settingsFolder,
  });

  async function start(
    request: Parameters<LabApi['start']>[0],
    tell: (progress: LabProgress) => void,
    signal: AbortSignal,
  ): Promise<void> {
    await reap();
    const names = Array.from(labs.values(), ({ cluster }) => cluster.info().name);
    let watched: Omit<Running, 'cluster'> | null = null;
    const cluster = await startLab(request, {
      ...{ root, names, ports, signal, memberActs },
      places: await places(),
      tell: (step, detail) => tell({ kind: 'step', step, detail }),
      onDidMake: (made) => {
        watched = watch(made);
      },
    });
    const { connection } = cluster.info();
    labs.set(connection, { cluster, ...(watched ?? watch(cluster)) });
    connections.addTransient(cluster.profile(), {});
    if (signal.aborted) {
      await stop(connection);
      signal.throwIfAborted();
    }
    tell({ kind: 'ready', lab: cluster.info() });
  }

  /** Stops a lab, and what runs in it; closing the host waits for it. */
  async function stop(connection: ConnectionId): Promise<void> {
    const { cluster, checker, observer } = require(connection);
    labs.delete(connection);
    connections.removeTransient(connection);
    observer.close();
    const ended = Promise.all([cluster.remove(), checker.close()]);
    const settled = ended.catch(() => undefined);
    working.add(settled);
    await ended.finally(() => working.delete(settled));
  }

  /** Watches a lab from before its members are started until it ends. */
  function watch(cluster: LabCluster): Omit<Running, 'cluster'> {
    const observer = observeLab(cluster.world);
    const checker = createChecker(cluster);
    const showLab = (): void => {
      const { actsBeforeReset } = cluster;
      observer.show({ kind: 'lab', lab: cluster.info(), acts: cluster.records(), actsBeforeReset });
    };
    const showCheck = (): void => observer.show({ kind: 'check', check: checker.now() });
    for (const show of [showLab, showCheck]) show();
    cluster.onChange(showLab);
    checker.onChange(showCheck);
    return { observer, checker };
  }

  /** Runs work beside the stream of what it tells; closing the host waits for it. */
  function told<T>(
    outer: AbortSignal,
    operation: string,
    work: (tell: (notice: T) => void, signal: AbortSignal) => Promise<void>,
  ): AsyncGenerator<T, void> {
    return toldBeside(AbortSignal.any([outer, closing.signal]), working, async (tell, signal) => {
      try {
        await work(tell, signal);
      } catch (error) {
        throw toFailure(error, operation, signal);
      }
    });
  }

  /** Returns a stream of one lab. An unknown one fails when it is read first. */
  function ofLab<T>(
    connection: ConnectionId,
    options: CallOptions | undefined,
    run: (lab: Running, signal: AbortSignal) => AsyncGenerator<T, void>,
  ): AsyncIterable<T> {
    return stoppable(options?.signal, async function* (signal) {
      yield* run(require(connection), signal);
    });
  }

  function acting(
    outer: AbortSignal,
    operation: string,
    run: (tell: TellStep, signal: AbortSignal) => Promise<LabActRecord>,
  ): AsyncGenerator<LabActNotice, void> {
    return told<LabActNotice>(outer, operation, async (tell, signal) => {
      const record = await run((text) => tell({ kind: 'step', text }), signal);
      tell({ kind: 'done', record });
    });
  }

  async function reset(
    { cluster, checker }: Running,
    tell: (progress: LabProgress) => void,
    signal: AbortSignal,
  ): Promise<void> {
    await checker.restFor(() => cluster.reset((detail) => tell({ kind: 'step', step: 'members', detail }), signal));
    tell({ kind: 'ready', lab: cluster.info() });
  }

  return {
    api: {
      programs: async () => await everyEtcd(await places()),
      list: async () => Array.from(labs.values(), ({ cluster }) => cluster.info()),
      start: (request, options) =>
        stoppable(options?.signal, (outer) =>
          told<LabProgress>(outer, 'lab.start', (tell, signal) => start(request, tell, signal)),
        ),
      stop: ({ connection }) => stop(connection),
      act: ({ connection, act }, options) =>
        ofLab(connection, options, ({ cluster }, outer) =>
          acting(outer, 'lab.act', (tell, signal) => cluster.act(act, tell, signal)),
        ),
      undo: ({ connection, record }, options) =>
        ofLab(connection, options, ({ cluster }, outer) =>
          acting(outer, 'lab.undo', (tell, signal) => cluster.undo(record, tell, signal)),
        ),
      reset: ({ connection }, options) =>
        ofLab(connection, options, (lab, outer) =>
          told<LabProgress>(outer, 'lab.reset', (tell, signal) => reset(lab, tell, signal)),
        ),
      follow: ({ connection }, options) =>
        ofLab(connection, options, ({ observer }, signal) => observer.follow(signal)),
      write: ({ connection, ...request }, options) =>
        ofLab(connection, options, ({ observer }, signal) => observer.write(request, signal)),
      experiment: ({ connection, experiment }, options) =>
        ofLab(connection, options, ({ cluster }, signal) => runExperiment(cluster, experiment, signal)),
      check: async ({ connection, run }) => await require(connection).checker.run(run),
      runbook: async ({ connection }) => {
        const { cluster, observer } = require(connection);
        const { snapshot } = cluster.info();
        const { acts, dropped } = cluster.recordsSinceReset();
        return labRunbook({
          ...{ acts, dropped, snapshot, events: observer.eventsAfter(0), gaps: observer.commitGaps() },
          versions: await upgradeVersions(acts, await places()),
          profile: snapshot === null ? null : await clusterOf(snapshot),
        });
      },
    },
    async close() {
      closing.abort();
      await Promise.all(working);
      await Promise.all(Array.from(labs.keys(), stop));
    },
  };
}

function toFailure(error: unknown, operation: string, signal: AbortSignal): EtcdeckError {
  if (error instanceof EtcdeckError && !signal.aborted) return error;
  // The lab was stopped where nobody has left.
  const isStopped = signal.aborted || (error instanceof Error && error.name === 'AbortError');
  if (isStopped) return new EtcdeckError({ code: 'Cancelled', message: 'it was stopped', operation });
  const message = error instanceof Error ? error.message : String(error);
  return new EtcdeckError({ code: 'SandboxFailed', message, operation }, { cause: error });
}
