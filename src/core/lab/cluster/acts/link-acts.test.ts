import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LabLinks, LinkSetting } from '../../lab-world.ts';
import type { ClusterMember, MemberSurroundings } from '../lab-member.ts';
import { LabMembers } from '../lab-members.ts';
import type { Acting, Undoing } from './act.ts';
import { healAct, linkAct } from './link-acts.ts';

/** Links that only remember how they are set: no member of this test runs. */
function rememberedLinks(): LabLinks {
  const settings = new Map<string, LinkSetting>();
  return {
    add: async () => 'http://127.0.0.1:1',
    async remove(name) {
      for (const way of [...settings.keys()]) if (way.split(' ').includes(name)) settings.delete(way);
    },
    set: async (from, to, setting) => void settings.set(`${from} ${to}`, setting),
    get: (from, to) => settings.get(`${from} ${to}`) ?? { state: 'open', delayMs: 0 },
    takeCounts: () => [],
    onMessages: () => () => undefined,
    onFailure: () => undefined,
    close: async () => undefined,
  };
}

/** Three members that are made and not started. */
async function made() {
  const links = rememberedLinks();
  const folder = join(tmpdir(), 'etcdeck-lab-that-is-not-there');
  // Nothing else of them is used before a member starts.
  const around = { place: { folder }, token: 'token', onLine: () => undefined, tell: () => undefined };
  const members = new LabMembers(links, around as unknown as MemberSurroundings);
  const make = (name: string): Promise<ClusterMember> =>
    members.make(
      { name, peerHost: members.freeHost(), initialCluster: '', state: 'new' },
      { etcd: { binary: '/nowhere/etcd', version: '3.5.30' }, quota: null },
    );
  for (const name of ['m1', 'm2', 'm3']) await make(name);
  const acting = { members, tell: () => undefined } as unknown as Acting; // links need nothing else
  return { links, members, make, acting };
}

const cut = { kind: 'link', both: true, state: 'cut', delayMs: 0 } as const;

async function undone(undoing: Undoing, acting: Acting): Promise<void> {
  if (typeof undoing === 'string') throw new Error(undoing);
  await undoing(acting);
}

describe('a link that was cut', () => {
  it('is as it was when that is taken back', async () => {
    const { links, acting } = await made();
    await linkAct({ ...cut, from: 'm1', to: 'm2', both: false, state: 'open', delayMs: 200 })(acting);
    const undoing = await linkAct({ ...cut, from: 'm1', to: 'm2' })(acting);
    expect(links.get('m2', 'm1')).toEqual({ state: 'cut', delayMs: 0 });
    await undone(undoing, acting);
    expect(links.get('m1', 'm2')).toEqual({ state: 'open', delayMs: 200 });
    expect(links.get('m2', 'm1')).toEqual({ state: 'open', delayMs: 0 });
  });

  it('of a member that has left is not set for another one of its name', async () => {
    const { links, members, make, acting } = await made();
    await linkAct({ ...cut, from: 'm1', to: 'm3' })(acting);
    await linkAct({ ...cut, from: 'm1', to: 'm2' })(acting);
    const healed = await healAct(acting);
    await members.discard(members.require('m3'));
    await make('m3');
    await undone(healed, acting);
    expect(links.get('m1', 'm2').state).toBe('cut');
    expect(links.get('m1', 'm3').state).toBe('open');
  });
});
