import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import type { MemberProcess } from '../../sandbox/member-process.ts';
import type { LabLinks } from '../lab-world.ts';
import type { MemberSurroundings } from './lab-member.ts';
import { LabMembers } from './lab-members.ts';

afterEach(() => vi.useRealTimers());

const never = new Promise<never>(() => undefined);

/** A member that is made and not started. */
async function made() {
  const links: Pick<LabLinks, 'add' | 'get'> = {
    add: async () => 'http://127.0.0.1:1',
    get: () => ({ state: 'open', delayMs: 0 }),
  };
  const folder = join(tmpdir(), 'etcdeck-lab-that-is-not-there');
  // Nothing else of them is used before a member starts.
  const around = { place: { folder }, tell: () => undefined } as unknown as MemberSurroundings;
  const members = new LabMembers(links as LabLinks, around);
  const member = await members.make(
    { name: 'm1', peerHost: members.freeHost(), initialCluster: '', state: 'new' },
    { etcd: { binary: '/nowhere/etcd', version: '3.5.30' }, quota: null },
  );
  const told: string[] = [];
  return {
    members,
    member,
    told,
    bounds: { tell: (text: string) => told.push(text), signal: AbortSignal.timeout(60_000) },
  };
}

/** A process of which only its promises are looked at. */
const aProcess = (changes: Partial<MemberProcess>): MemberProcess =>
  ({ answersPeers: never, ready: never, lastWords: () => 'it said\nnothing', ...changes }) as MemberProcess;

it('does not wait for ever until a member answers its peers', async () => {
  const { members, member, told, bounds } = await made();
  vi.useFakeTimers();
  const waiting = members.untilUp(member, aProcess({}), bounds);
  await vi.advanceTimersByTimeAsync(60_000);
  await waiting;
  expect(told).toEqual(['m1 runs and does not answer its peers yet']);
});

it('says of a member that ended what it said last, and of one without its data what to do', async () => {
  const { members, member, bounds } = await made();
  const ended = aProcess({ answersPeers: Promise.reject(new Error('it ended')) });
  const failed = { code: 'SandboxFailed', detail: { ended: 'm1' } };
  await expect(members.untilUp(member, ended, bounds)).rejects.toMatchObject({
    ...failed,
    message: String.raw`member m1 ended: it said\x0anothing`,
  });
  member.isWiped = true;
  await expect(members.untilUp(member, ended, bounds)).rejects.toMatchObject({
    ...failed,
    message: expect.stringMatching(/without its data: remove it from the cluster and add a new one$/),
  });
});
