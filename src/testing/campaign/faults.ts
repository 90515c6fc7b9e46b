import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { status } from '../../core/etcd/maintenance.ts';
import { chosenEtcd } from '../etcd-binaries.ts';
import type { Random } from '../random.ts';
import type { CampaignCluster } from './campaign-cluster.ts';
import type { Desk } from './desk.ts';
import type { DiskFault, DiskTarget } from './journal-disk.ts';

const run = promisify(execFile);

/** One thing that goes wrong in a round, so many milliseconds after its start. */
export type Fault = { readonly atMs: number } & (
  | {
      readonly kind: 'held request' | 'lost answer';
      readonly desk: number;
      readonly breaksAfterMs: number | null;
      readonly deliversAfterMs: number;
    }
  | { readonly kind: 'cut lines'; readonly desk: number }
  | { readonly kind: 'refused line'; readonly desk: number; readonly member: number; readonly forMs: number }
  | {
      readonly kind: 'frozen member';
      readonly member: number;
      readonly cutAfterMs: number | null;
      readonly forMs: number;
    }
  | { readonly kind: 'killed member'; readonly member: number; readonly forMs: number }
  | {
      readonly kind: 'isolated member';
      readonly member: number;
      readonly how: 'cut' | 'hold';
      readonly cutAfterMs: number | null;
      readonly forMs: number;
    }
  | { readonly kind: 'moved leader'; readonly by: number }
  | {
      readonly kind: 'journal disk';
      readonly desk: number;
      readonly fault: DiskFault;
      readonly target: DiskTarget;
      readonly spares: number;
    }
);

/** What goes wrong in a round: two things that lose answers, the journal's disk, and at times the cluster itself. */
export function schedule(random: Random, desks: number): readonly Fault[] {
  const faults = [telling(random, desks), telling(random, desks)];
  if (random.between(1, 3) === 1) faults.push(unsettling(random, desks));
  faults.push(atJournal(random, desks));
  return faults.sort((a, b) => a.atMs - b.atMs);
}

const membersCount = 3;

function telling(random: Random, desks: number): Fault {
  const kind = random.oneOf([
    ...(['held request', 'held request', 'held request', 'lost answer'] as const),
    ...(['frozen member', 'frozen member', 'isolated member'] as const),
  ]);
  const atMs = random.between(0, 150);
  const member = random.between(0, membersCount - 1);
  const cutAfterMs = random.between(1, 5) === 1 ? null : random.between(10, 80);
  const forMs = random.between(150, 500);
  if (kind === 'frozen member') return { kind, atMs, member, cutAfterMs, forMs };
  if (kind === 'isolated member') return { kind, atMs, member, how: random.oneOf(['cut', 'hold']), cutAfterMs, forMs };
  const breaksAfterMs = random.between(1, 12) === 1 ? null : random.between(2, 20);
  return { kind, atMs, desk: random.between(0, desks - 1), breaksAfterMs, deliversAfterMs: random.between(40, 500) };
}

function unsettling(random: Random, desks: number): Fault {
  const kind = random.oneOf(['killed member', 'moved leader', 'cut lines', 'refused line'] as const);
  const atMs = random.between(0, 300);
  const member = random.between(0, membersCount - 1);
  const desk = random.between(0, desks - 1);
  const forMs = random.between(100, 500);
  if (kind === 'killed member') return { kind, atMs, member, forMs };
  if (kind === 'moved leader') return { kind, atMs, by: random.between(1, 2) };
  return kind === 'cut lines' ? { kind, atMs, desk } : { kind, atMs, desk, member, forMs };
}

function atJournal(random: Random, desks: number): Fault {
  const target = random.oneOf<DiskTarget>(['confirmed', 'confirmed', 'any']);
  const fault = random.oneOf<DiskFault>(
    target === 'confirmed' ? ['full', 'full', 'torn', 'damaged'] : ['full', 'torn'],
  );
  const atMs = random.between(0, 150);
  return {
    kind: 'journal disk',
    atMs,
    desk: random.between(0, desks - 1),
    fault,
    target,
    spares: random.between(0, 3),
  };
}

/** Lets a fault happen, and mends what it did when its time is over. Names what has happened indeed. */
export async function happen(
  fault: Fault,
  cluster: CampaignCluster,
  desks: readonly Desk[],
): Promise<readonly string[]> {
  await pause(fault.atMs);
  switch (fault.kind) {
    case 'held request':
    case 'lost answer':
      return setTraps(fault, desks);
    case 'cut lines':
      for (const line of desks[fault.desk]?.lines ?? []) line.cut();
      return [fault.kind];
    case 'refused line':
      desks[fault.desk]?.lines[fault.member]?.refuse();
      desks[fault.desk]?.lines[fault.member]?.cut();
      await pause(fault.forMs);
      desks[fault.desk]?.lines[fault.member]?.accept();
      return [fault.kind];
    case 'frozen member':
      return await freeze(fault, cluster, desks);
    case 'killed member':
      return await kill(fault, cluster);
    case 'isolated member':
      cluster.links.isolate(fault.member, fault.how);
      await cutOff(fault, desks);
      cluster.links.heal();
      return [`${fault.kind} (${fault.how})`];
    case 'moved leader':
      return (await moveLeader(cluster, fault.by)) ? [fault.kind] : [];
    case 'journal disk':
      desks[fault.desk]?.disk.fail(fault.fault, fault.target, fault.spares);
      // The disk itself says whether it was met.
      return [];
  }
}

/** On every line of a desk; the first that springs takes the others away. */
function setTraps(
  { kind, desk, breaksAfterMs, deliversAfterMs }: Extract<Fault, { readonly kind: 'held request' | 'lost answer' }>,
  desks: readonly Desk[],
): readonly string[] {
  const lines = desks[desk]?.lines ?? [];
  const keeps = kind === 'held request' ? 'request' : 'answer';
  const sprung: string[] = [];
  const onDidSpring = (): void => {
    sprung.push(breaksAfterMs === null ? `${kind} (to the deadline)` : kind);
    for (const line of lines) line.removeTrap();
  };
  for (const line of lines) line.setTrap({ keeps, breaksAfterMs, deliversAfterMs, onDidSpring });
  return sprung;
}

async function freeze(
  fault: Extract<Fault, { readonly kind: 'frozen member' }>,
  { members }: CampaignCluster,
  desks: readonly Desk[],
): Promise<readonly string[]> {
  const member = members[fault.member];
  if (member?.state !== 'up') return [];
  member.freeze();
  await cutOff(fault, desks);
  await member.mend();
  return [fault.kind];
}

async function kill(
  { kind, member: place, forMs }: Extract<Fault, { readonly kind: 'killed member' }>,
  { members }: CampaignCluster,
): Promise<readonly string[]> {
  const member = members[place];
  if (member?.state !== 'up') return [];
  await member.kill();
  await pause(forMs);
  await member.mend();
  return [kind];
}

/** Clients of a member that hangs give it up: what they sent is on its way all the same. */
async function cutOff(
  {
    member,
    cutAfterMs,
    forMs,
  }: { readonly member: number; readonly cutAfterMs: number | null; readonly forMs: number },
  desks: readonly Desk[],
): Promise<void> {
  await pause(Math.min(cutAfterMs ?? forMs, forMs));
  if (cutAfterMs === null) return;
  for (const { lines } of desks) lines[member]?.cutClient();
  await pause(Math.max(0, forMs - cutAfterMs));
}

async function moveLeader(cluster: CampaignCluster, by: number): Promise<boolean> {
  const { members, direct, caFile } = cluster;
  const place = await cluster.leader();
  const { etcdctl } = chosenEtcd();
  const from = place === null ? undefined : members[place];
  const to = place === null ? undefined : members[(place + by) % members.length];
  if (from === undefined || to?.state !== 'up' || etcdctl === null) return false;
  try {
    const { memberId } = await status(direct, to.endpoint, { timeoutMs: 500 });
    await run(etcdctl, ['--endpoints', from.endpoint, '--cacert', caFile, 'move-leader', memberId], { timeout: 5_000 });
    return true;
  } catch {
    // Another fault came first.
    return false;
  }
}
