import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { flagsIn } from '../../core/members/command-line/etcd-args.ts';
import type { StartFlag } from '../../core/members/start/start-settings.ts';
import { staticPod } from '../../core/members/start/static-pod.ts';
import { systemdUnit } from '../../core/members/start/systemd-unit.ts';
import { findFreePorts } from '../../core/sandbox/free-ports.ts';
import { argsOfProcess } from '../processes.ts';
import type { TestCluster, TestMember } from '../test-cluster.ts';
import { kubeletHost } from './kubelet-host.ts';
import type { HostBeginning, SupervisedHost } from './supervised-host.ts';
import { systemdHost } from './systemd-host.ts';

/**
 * Makes stand-ins for the supervisors of a cluster's hosts, each with the unit or the manifest that etcdeck prints for its
 * member's command line, before all but the survivor are lost. Returns the hosts by the members' names.
 */
export async function superviseMembers(
  kind: 'systemd' | 'kubeadm',
  { members, folder, version }: TestCluster,
  survivor: TestMember,
): Promise<ReadonlyMap<string, SupervisedHost>> {
  const hosts = await Promise.all(
    members.map(async (member) => {
      const beginning = { root: join(folder, 'hosts', member.name), pid: member === survivor ? member.pid : null };
      await mkdir(beginning.root, { recursive: true });
      return [member.name, await hostOf(kind, member, { flags: flagsOf(member), version, beginning })] as const;
    }),
  );
  return new Map(hosts);
}

/**
 * Stops the members of a cluster, and has them run by stand-ins for the supervisors of their hosts, each on its data in
 * another folder. Returns the hosts by the members' names.
 */
export async function moveUnderSupervision(
  kind: 'systemd' | 'kubeadm',
  { members, folder, version }: TestCluster,
  dataDirOf: (name: string) => string,
): Promise<ReadonlyMap<string, SupervisedHost>> {
  const hosts = new Map<string, SupervisedHost>();
  for (const member of members) {
    const { name } = member;
    const root = join(folder, 'hosts', name);
    await mkdir(root, { recursive: true });
    const dataDir = dataDirOf(name);
    const flags = flagsOf(member).map((flag) => (flag.name === 'data-dir' ? { ...flag, value: dataDir } : flag));
    await member.kill();
    await rename(join(folder, name), dataDir);
    hosts.set(name, await hostOf(kind, member, { flags, version, beginning: { root, pid: null } }));
  }
  for (const host of hosts.values()) await host.start();
  return hosts;
}

async function hostOf(
  kind: 'systemd' | 'kubeadm',
  member: TestMember,
  {
    flags,
    version,
    beginning,
  }: { readonly flags: readonly StartFlag[]; readonly version: string; readonly beginning: HostBeginning },
): Promise<SupervisedHost> {
  return kind === 'systemd'
    ? await systemdHost(systemdUnit(flags), beginning)
    : await kubeletHost(await manifestOf(member, flags, version), beginning);
}

function flagsOf({ pid }: TestMember): readonly StartFlag[] {
  return [...flagsIn(argsOfProcess(pid))].map(([name, value]) => ({ name, value }));
}

async function manifestOf(
  { name, endpoint }: TestMember,
  flags: readonly StartFlag[],
  version: string,
): Promise<string> {
  const dataDir = flags.find((flag) => flag.name === 'data-dir')?.value ?? '';
  const [port] = await findFreePorts(1);
  // The kubelet's probes have one port on each host, and here is one host for all.
  return staticPod({ name, dataDir, clientURLs: [endpoint], version }, flags, []).replaceAll(
    '127.0.0.1:2381',
    `127.0.0.1:${port}`,
  );
}
