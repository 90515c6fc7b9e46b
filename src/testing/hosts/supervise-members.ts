import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { flagsIn } from '../../core/members/command-line/etcd-args.ts';
import type { StartFlag } from '../../core/members/start/start-settings.ts';
import { staticPod } from '../../core/members/start/static-pod.ts';
import { systemdUnit } from '../../core/members/start/systemd-unit.ts';
import { findFreePorts } from '../../core/sandbox/free-ports.ts';
import { argsOfProcess } from '../processes.ts';
import type { TestCluster, TestMember } from '../test-cluster.ts';
import { kubeletHost } from './kubelet-host.ts';
import type { SupervisedHost } from './supervised-host.ts';
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
      const flags = flagsOf(member);
      const host =
        kind === 'systemd'
          ? systemdHost(systemdUnit(flags), beginning)
          : kubeletHost(await manifestOf(member, flags, version), beginning);
      return [member.name, await host] as const;
    }),
  );
  return new Map(hosts);
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
