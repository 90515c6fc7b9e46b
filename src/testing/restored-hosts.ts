import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RestoreForm } from '../contract/restores.ts';
import { EtcdClient } from '../core/etcd/client.ts';
import { canBumpRevision, usualBump } from '../core/etcdctl/restore-words.ts';
import { fileOf, sumOf } from '../core/recovery/restore-steps.ts';
import { moveUnderSupervision } from './hosts/supervise-members.ts';
import { allOf, type Held } from './lost-quorum.ts';
import { type OpenedApp, openApp } from './opened-app.ts';
import { processesNaming } from './processes.ts';
import { fillForRestore } from './restored-cluster.ts';
import { endRunbook, runStep } from './run-runbook.ts';
import { startCluster, type TestCluster } from './test-cluster.ts';

/** What a cluster showed whose hosts were restored by the wizard's own steps. */
export interface RestoredHosts {
  /** What the last step printed. */
  readonly lastOutput: string;
  /** The HashKV of the file, as the last step's notes have it where the revision is not raised. */
  readonly hashKV: number | null;
  /** Whether each member serves what the file holds, by HashKV. */
  readonly areEqual: readonly (boolean | null)[];
  /** The keys of the file's moment, and of each member afterwards. */
  readonly held: Held;
  readonly served: readonly Held[];
  /** What is not as it was on the hosts before. */
  readonly leftovers: readonly string[];
}

/**
 * Runs three members under a stand-in for a supervisor, saves a snapshot, writes on, and restores them by the wizard's
 * runbook: each step as printed, in its order, on its host. `closing` takes what ends them.
 */
export async function restoreHostsAsPrinted(
  layout: 'systemd' | 'kubeadm',
  closing: (() => Promise<void>)[],
): Promise<RestoredHosts> {
  const cluster = await startCluster({ members: 3 });
  closing.push(() => cluster.close());
  const { folder } = cluster;
  await fillForRestore(cluster.target(), 100);
  const dataDir = join(folder, 'data');
  const hosts = await moveUnderSupervision(layout, cluster, (name) => `${dataDir}-${name}`);
  closing.push(async () => {
    for (const host of hosts.values()) await host.close();
  });
  const app = await openApp(cluster.draft());
  closing.push(() => app.close());
  const file = join(app.folder, "it's saved.db");
  await cluster.etcdctlAt(cluster.endpoints[0] ?? '', 'snapshot', 'save', file);
  const [held] = await heldBy(cluster);
  if (held === undefined) throw new Error('there are three');
  await cluster.etcdctl('put', '/app/lost', 'written since');
  const form = await formOf(app, file, { layout, dataDir, toolVersion: cluster.version });
  const { faults, runbook } = await app.api.restores.describe({ form });
  if (runbook.length === 0) throw new Error(`there is no runbook: ${JSON.stringify(faults)}`);
  closing.push(() => endSteps(form, folder));
  let lastOutput = '';
  for (const [at, step] of runbook.entries()) {
    const { exitCode, output } = await runStep(step, { membersFolder: folder, hosts });
    if (exitCode !== 0) throw new Error(`step ${at + 1}, ${step.host}: ${output}\n${step.commands.join('\n')}`);
    lastOutput = output;
  }
  const connection = await app.open({ ...cluster.draft(), name: 'restored' });
  const hashes = await app.api.restores.compareHash({ file, connection });
  const { report } = await reportOf(app, file);
  return {
    lastOutput,
    hashKV: report.figures?.hashKV ?? null,
    areEqual: hashes.map(({ isEqual }) => isEqual),
    held,
    served: await heldBy(cluster),
    leftovers: (await Promise.all([...hosts.values()].map((host) => host.leftovers()))).flat(),
  };
}

async function formOf(
  { api, connection }: OpenedApp,
  file: string,
  changes: Pick<RestoreForm, 'layout' | 'dataDir' | 'toolVersion'>,
): Promise<RestoreForm> {
  const { form } = await api.restores.begin({ file, connection });
  const raises = changes.layout === 'kubeadm' && canBumpRevision(changes.toolVersion);
  return { ...form, ...changes, bumpRevision: raises ? usualBump : null };
}

async function reportOf({ api }: OpenedApp, file: string) {
  for await (const reading of api.snapshots.read({ file, isFresh: false })) {
    if (reading.kind === 'read') return reading;
  }
  throw new Error('it was not read');
}

async function heldBy(cluster: TestCluster): Promise<readonly Held[]> {
  const client = new EtcdClient(cluster.target());
  try {
    return await Promise.all(cluster.endpoints.map((endpoint) => allOf(client, endpoint, false)));
  } finally {
    client.close();
  }
}

/** Kills the members that the steps started, and removes what they left outside the members' folders. */
async function endSteps(form: RestoreForm, folder: string): Promise<void> {
  await endRunbook({ kind: 'restore', steps: [] }, folder);
  const world = { stamp: form.token };
  for (const left of [fileOf(world), sumOf(world)]) await rm(left, { force: true });
  if (processesNaming(folder).length > 0) throw new Error('a member goes on');
}
