import type { LabAct } from '../../../../contract/lab/acts.ts';
import type { ClusterMember, MemberSettings } from '../lab-member.ts';
import { requireEtcd } from '../lab-programs.ts';
import { labActRefused, minorOf, refuseMixture, refuseOlder } from '../version-rules.ts';
import { type Acting, type Doing, NoUndo, whileThere } from './act.ts';
import { restart } from './process-acts.ts';

/** Returns what another quota does: the member runs with it from its next start on, which is now where it runs. */
export const quotaAct =
  ({ member: name, bytes }: LabAct & { readonly kind: 'quota' }): Doing =>
  async (acting) => {
    const member = acting.members.require(name);
    const { settings } = member;
    await runWith(acting, member, { ...settings, quota: bytes });
    return whileThere(member, (undoing) => runWith(undoing, member, { ...member.settings, quota: settings.quota }));
  };

/** Returns what another etcd does. An older one is refused once the cluster has agreed on the newer version. */
export const versionAct =
  ({ member: name, etcd: place }: LabAct & { readonly kind: 'version' }): Doing =>
  async (acting) => {
    const member = acting.members.require(name);
    const { etcd: before } = member.settings;
    const etcd = await requireEtcd(place, acting.places);
    await refuseEtcd(acting, member, etcd.version);
    await runWith(acting, member, { ...member.settings, etcd });
    return whileThere(member, async (undoing) => {
      const agreed = await agreedVersion(undoing);
      if (agreed !== null && minorOf(agreed) > minorOf(before.version)) throw new NoUndo('versionMoved');
      await refuseEtcd(undoing, member, before.version);
      await runWith(undoing, member, { ...member.settings, etcd: before });
    });
  };

/** Fails with `LabActRefused`. */
async function refuseEtcd(acting: Acting, member: ClusterMember, version: string): Promise<void> {
  const others = acting.members.all.filter((one) => one !== member).map(({ settings }) => settings.etcd.version);
  refuseMixture([...others, version]);
  refuseOlder(version, await agreedVersion(acting));
}

/** Returns the version that the cluster has agreed on: it stores what older ones do not read. `null`: none says it. */
export async function agreedVersion({ cluster, members }: Acting): Promise<string | null> {
  const running = members.all.filter(({ process }) => process === 'running');
  return await cluster.clusterVersion(running.map(({ endpoint }) => endpoint));
}

async function runWith(acting: Acting, member: ClusterMember, settings: MemberSettings): Promise<void> {
  if (member.process === 'frozen') throw labActRefused(`${member.name} is frozen: thaw it first`);
  member.settings = settings;
  if (member.isUp) await restart(acting, member);
}
