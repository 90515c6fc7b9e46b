import { join } from 'node:path';
import type { LabMember } from '../../../contract/lab.ts';
import type { EtcdProgram } from '../../../contract/programs.ts';
import { type MemberProcess, startMember } from '../../sandbox/member-process.ts';
import type { SandboxPlace } from '../../sandbox/sandbox-record.ts';
import type { SandboxTls } from '../../sandbox/sandbox-tls.ts';
import { tlsFlags } from '../../sandbox/start-members.ts';
import { writtenOut } from '../../terminal/steering.ts';
import type { LabNews, LinkedMember, WorldMember, WorldProcess } from '../lab-world.ts';
import { proxyVariables } from '../links/proxy-variables.ts';
import { peerURLOf } from './lab-hosts.ts';

/** etcd's own defaults, given as flags so that what is shown is what runs. */
const heartbeatMs = 100;
const electionMs = 1_000;

/** What a member is for all its life in a lab. */
export interface MemberPlace {
  readonly name: string;
  readonly peerHost: string;
  readonly clientPort: number;
  readonly listenPort: number;
  /** Every member that it begins with, as `name=URL,name=URL`. */
  readonly initialCluster: string;
  readonly state: 'new' | 'existing';
}

/** What may change from one start of a member to the next. */
export interface MemberSettings {
  readonly etcd: Pick<EtcdProgram, 'binary' | 'version'>;
  readonly quota: number | null;
}

/** What members of one lab share. */
export interface MemberSurroundings {
  readonly place: SandboxPlace;
  readonly token: string;
  readonly tls: SandboxTls;
  readonly onLine: (member: string, line: string) => void;
  readonly tell: (news: LabNews) => void;
}

/** Returns where a member of a lab has its data. */
export const dataDirOf = (folder: string, name: string): string => join(folder, 'members', name);

/** A member of a lab: its data, and its process as long as one runs. */
export class ClusterMember {
  readonly name: string;
  readonly peerHost: string;
  readonly endpoint: string;
  readonly peerURL: string;
  readonly dataDir: string;
  /** Whether it has no vote, as far as the lab itself has changed it. */
  isLearner = false;
  /** Whether its data was taken away, and has not been brought back. */
  isWiped = false;
  settings: MemberSettings;
  /** What its process gets as HTTPS_PROXY. */
  proxy: string;
  #state: WorldProcess = 'stopped';
  #running: MemberProcess | null = null;
  readonly #place: MemberPlace;
  readonly #around: MemberSurroundings;

  constructor(place: MemberPlace, proxy: string, settings: MemberSettings, around: MemberSurroundings) {
    this.#place = place;
    this.#around = around;
    this.name = place.name;
    this.peerHost = place.peerHost;
    this.settings = settings;
    this.proxy = proxy;
    this.endpoint = `https://127.0.0.1:${place.clientPort}`;
    this.peerURL = peerURLOf(place.peerHost);
    this.dataDir = dataDirOf(around.place.folder, place.name);
  }

  get process(): WorldProcess {
    return this.#state;
  }

  get isUp(): boolean {
    return this.#running !== null;
  }

  /** Returns it as its links know it. */
  get link(): LinkedMember {
    const { name, peerHost, listenPort } = this.#place;
    return { name, peerHost, listenPort };
  }

  info(): LabMember {
    const { name, endpoint, peerURL, settings } = this;
    const { etcd, quota } = settings;
    return {
      ...{ name, endpoint, peerURL, version: etcd.version, pid: this.#running?.pid ?? null },
      ...{ quota, heartbeatMs, electionMs },
    };
  }

  asSeen(): WorldMember {
    const { name, endpoint, peerURL, settings } = this;
    return { name, endpoint, peerURL, version: settings.etcd.version, process: this.#state };
  }

  /** Starts its process, and returns at once. */
  start(): MemberProcess {
    const { name } = this;
    const { place, onLine, tell } = this.#around;
    const running = startMember(this.#plan(), (line) => onLine(name, line));
    place.addMember(running.pid);
    this.#running = running;
    this.#state = 'running';
    tell({ kind: 'process', member: name, news: 'started', detail: null });
    running.ready.then(
      () => tell({ kind: 'process', member: name, news: 'serving', detail: null }),
      () => undefined,
    );
    void running.exited.then(() => {
      place.memberEnded(running.pid);
      if (this.#running !== running) return;
      this.#running = null;
      this.#state = 'dead';
      tell({ kind: 'process', member: name, news: 'exited', detail: lastWordsOf(running) });
    });
    return running;
  }

  /** Has it end by itself, and kills it where it does not in time, or where nobody waits any more. */
  async stop(unlessAborted: AbortSignal): Promise<void> {
    const running = this.#take('stopped');
    if (running === null) return;
    const kill = (): void => running.signal('SIGKILL');
    running.signal('SIGTERM');
    if (unlessAborted.aborted) kill();
    unlessAborted.addEventListener('abort', kill, { once: true });
    const timer = setTimeout(kill, stopMs);
    await running.exited;
    clearTimeout(timer);
    unlessAborted.removeEventListener('abort', kill);
    this.#around.tell({ kind: 'process', member: this.name, news: 'stopped', detail: null });
  }

  /** Kills it, also while it is frozen. */
  async kill(): Promise<void> {
    const running = this.#take('dead');
    if (running === null) return;
    await running.kill();
    this.#around.tell({ kind: 'process', member: this.name, news: 'killed', detail: null });
  }

  freeze(): void {
    this.#running?.signal('SIGSTOP');
    this.#state = 'frozen';
    this.#around.tell({ kind: 'process', member: this.name, news: 'frozen', detail: null });
  }

  thaw(): void {
    this.#running?.signal('SIGCONT');
    this.#state = 'running';
    this.#around.tell({ kind: 'process', member: this.name, news: 'thawed', detail: null });
  }

  /** Its end is no news from here on. */
  #take(state: WorldProcess): MemberProcess | null {
    const running = this.#running;
    this.#running = null;
    if (running !== null) this.#state = state;
    return running;
  }

  #plan() {
    const { name, peerHost, listenPort, initialCluster, state } = this.#place;
    const { endpoint, peerURL, dataDir, proxy } = this;
    const { etcd, quota } = this.settings;
    const { tls, token } = this.#around;
    return {
      ...{ name, binary: etcd.binary, endpoint, peerUrl: peerURL },
      args: [
        ...['--name', name, '--data-dir', dataDir],
        ...['--listen-client-urls', endpoint, '--advertise-client-urls', endpoint],
        ...[
          '--listen-peer-urls',
          `https://127.0.0.1:${listenPort}`,
          '--initial-advertise-peer-urls',
          peerURLOf(peerHost),
        ],
        ...['--initial-cluster', initialCluster, '--initial-cluster-state', state, '--initial-cluster-token', token],
        ...tlsFlags('', 'client-cert-auth', tls.clientPort),
        ...tlsFlags('peer-', 'peer-client-cert-auth', tls.peerPort),
        ...['--heartbeat-interval', String(heartbeatMs), '--election-timeout', String(electionMs)],
        // The default from 3.5 on; the other one of 3.4 has no JSON.
        ...['--logger', 'zap', '--log-level', 'info', '--log-outputs', 'stderr'],
        ...(quota === null ? [] : ['--quota-backend-bytes', String(quota)]),
      ],

      env: proxyVariables(proxy),
    };
  }
}

/** A leader hands over within seconds; without a quorum etcd gives up waiting after some more. */
const stopMs = 20_000;

const longestWords = 1_000;

/** Returns a process's last words, bounded and on one line. */
export const lastWordsOf = (running: Pick<MemberProcess, 'lastWords'>): string =>
  writtenOut(running.lastWords().slice(0, longestWords));
