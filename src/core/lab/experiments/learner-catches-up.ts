import { EtcdeckError } from '../../../contract/failure.ts';
import { mostLabMembers } from '../../../contract/lab.ts';
import { memberPromote } from '../../etcd/cluster.ts';
import { status } from '../../etcd/maintenance.ts';
import { type Conclusion, notNow } from './experiment-lab.ts';
import { count, inMs, inPercent } from './figures.ts';
import { healthyLab, type SeenMember } from './lab-view.ts';
import type { Stage } from './stage.ts';

/** etcd takes a learner that holds this part of the leader's log for ready. */
const readyAt = 0.9;
/** What is written while the learner hangs, and how much at once. */
const mostEntries = 20_000;
const atOnce = 50;

/** Adds a learner that hangs while the log grows, tries to promote it, lets it go on, and promotes it when that is accepted. */
export async function learnerCatchesUp(stage: Stage): Promise<Conclusion> {
  const { members } = stage.lab.world;
  if (members.length >= mostLabMembers) throw notNow('the lab has seven members already: remove one first');
  const { leader } = await healthyLab(stage, 1);
  const name = freeName(members.map((member) => member.name));
  const prefix = stage.keys('learner');

  stage.step(`Add ${name} as a learner`);
  await stage.act({ kind: 'addLearner', name, etcd: null });
  const learner = await stage.waitFor(async () => {
    const found = stage.lab.world.members.find((member) => member.name === name);
    if (found === undefined) return null;
    const { endpoint } = found;
    return { name, endpoint, status: await status(stage.client, endpoint, { timeoutMs: 2_000, signal: stage.signal }) };
  }, 60_000);
  if (learner === null) return { asPromised: false, text: 'The learner did not come up' };

  stage.step(`Freeze ${name}, so that it receives nothing`);
  const thaw = await stage.act({ kind: 'freeze', member: name });
  const { raftIndex } = await status(stage.client, leader.endpoint, { timeoutMs: 5_000, signal: stage.signal });
  // The learner holds four fifths of the log then, or less.
  const more = Math.ceil(raftIndex / 4) + 200;
  if (more > mostEntries) throw notNow(`the log of this lab is too long, ${count(raftIndex)} entries: reset the lab`);
  stage.step(`Write ${count(more)} keys meanwhile`);
  await fill(stage, leader, prefix, more);
  const holds = raftIndex / (raftIndex + more);
  const early = await promote(stage, leader, learner);
  stage.observed(`Promotion with ${inPercent(holds)} of the log at most`, early ?? 'accepted');

  stage.step(`Thaw ${name}, and ask until it may vote`);
  const thawedAt = performance.now();
  await thaw();
  let refused = 0;
  const promoted = await stage.waitFor(
    async () => {
      if ((await promote(stage, leader, learner)) === null) return true;
      refused += 1;
      return null;
    },
    60_000,
    5,
  );
  if (promoted === null) return { asPromised: false, text: 'The learner was not accepted in a minute' };
  stage.observed('Refused attempts after it went on', count(refused));
  const acceptedAfter = inMs(performance.now() - thawedAt);
  stage.observed('Accepted after', acceptedAfter);
  return {
    asPromised: early === 'LearnerNotReady',
    text:
      early === 'LearnerNotReady'
        ? `A learner may vote once it holds ${inPercent(readyAt)} of the leader's log: refused with ${inPercent(holds)} at most, and accepted ${acceptedAfter} after it went on`
        : `The learner held ${inPercent(holds)} of the log at most, and its promotion was ${early ?? 'accepted'}`,
  };
}

/** Tries to give the learner a vote; returns why not, `null` when it has one. */
async function promote(stage: Stage, leader: SeenMember, learner: SeenMember): Promise<string | null> {
  const call = { endpoint: leader.endpoint, timeoutMs: 9_000, signal: stage.signal };
  try {
    await memberPromote(stage.client, learner.status.memberId, call);
    return null;
  } catch (error) {
    if (!(error instanceof EtcdeckError) || error.code === 'Cancelled') throw error;
    return error.code === 'MemberNotLearner' ? null : error.code;
  }
}

/** Leaves no put under way, however it ends: one could arrive after the keys were deleted. */
async function fill(stage: Stage, { endpoint }: SeenMember, prefix: string, entries: number): Promise<void> {
  const value = Buffer.alloc(64, 'v');
  for (let first = 0; first < entries; first += atOnce) {
    const keys = Array.from({ length: Math.min(atOnce, entries - first) }, (_, place) => `${prefix}${first + place}`);
    const call = { endpoint, timeoutMs: 15_000 };
    const puts = keys.map((key) => stage.client.call(({ kv }) => kv.put({ key: Buffer.from(key), value }), call));
    const failed = (await Promise.allSettled(puts)).find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
    stage.requireGoing();
  }
}

function freeName(taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? 'newcomer' : `newcomer-${number}`;
    if (!taken.includes(name)) return name;
  }
}
