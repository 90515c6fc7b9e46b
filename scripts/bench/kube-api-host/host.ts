import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import type { ConnectionId } from '../../../src/contract/ids.ts';
import { liveKeys } from '../../../src/contract/key-source.ts';
import { createApp } from '../../../src/core/app.ts';
import { openFileStore } from '../../../src/core/settings/file-store.ts';
import { createNodePorts } from '../../../src/webhost/node-ports.ts';

/** What the host says: once where it serves, and for each question what it cost since the last one. */
export type Said = { readonly kubeconfig: string } | HostCost;

/** What something costs the host. */
export interface HostCost {
  /** The longest time that its event loop stood still. */
  readonly stallMs: number;
  /** The processor time of its whole process: all threads, and those that collect garbage for them. */
  readonly cpuMs: number;
  /** What its process had of memory before, and the most that it had. */
  readonly beforeBytes: number;
  readonly mostBytes: number;
}

const connection = 'bench' as ConnectionId; // made up

/** The product as the command line has it, serving the registry of a member, until it is ended. Asked, it says what it cost. */
async function serve(endpoint: string, workerFile: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'etcdeck-bench-kube-api-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  process.on('disconnect', () => process.exit());
  const { api, connections, kubeApi } = createApp({
    ...createNodePorts({ version: '0.0.0' }),
    settingsFolder: folder,
    workerFile: async () => workerFile,
    openStore: (name) => openFileStore(folder, name),
  });
  const tls = { caFile: null, certFile: null, keyFile: null, serverName: null, skipVerify: false };
  connections.addTransient({ id: connection, name: 'bench', endpoints: [endpoint], tls, user: null }, {});
  let isServing = false;
  for await (const { phase } of api.connections.open({ connection, secrets: {} })) {
    if (phase !== 'connected' || isServing) continue;
    isServing = true;
    const { kubeconfig } = await kubeApi.start({
      ...{ source: liveKeys(connection, null), registry: null, port: 0, reveal: false },
      kubeconfig: { kind: 'own', file: null },
    });
    answerQuestions();
    say({ kubeconfig });
  }
}

function answerQuestions(): void {
  let cost = new Cost();
  process.on('message', () => {
    say(cost.end());
    cost = new Cost();
  });
}

/** What happens from now on. */
class Cost {
  readonly #histogram: IntervalHistogram = monitorEventLoopDelay({ resolution: 1 });
  readonly #before = process.memoryUsage.rss();
  readonly #used = process.cpuUsage();
  readonly #looking: NodeJS.Timeout;
  #most = this.#before;

  constructor() {
    this.#looking = setInterval(() => {
      this.#most = Math.max(this.#most, process.memoryUsage.rss());
    }, 20);
    this.#histogram.enable();
  }

  end(): HostCost {
    this.#histogram.disable();
    clearInterval(this.#looking);
    const { user, system } = process.cpuUsage(this.#used);
    return {
      stallMs: this.#histogram.max / 1e6,
      cpuMs: (user + system) / 1_000,
      beforeBytes: this.#before,
      mostBytes: this.#most,
    };
  }
}

function say(said: Said): void {
  process.send?.(said);
}

const [endpoint = '', workerFile = ''] = process.argv.slice(2);
await serve(endpoint, workerFile);
