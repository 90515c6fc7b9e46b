import type { LabAct } from '../../../../contract/lab/acts.ts';
import { mostLabMembers } from '../../../../contract/lab.ts';
import type { EtcdProgram } from '../../../../contract/programs.ts';
import { clusterToJoin } from '../../../members/start/initial-cluster.ts';
import { hostOfPeerURL, peerURLOf } from '../lab-hosts.ts';
import type { ClusterMember } from '../lab-member.ts';
import { requireEtcd } from '../lab-programs.ts';
import { labActRefused, refuseMixture, refuseOlder } from '../version-rules.ts';
import { type Acting, type Doing, whileThere } from './act.ts';
import { startAgain } from './process-acts.ts';
import { agreedVersion } from './setting-acts.ts';

/** Returns what a new learner does, which is promoted once it follows where that is wanted. */
export const growAct =
  ({ kind, name, etcd }: LabAct & { readonly kind: 'grow' | 'addLearner' }): Doing =>
  async (acting) => {
    const { members, cluster } = acting;
    refuseName(acting, name);
    const peerHost = members.freeHost();
    const program = await requireFitting(acting, etcd);
    const peerURL = peerURLOf(peerHost);
    if (await isListed(acting, peerURL)) throw labActRefused(`the cluster has a member at ${peerURL} already`);
    let member: ClusterMember;
    try {
      await cluster.addLearner(name, peerURL, acting);
      members.tell({ kind: 'members', news: 'added', member: name });
      member = await startJoining(acting, { name, peerHost, isLearner: true }, program);
    } catch (error) {
      await remove({ ...acting, signal: AbortSignal.timeout(takeBackMs) }, { name, peerURL }).catch(() => undefined);
      throw error;
    }
    if (kind === 'grow') await promote(acting, member);
    return whileThere(member, (undoing) => remove(undoing, member));
  };

/** Returns what starting a member does that the operator has added to the cluster. */
export const startAddedAct =
  ({ peerURL, name, etcd }: LabAct & { readonly kind: 'startAdded' }): Doing =>
  async (acting) => {
    const { members, cluster, signal } = acting;
    refuseName(acting, name);
    const peerHost = hostOfPeerURL(peerURL);
    if (peerHost === null) {
      const { freePeerURL } = members;
      const way = freePeerURL === null ? 'this member' : `this member, and add it with ${freePeerURL}`;
      throw labActRefused(`a lab carries only its own peer URLs, and this is none of them: remove ${way}`);
    }
    if (members.all.some((member) => member.peerURL === peerURL)) throw labActRefused(`${peerURL} has been started`);
    const row = (await cluster.members(signal)).find(({ peerURLs }) => peerURLs.includes(peerURL));
    if (row === undefined) throw labActRefused(`the cluster has no member at ${peerURL}: add it first`);
    const program = await requireFitting(acting, etcd);
    const member = await startJoining(acting, { name, peerHost, isLearner: row.isLearner }, program);
    return whileThere(member, async ({ tell, signal: stopped }) => {
      tell(`Stopping ${name}`);
      await member.stop(stopped);
    });
  };

/** Returns what a promotion does. */
export const promoteAct =
  ({ member: name }: LabAct & { readonly kind: 'promote' }): Doing =>
  async (acting) => {
    await promote(acting, acting.members.require(name));
    return 'history';
  };

/** Returns what a removal does. */
export const removeAct =
  ({ member: name }: LabAct & { readonly kind: 'remove' }): Doing =>
  async (acting) => {
    const member = acting.members.require(name);
    if (acting.members.all.length === 1) throw labActRefused(`${name} is the last member: stop the lab instead`);
    await remove(acting, member);
    return 'memberGone';
  };

/** Returns what moving the leader does. */
export const moveLeaderAct =
  ({ to }: LabAct & { readonly kind: 'moveLeader' }): Doing =>
  async (acting) => {
    const { peerURL } = acting.members.require(to);
    await acting.cluster.moveLeader(peerURL, acting);
    return 'history';
  };

async function promote(acting: Acting, member: ClusterMember): Promise<void> {
  acting.tell(`Waiting until ${member.name} follows the leader`);
  await acting.cluster.promote(member.peerURL, acting);
  member.isLearner = false;
  acting.members.tell({ kind: 'members', news: 'promoted', member: member.name });
}

/** How long it may take to take back a learner that did not start, whatever ended the act. */
const takeBackMs = 15_000;

/**
 * Removes a member from the cluster, and throws away what this lab has of it. One that the operator has removed already is
 * only thrown away, and one that was not made here is only removed.
 */
async function remove(acting: Acting, { name, peerURL }: Pick<ClusterMember, 'name' | 'peerURL'>): Promise<void> {
  const { members, cluster, tell } = acting;
  if (await isListed(acting, peerURL)) {
    await cluster.remove(peerURL, acting);
    members.tell({ kind: 'members', news: 'removed', member: name });
  }
  const member = members.all.find((one) => one.peerURL === peerURL);
  if (member === undefined) return;
  tell(`Removing what ${name} has left`);
  await members.discard(member);
}

async function isListed({ cluster, signal }: Acting, peerURL: string): Promise<boolean> {
  return (await cluster.members(signal)).some(({ peerURLs }) => peerURLs.includes(peerURL));
}

/** The flags of a member that joins, as the start line of a member that was added has them. */
async function startJoining(
  acting: Acting,
  joining: { readonly name: string; readonly peerHost: string; readonly isLearner: boolean },
  etcd: Pick<EtcdProgram, 'binary' | 'version'>,
): Promise<ClusterMember> {
  const { members, cluster, signal } = acting;
  const { name, peerHost, isLearner } = joining;
  const rows = await cluster.members(signal);
  const own = rows.find(({ peerURLs }) => peerURLs.includes(peerURLOf(peerHost)));
  if (own === undefined) throw labActRefused(`the cluster does not list ${name} yet`);
  const initialCluster = clusterToJoin(rows, { id: own.id, name });
  const member = await members.make({ name, peerHost, initialCluster, state: 'existing' }, { etcd, quota: null });
  // Before it starts: while it is waited for, it counts among those that vote or among those that do not.
  member.isLearner = isLearner;
  await startAgain(acting, member);
  return member;
}

async function requireFitting(acting: Acting, place: string | null): Promise<Pick<EtcdProgram, 'binary' | 'version'>> {
  const shared = place === null ? sharedEtcd(acting) : null;
  const etcd = shared ?? (await requireEtcd(place, acting.places));
  refuseMixture([...acting.members.all.map(({ settings }) => settings.etcd.version), etcd.version]);
  refuseOlder(etcd.version, await agreedVersion(acting));
  return etcd;
}

/** The etcd that every member runs; `null` where they differ. */
function sharedEtcd({ members }: Acting): Pick<EtcdProgram, 'binary' | 'version'> | null {
  const [first = null, ...others] = members.all.map(({ settings }) => settings.etcd);
  return others.every(({ binary }) => binary === first?.binary) ? first : null;
}

function refuseName({ members }: Acting, name: string): void {
  // On Windows and macOS, the folders a and A are one.
  const taken = members.all.some((member) => member.name.toLowerCase() === name.toLowerCase());
  if (taken) throw labActRefused(`there is a member ${name} already`);
  if (members.all.length >= mostLabMembers) throw labActRefused(`a lab has ${mostLabMembers} members at most`);
}
