import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type LabView, viewOf } from './lab-cluster-view.ts';
import { startTestLab, type TestLab } from './test-lab.ts';

/** Ten times what an election takes on a slow machine. */
const patience = { timeout: 60_000, interval: 100 };

/**
 * The acts on three real members of the etcd under test. Each test leaves them as it found them. `isWhole`: with those that
 * take seconds of etcd's own time-outs.
 */
export function actsOnThreeMembers(isWhole: boolean): void {
  const itWhole = it.skipIf(!isWhole);
  let lab: TestLab;
  let view: LabView;
  const all = ['m1', 'm2', 'm3'];
  const others = (name: string): readonly string[] => all.filter((one) => one !== name);
  beforeAll(async () => {
    lab = await startTestLab({ names: all });
    view = viewOf(lab);
  }, 120_000);
  afterAll(async () => {
    view?.close();
    await lab?.close();
  });

  it('elect another leader in a later term when theirs is killed, and take it in again', async () => {
    const before = await view.leader();
    const begun = performance.now();
    const killed = await lab.act({ kind: 'kill', member: before.name });
    const after = await view.leader(others(before.name));
    process.stdout.write(`another leader after ${Math.round(performance.now() - begun)} ms\n`);
    expect(after.name).not.toBe(before.name);
    // The term of the last entry: a leader writes one as soon as it is elected.
    await vi.waitFor(
      async () => expect((await view.status(after.name))?.raftTerm).toBeGreaterThan(before.term),
      patience,
    );
    expect(await view.status(before.name)).toBe(null);
    expect((await lab.member(before.name)).pid).toBe(null);
    await view.write(after.name, 'while', before.name);
    expect(await lab.undo(killed)).toMatchObject({ undoes: killed.id, noUndo: 'undone' });
    await vi.waitFor(async () => expect(await view.local(before.name, 'while')).toBe(before.name), patience);
    await expect(lab.undo(killed)).rejects.toMatchObject({ code: 'LabActRefused' });
  });

  it('go on without a frozen leader, which follows once it is thawed', async () => {
    const before = await view.leader();
    const frozen = await lab.act({ kind: 'freeze', member: before.name });
    const after = await view.leader(others(before.name));
    expect(after.name).not.toBe(before.name);
    expect(await view.status(before.name)).toBe(null);
    for (const kind of ['freeze', 'stop'] as const) {
      await expect(lab.act({ kind, member: before.name })).rejects.toMatchObject({ code: 'LabActRefused' });
    }
    await lab.undo(frozen);
    expect((await view.leader()).name).toBe(after.name);
    await expect(lab.act({ kind: 'thaw', member: before.name })).rejects.toMatchObject({ code: 'LabActRefused' });
  });

  itWhole(
    'have a leader in a minority step down, whose write is refused or unknown, and catch up when healed',
    async () => {
      const { name } = await view.leader();
      const parted = await lab.act({ kind: 'partition', groups: [[name]] });
      const after = await view.leader(others(name));
      await vi.waitFor(async () => expect((await view.status(name))?.leader).toBe(null), patience);
      const failed = await view.write(name, 'minority', 'x').then(
        () => 'written',
        (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
      );
      expect(['NoLeader', 'Timeout', 'OutcomeUnknown', 'DeadlineExceeded', 'LeaderChanged', 'Unavailable']).toContain(
        failed,
      );
      await view.write(after.name, 'majority', '1');
      expect(await view.local(name, 'majority')).toBe(null);
      await lab.undo(parted);
      await vi.waitFor(async () => expect(await view.local(name, 'majority')).toBe('1'), patience);
      await view.leader();
    },
  );

  itWhole('move their leader, stop and restart', async () => {
    const { name } = await view.leader();
    const [to = ''] = others(name);
    expect(await lab.act({ kind: 'moveLeader', to })).toMatchObject({ noUndo: 'history' });
    expect((await view.leader()).name).toBe(to);
    const stopped = await lab.act({ kind: 'stop', member: to });
    expect((await view.leader(others(to))).name).not.toBe(to);
    await expect(lab.act({ kind: 'kill', member: to })).rejects.toMatchObject({ code: 'LabActRefused' });
    const started = await lab.act({ kind: 'restart', member: to });
    await view.leader();
    await lab.undo(started);
    expect((await lab.member(to)).pid).toBe(null);
    await lab.undo(stopped);
    expect(await lab.act({ kind: 'restart', member: to })).toMatchObject({ noUndo: 'history' });
    await view.leader();
  });

  itWhole('refuse writes once a quota is reached', async () => {
    const { name } = await view.leader();
    const quota = 2 * 1024 * 1024;
    const small = await lab.act({ kind: 'quota', member: name, bytes: quota });
    expect((await lab.member(name)).quota).toBe(quota);
    const fill = async (): Promise<void> => {
      for (let at = 0; at < 64; at += 1) await view.write(name, `filler-${at}`, 'x'.repeat(200_000));
    };
    await expect(fill()).rejects.toMatchObject({ code: 'NoSpace' });
    const [other = ''] = others(name);
    await expect(view.write(other, 'a', '1')).rejects.toMatchObject({ code: 'NoSpace' });
    await lab.undo(small);
    expect((await lab.member(name)).quota).toBe(null);
  });

  it('are in seconds as they were at the start', async () => {
    const { connection, api } = lab;
    await lab.act({ kind: 'partition', groups: [['m1'], ['m2', 'm3']] });
    await lab.act({ kind: 'wipe', member: 'm1' });
    await lab.act({ kind: 'freeze', member: 'm2' });
    const before = await lab.info();
    const begun = performance.now();
    await lab.reset();
    process.stdout.write(`reset after ${Math.round(performance.now() - begun)} ms\n`);
    const after = await lab.info();
    expect(after.members.map(({ name, endpoint, peerURL }) => ({ name, endpoint, peerURL }))).toEqual(
      before.members.map(({ name, endpoint, peerURL }) => ({ name, endpoint, peerURL })),
    );
    await view.leader();
    expect(await view.local('m1', 'while')).toBe(null);
    await view.write('m1', 'anew', '1');
    // The acts of before stay, and cannot be taken back.
    for await (const notice of api.lab.follow({ connection })) {
      if (notice.kind !== 'lab') continue;
      expect(notice.acts.length).toBeGreaterThan(2);
      expect(notice.acts.every(({ noUndo }) => noUndo !== null)).toBe(true);
      break;
    }
  });

  itWhole('replace a member that was wiped, which etcd does not take back', async () => {
    const { name: leader } = await view.leader();
    const [name = ''] = others(leader);
    const wiped = await lab.act({ kind: 'wipe', member: name });
    const refused = await lab.act({ kind: 'restart', member: name }).catch((error: unknown) => error);
    const message = expect.stringMatching(/bootstrapped.*without its data: remove it/);
    expect(refused).toMatchObject({ code: 'SandboxFailed', message, detail: { ended: name } });
    expect((await lab.member(name)).pid).toBe(null);
    await lab.act({ kind: 'remove', member: name });
    expect((await lab.info()).members.map((member) => member.name)).not.toContain(name);
    const grown = await lab.act({ kind: 'grow', name, etcd: null });
    await view.write(name, 'replaced', '1');
    await expect(lab.undo(wiped)).rejects.toMatchObject({ code: 'LabActRefused' });
    expect(grown.noUndo).toBe(null);
    await lab.reset();
    await view.leader();
  });

  it('get the data back when a wipe is taken back', async () => {
    await view.write('m1', 'kept', '1');
    const wiped = await lab.act({ kind: 'wipe', member: 'm3' });
    // Also where that was stopped in its middle, and is asked for again.
    const { api, connection } = lab;
    const stop = new AbortController();
    const undoing = async (): Promise<void> => {
      for await (const notice of api.lab.undo({ connection, record: wiped.id }, { signal: stop.signal })) {
        if (notice.kind === 'step' && notice.text.startsWith('Starting')) stop.abort();
      }
    };
    await expect(undoing()).rejects.toMatchObject({ code: 'Cancelled' });
    await lab.undo(wiped);
    await vi.waitFor(async () => expect(await view.local('m3', 'kept')).toBe('1'), patience);
  });
}
