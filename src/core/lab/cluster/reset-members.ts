import { openAll } from './acts/link-acts.ts';
import type { ClusterMember, MemberSettings } from './lab-member.ts';
import { asideOf, type LabMembers, removeFolder } from './lab-members.ts';
import type { ActBounds } from './member-acts.ts';
import { copyData } from './restored-data.ts';

/** A member that a lab has started with. */
export interface StartedWith {
  readonly member: ClusterMember;
  readonly settings: MemberSettings;
  /** A copy of the data that it began with; `null`: it began without. */
  readonly data: string | null;
}

/** Kills all members, and starts those of the beginning with the data and settings of then, with every link open. */
export async function resetMembers(
  members: LabMembers,
  start: readonly StartedWith[],
  bounds: ActBounds,
): Promise<void> {
  bounds.tell('Killing the members');
  await Promise.all(members.all.map((member) => member.kill()));
  const kept = new Set(start.map(({ member }) => member));
  for (const member of members.all) if (!kept.has(member)) await members.discard(member);
  bounds.tell('Bringing back the data of the start');
  members.listed([]);
  // No wipe is taken back any more.
  await removeFolder(asideOf(members.folder));
  for (const { member, settings, data } of start) {
    await removeFolder(member.dataDir);
    if (data !== null) await copyData(data, member.dataDir);
    member.settings = settings;
    member.isLearner = false;
    member.isWiped = false;
    await members.bringBack(member);
  }
  await openAll(members);
  bounds.tell('Starting the members');
  const started = start.map(({ member }) => [member, member.start()] as const);
  await Promise.all(started.map(([member, running]) => members.untilUp(member, running, bounds)));
}
