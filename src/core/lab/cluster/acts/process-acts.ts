import { randomBytes } from 'node:crypto';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabMemberAct } from '../../../../contract/lab/acts.ts';
import { systemCodeOf } from '../../../files/file-failure.ts';
import type { ClusterMember } from '../lab-member.ts';
import { asideOf, removeFolder } from '../lab-members.ts';
import { labActRefused } from '../version-rules.ts';
import { type Acting, type Doing, whileThere } from './act.ts';

/** Returns what an act on a member's process does. */
export function processAct(kind: LabMemberAct, name: string): Doing {
  const act = acts[kind];
  return async (acting) => {
    const member = acting.members.require(name);
    const undoing = await act(acting, member);
    return typeof undoing === 'string' ? undoing : whileThere(member, undoing);
  };
}

type ProcessAct = (acting: Acting, member: ClusterMember) => ReturnType<Doing>;

const acts: Readonly<Record<LabMemberAct, ProcessAct>> = {
  async stop({ tell, signal }, member) {
    requireUp(member);
    requireThawed(member);
    tell(`Stopping ${member.name}`);
    await member.stop(signal);
    return (undoing) => startAgain(undoing, member);
  },
  async kill({ tell }, member) {
    requireUp(member);
    tell(`Killing ${member.name}`);
    await member.kill();
    return (undoing) => startAgain(undoing, member);
  },
  async freeze({ tell }, member) {
    if (process.platform === 'win32') throw labActRefused('Windows cannot freeze a process');
    requireUp(member);
    requireThawed(member);
    tell(`Freezing ${member.name}`);
    member.freeze();
    return (undoing) => thaw(undoing, member);
  },
  async thaw(acting, member) {
    await thaw(acting, member);
    return async ({ tell }) => {
      requireUp(member);
      requireThawed(member);
      tell(`Freezing ${member.name}`);
      member.freeze();
    };
  },
  async restart(acting, member) {
    const before = member.process;
    await restart(acting, member);
    if (before === 'running' || before === 'frozen') return 'history';
    return async ({ tell, signal }) => {
      requireUp(member);
      tell(before === 'stopped' ? `Stopping ${member.name}` : `Killing ${member.name}`);
      await (before === 'stopped' ? member.stop(signal) : member.kill());
    };
  },
  async wipe({ members, tell }, member) {
    const wasUp = member.isUp;
    if (wasUp) {
      tell(`Killing ${member.name}`);
      await member.kill();
    }
    tell(`Taking the data of ${member.name} away`);
    const aside = join(asideOf(members.folder), randomBytes(4).toString('hex'));
    await moveData(member.dataDir, aside);
    const wasWiped = member.isWiped;
    member.isWiped = true;
    let isBack = false;
    return async (undoing) => {
      // One that was stopped or failed is asked for again, and finds the data in its place.
      if (!isBack) {
        await member.kill();
        undoing.tell(`Bringing the data of ${member.name} back`);
        await removeFolder(member.dataDir);
        await moveData(aside, member.dataDir);
        isBack = true;
        member.isWiped = wasWiped;
      }
      if (wasUp && !member.isUp) await startAgain(undoing, member);
    };
  },
};

/** Starts a member on the data that it has; one that runs is stopped first. Fails with its last words. */
export async function restart(acting: Acting, member: ClusterMember): Promise<void> {
  if (member.isUp) {
    acting.tell(`Stopping ${member.name}`);
    // A frozen one does not end by itself.
    await (member.process === 'frozen' ? member.kill() : member.stop(acting.signal));
  }
  await startAgain(acting, member);
}

/** Starts a member that does not run. */
export async function startAgain(acting: Acting, member: ClusterMember): Promise<void> {
  if (member.isUp) throw labActRefused(`${member.name} runs already`);
  acting.tell(`Starting ${member.name}`);
  await acting.members.untilUp(member, member.start(), acting);
}

async function thaw({ tell }: Acting, member: ClusterMember): Promise<void> {
  if (member.process !== 'frozen') throw labActRefused(`${member.name} is not frozen`);
  tell(`Thawing ${member.name}`);
  member.thaw();
}

function requireUp({ name, isUp }: ClusterMember): void {
  if (!isUp) throw labActRefused(`${name} does not run`);
}

function requireThawed({ name, process }: ClusterMember): void {
  if (process === 'frozen') throw labActRefused(`${name} is frozen: thaw it first`);
}

/** Moves a member's data; one that has none keeps none. */
async function moveData(from: string, to: string): Promise<void> {
  await mkdir(join(to, '..'), { recursive: true, mode: 0o700 });
  await rename(from, to).catch((error: unknown) => {
    if (systemCodeOf(error) !== 'ENOENT') throw error;
  });
}
