import { describe, expect, it } from 'vitest';
import type { Failure } from '../../contract/failure.ts';
import type { MemberId } from '../../contract/ids.ts';
import { type Random, seeded } from '../../testing/random.ts';
import { type MembershipChange, membershipRefusal, quorumAround, type World } from './membership-rules.ts';

const idOf = (name: string) => name as MemberId; // made up

/** A member as it really is; a frozen one holds its connections and does nothing. */
interface Member {
  readonly name: string;
  isLearner: boolean;
  state: 'up' | 'down' | 'frozen' | 'new';
  readonly behind: number;
}

interface Cluster {
  members: Member[];
  readonly version: string;
  added: number;
}

function aCluster(random: Random): Cluster {
  const voters = random.between(1, 9);
  const learners = random.between(0, 3) === 0 ? random.between(1, 2) : 0;
  const members = Array.from(
    { length: Math.min(9, voters + learners) },
    (_, at): Member => ({
      name: `m${at}`,
      isLearner: at >= voters,
      // Most members of most clusters are up.
      state: random.oneOf(['up', 'up', 'up', 'up', 'up', 'down', 'frozen', random.oneOf(['up', 'up', 'new'])]),
      behind: random.between(0, 19) === 0 ? 9_000 : 0,
    }),
  );
  return { members, version: random.oneOf(['3.7.1', '3.6.14', '3.5.30', '3.5.29', '3.4.34']), added: 0 };
}

const votersOf = ({ members }: Cluster) => members.filter(({ isLearner }) => !isLearner);
const healthyOf = (cluster: Cluster) => votersOf(cluster).filter(({ state }) => state === 'up').length;
const majorityOf = (voters: number) => Math.floor(voters / 2) + 1;
const canWrite = (cluster: Cluster) => healthyOf(cluster) >= majorityOf(votersOf(cluster).length);

/** What core asks just before an act. */
function worldOf(cluster: Cluster): World {
  const leader = canWrite(cluster) ? votersOf(cluster).find(({ state }) => state === 'up') : undefined;
  return {
    members: cluster.members.map((member) => ({
      id: idOf(member.name),
      name: member.state === 'new' ? '' : member.name,
      isLearner: member.isLearner,
      peerURLs: [],
      isStarted: member.state !== 'new',
      isLeader: member === leader,
      isAnswering: member.state === 'up',
      version: member.state === 'up' ? cluster.version : null,
      behind: member.state === 'up' ? member.behind : null,
    })),
  };
}

function aChange(cluster: Cluster, random: Random): MembershipChange {
  const kind = random.oneOf<MembershipChange['kind']>(['add', 'promote', 'remove', 'remove', 'update']);
  if (kind === 'add') return { kind, isLearner: random.between(0, 1) === 0 };
  const { name } = cluster.members[random.between(0, cluster.members.length - 1)] ?? { name: 'nobody' };
  return { kind, member: idOf(name) };
}

/** The members after a change, as etcd makes them. */
function after(cluster: Cluster, change: MembershipChange): Cluster {
  const members = cluster.members.map((member) => ({ ...member }));
  if (change.kind === 'add') {
    const name = `a${cluster.added + 1}`;
    members.push({ name, isLearner: change.isLearner, state: 'new', behind: 0 });
    return { ...cluster, members, added: cluster.added + 1 };
  }
  if (change.kind === 'remove') return { ...cluster, members: members.filter(({ name }) => name !== change.member) };
  if (change.kind === 'promote') {
    for (const member of members) member.isLearner &&= member.name !== change.member;
  }
  return { ...cluster, members };
}

/**
 * Whether a server with its strict check refuses: `mayAddMember`, `mayRemoveMember` and `mayPromoteMember` of
 * server/etcdserver/server.go. A frozen member counts as connected.
 */
function isServerAgainst(cluster: Cluster, change: MembershipChange): boolean {
  const voters = votersOf(cluster);
  const started = voters.filter(({ state }) => state !== 'new');
  const connected = voters.filter(({ state }) => state === 'up' || state === 'frozen');
  if (change.kind === 'update') return false;
  if (change.kind === 'add') {
    const isAlone = voters.length === 1 && started.length === 1;
    const most = majorityOf(voters.length + 1);
    const hasLearner = cluster.members.some(({ isLearner }) => isLearner);
    if (change.isLearner && hasLearner) return true;
    if (!change.isLearner && started.length < most && !isAlone) return true;
    const isOld = /^3\.(4\.|5\.29)/.test(cluster.version);
    return isOld ? connected.length < voters.length : voters.length > 1 && connected.length < most;
  }
  const target = cluster.members.find(({ name }) => name === change.member);
  if (change.kind === 'promote') return started.length + 1 < majorityOf(voters.length + 1);
  if (target === undefined || target.isLearner) return target === undefined;
  const rest = voters.filter((member) => member !== target);
  if (rest.filter(({ state }) => state !== 'new').length < majorityOf(rest.length)) return true;
  if (target.state === 'down' || target.state === 'new') return false;
  return connected.length - 1 < 1 + Math.floor((voters.length - 1) / 2);
}

/** From here a frozen member looks like one that is down. */
function asSeen(cluster: Cluster): Cluster {
  const members = cluster.members.map(
    (member): Member => ({ ...member, state: member.state === 'frozen' ? 'down' : member.state }),
  );
  return { ...cluster, members };
}

/** Members start, come back and fail, as far as a quorum remains. */
function timePasses(cluster: Cluster, random: Random): void {
  const member = cluster.members[random.between(0, cluster.members.length - 1)];
  if (member === undefined) return;
  const before = member.state;
  member.state = random.oneOf(['up', 'up', member.state === 'new' ? 'new' : random.oneOf(['down', 'frozen'])]);
  if (!canWrite(cluster)) member.state = before;
}

/** Returns what is wrong with what the rules say of a change; `null` where nothing is. */
function faultOf(cluster: Cluster, next: Cluster, change: MembershipChange, refusal: Failure | null): string | null {
  const { after: quorum } = quorumAround([change], worldOf(cluster));
  const isSafe = canWrite(cluster) && canWrite(next);
  if (quorum.voters !== votersOf(next).length || quorum.healthy !== healthyOf(next)) return 'counts another quorum';
  if (refusal === null && !isSafe) return 'allows what costs the quorum';
  if (refusal === null && isServerAgainst(cluster, change)) return 'allows what servers refuse';
  if (refusal?.code === 'QuorumAtRisk' && isSafe) return 'refuses what does not cost the quorum';
  if (refusal?.code === 'LastVoter' && quorum.voters > 0) return 'refuses as the last voter one that is not';
  if (refusal?.code === 'Unhealthy' && !isServerAgainst(asSeen(cluster), change)) return 'refuses what servers take';
  return null;
}

const seeds = Array.from({ length: 20 }, (_, at) => at + 1);

describe('of random clusters and changes', () => {
  it.each(seeds)(
    'none that is allowed costs the quorum, and none is refused for it that does not (seed %i)',
    (seed) => {
      const random = seeded(seed);
      const faults: string[] = [];
      const counts = { allowed: 0, refused: 0 };
      for (let clusters = 0; clusters < 100; clusters++) {
        let cluster = aCluster(random);
        for (let steps = 0; steps < 20; steps++) {
          const change = aChange(cluster, random);
          const refusal = membershipRefusal(change, worldOf(cluster));
          const next = after(cluster, change);
          const fault = faultOf(cluster, next, change, refusal);
          if (fault !== null) faults.push(`${fault}: ${JSON.stringify({ cluster, change, refusal })}`);
          counts[refusal === null ? 'allowed' : 'refused'] += 1;
          if (refusal === null) cluster = next;
          timePasses(cluster, random);
        }
      }
      expect(faults).toEqual([]);
      expect(counts.allowed).toBeGreaterThan(100);
      expect(counts.refused).toBeGreaterThan(100);
    },
  );
});
