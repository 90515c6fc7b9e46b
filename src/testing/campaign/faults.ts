import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { status } from '../../core/etcd/maintenance.ts';
import { chosenEtcd } from '../etcd-binaries.ts';
import type { Random } from '../random.ts';
import type { CampaignCluster } from './campaign-cluster.ts';
import type { DiskFault, DiskTarget } from './journal-disk.ts';
import type { Operator } from './operator.ts';

const run = promisify(execFile);

/** One fault in a round, this many milliseconds after its start. */
export type Fault = { readonly atMs: number } & (
  | {
      readonly kind: 'held request' | 'lost answer';
      readonly operator: number;
      readonly breaksAfterMs: number | null;
      readonly deliversAfterMs: number;
    }
  | { readonly kind: 'cut lines'; readonly operator: number }
  | { readonly kind: 'refused line'; readonly operator: number; readonly member: number; readonly forMs: number }
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
      readonly operator: number;
      readonly fault: DiskFault;
      readonly target: DiskTarget;
      readonly spares: number;
    }
);

/** Returns the faults of a round: two that lose answers, one of the journal's disk, and at times one of the cluster. */
export function schedule(random: Random, operators: number): readonly Fault[] {
  const faults = [telling(random, operators), telling(random, operators)];
  if (random.between(1, 3) === 1) faults.push(unsettling(random, operators));
  faults.push(atJournal(random, operators));
  return faults.sort((a, b) => a.atMs - b.atMs);
}

const membersCount = 3;

function telling(random: Random, operators: number): Fault {
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
  return {
    kind,
    atMs,
    operator: random.between(0, operators - 1),
    breaksAfterMs,
    deliversAfterMs: random.between(40, 500),
  };
}

function unsettling(random: Random, operators: number): Fault {
  const kind = random.oneOf(['killed member', 'moved leader', 'cut lines', 'refused line'] as const);
  const atMs = random.between(0, 300);
  const member = random.between(0, membersCount - 1);
  const operator = random.between(0, operators - 1);
  const forMs = random.between(100, 500);
  if (kind === 'killed member') return { kind, atMs, member, forMs };
  if (kind === 'moved leader') return { kind, atMs, by: random.between(1, 2) };
  return kind === 'cut lines' ? { kind, atMs, operator } : { kind, atMs, operator, member, forMs };
}

function atJournal(random: Random, operators: number): Fault {
  const target = random.oneOf<DiskTarget>(['confirmed', 'confirmed', 'any']);
  const fault = random.oneOf<DiskFault>(
    target === 'confirmed' ? ['full', 'full', 'torn', 'damaged'] : ['full', 'torn'],
  );
  const atMs = random.between(0, 150);
  return {
    kind: 'journal disk',
    atMs,
    operator: random.between(0, operators - 1),
    fault,
    target,
    spares: random.between(0, 3),
  };
}

/** Applies a fault, and repairs it when its time is over. Returns the names of the faults that really happened. */
export async function happen(
  fault: Fault,
  cluster: CampaignCluster,
  operators: readonly Operator[],
): Promise<readonly string[]> {
  await pause(fault.atMs);
  switch (fault.kind) {
    case 'held request':
    case 'lost answer':
      return setTraps(fault, operators);
    case 'cut lines':
      for (const line of operators[fault.operator]?.lines ?? []) line.cut();
      return [fault.kind];
    case 'refused line':
      operators[fault.operator]?.lines[fault.member]?.refuse();
      operators[fault.operator]?.lines[fault.member]?.cut();
      await pause(fault.forMs);
      operators[fault.operator]?.lines[fault.member]?.accept();
      return [fault.kind];
    case 'frozen member':
      return await freeze(fault, cluster, operators);
    case 'killed member':
      return await kill(fault, cluster);
    case 'isolated member':
      cluster.links.isolate(fault.member, fault.how);
      await cutOff(fault, operators);
      cluster.links.heal();
      return [`${fault.kind} (${fault.how})`];
    case 'moved leader':
      return (await moveLeader(cluster, fault.by)) ? [fault.kind] : [];
    case 'journal disk':
      operators[fault.operator]?.disk.fail(fault.fault, fault.target, fault.spares);
      // The disk itself says whether it was met.
      return [];
  }
}

/** Sets a trap on every line of an operator; the first that springs removes the others. */
function setTraps(
  { kind, operator, breaksAfterMs, deliversAfterMs }: Extract<Fault, { readonly kind: 'held request' | 'lost answer' }>,
  operators: readonly Operator[],
): readonly string[] {
  const lines = operators[operator]?.lines ?? [];
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
  operators: readonly Operator[],
): Promise<readonly string[]> {
  const member = members[fault.member];
  if (member?.state !== 'up') return [];
  member.freeze();
  await cutOff(fault, operators);
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

/** Clients of a hanging member give up; their requests still arrive. */
async function cutOff(
  {
    member,
    cutAfterMs,
    forMs,
  }: { readonly member: number; readonly cutAfterMs: number | null; readonly forMs: number },
  operators: readonly Operator[],
): Promise<void> {
  await pause(Math.min(cutAfterMs ?? forMs, forMs));
  if (cutAfterMs === null) return;
  for (const { lines } of operators) lines[member]?.cutClient();
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
