import type { MemberId } from '../../../contract/ids.ts';
import { type EndpointStatus, status } from '../../etcd/maintenance.ts';
import { notNow } from './experiment-lab.ts';
import type { Stage } from './stage.ts';

/** A member that answers, by its status. */
export interface SeenMember {
  readonly name: string;
  readonly endpoint: string;
  readonly status: EndpointStatus;
}

/** The voting members of a lab in which everything works. */
export interface SeenLab {
  readonly leader: SeenMember;
  readonly followers: readonly SeenMember[];
}

const promptMs = 2_000;

/** Asks every member, or all but one; those that do not answer are absent. */
export async function askMembers({ lab, client, signal }: Stage, except?: string): Promise<readonly SeenMember[]> {
  const members = lab.world.members.filter(({ name }) => name !== except);
  const asked = members.map(async ({ name, endpoint }) => ({
    ...{ name, endpoint },
    status: await status(client, endpoint, { timeoutMs: promptMs, signal }),
  }));
  const answers = await Promise.allSettled(asked);
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
}

/** Returns the member that a majority of the voting ones follows; `null` without any. */
export function leaderAmong(members: readonly SeenMember[], voters: number): SeenMember | null {
  const followed = new Map<MemberId, number>();
  for (const { status } of members) {
    if (status.leader !== null && !status.isLearner) {
      followed.set(status.leader, (followed.get(status.leader) ?? 0) + 1);
    }
  }
  return members.find(({ status }) => (followed.get(status.memberId) ?? 0) > voters / 2) ?? null;
}

/**
 * Returns the members before an experiment that needs this many voting ones. Fails with `LabActRefused` where the lab has
 * fewer, or one of its members does not work: what is seen then would say nothing.
 */
export async function healthyLab(stage: Stage, atLeast: 1 | 3): Promise<SeenLab> {
  const { members } = stage.lab.world;
  const still = members.filter(({ process }) => process !== 'running').map(({ name }) => name);
  if (still.length > 0) throw notNow(`${still.join(', ')} does not run: bring it back, or reset the lab`);
  const seen = await stage.waitFor(async () => {
    const answers = await askMembers(stage);
    const voters = answers.filter((member) => !member.status.isLearner);
    const leader = leaderAmong(voters, voters.length);
    return answers.length === members.length && leader !== null ? { voters, leader } : null;
  }, 10_000);
  if (seen === null) throw notNow('not every member follows a leader: heal the links, or reset the lab');
  const { voters, leader } = seen;
  if (voters.length < atLeast) {
    throw notNow(
      `this needs ${atLeast} voting members, and the lab has ${voters.length}: add some, or start a larger lab`,
    );
  }
  return { leader, followers: voters.filter((member) => member !== leader) };
}

/** Waits for another leader than this one, and returns it; `null` where none is elected in time. */
export async function nextLeader(stage: Stage, before: SeenMember, voters: number): Promise<SeenMember | null> {
  return await stage.waitFor(async () => {
    const others = await askMembers(stage, before.name);
    const leader = leaderAmong(others, voters);
    return leader === null || leader.status.memberId === before.status.memberId ? null : leader;
  }, 30_000);
}
