import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { chosenEtcd } from '../etcd-binaries.ts';
import { orphanGuard } from '../orphan-guard.ts';
import type { CampaignCluster } from './campaign-cluster.ts';
import { History, type HistoryEvent } from './history.ts';

/** A witness of every change that shares no code with the tested product: a watch of etcdctl, from the start. */
export interface Witness {
  readonly history: History;
  close(): Promise<void>;
}

interface WatchLine {
  readonly Canceled?: boolean;
  readonly Events?: readonly {
    /** 1: a deletion. */
    readonly type?: number;
    readonly kv: { readonly key: string; readonly value?: string; readonly mod_revision: number };
    readonly prev_kv?: { readonly value?: string; readonly mod_revision: number };
  }[];
}

/** Begins to watch every key, from the first revision on. */
export function startWitness(cluster: CampaignCluster): Witness {
  const { etcdctl } = chosenEtcd();
  if (etcdctl === null) throw new Error('a witness needs etcdctl');
  const endpoints = cluster.members.map(({ endpoint }) => endpoint).join(',');
  const flags = ['--endpoints', endpoints, '--cacert', cluster.caFile, '-w', 'json'];
  const child = spawn(etcdctl, [...flags, 'watch', '--prefix', '--prev-kv', '--rev', '1', ''], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const pid = child.pid;
  if (pid !== undefined) orphanGuard.process(pid);
  const exited = new Promise<void>((resolve) => void child.once('close', () => resolve()));
  const history = new History();
  createInterface({ input: child.stdout }).on('line', (line) => {
    // What etcdctl prints.
    const { Events: events = [], Canceled: isCanceled = false } = JSON.parse(line) as WatchLine;
    if (isCanceled) throw new Error(`the witness was sent away: ${line}`);
    const byRevision = new Map<number, HistoryEvent[]>();
    for (const event of events) {
      const { mod_revision: revision } = event.kv;
      byRevision.set(revision, [...(byRevision.get(revision) ?? []), toEvent(event)]);
    }
    for (const [revision, group] of byRevision) history.add({ revision, events: group, seenAt: Date.now() });
  });
  return {
    history,
    async close() {
      child.kill('SIGKILL');
      await exited;
      if (pid !== undefined) orphanGuard.processGone(pid);
    },
  };
}

function toEvent({ type, kv, prev_kv: before }: NonNullable<WatchLine['Events']>[number]): HistoryEvent {
  return {
    key: text(kv.key),
    value: type === 1 ? null : text(kv.value),
    previous: before === undefined ? null : { value: text(before.value), modRevision: before.mod_revision },
  };
}

function text(base64: string | undefined): string {
  return Buffer.from(base64 ?? '', 'base64').toString();
}
