import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { chosenEtcd, etcdBinaries } from '../../../testing/etcd-binaries.ts';
import { type LabView, viewOf } from '../../../testing/lab/lab-cluster-view.ts';
import { startTestLab, type TestLab } from '../../../testing/lab/test-lab.ts';
import { anyPlanned, executedAs } from '../../../testing/opened-app.ts';
import { EtcdClient } from '../../etcd/client.ts';
import { memberList } from '../../etcd/cluster.ts';
import { minorOf } from './version-rules.ts';

/** etcd takes in a further member five seconds after the last one, and elections of five take as long. */
const itFull = it.skipIf(process.env.ETCDECK_FULL !== '1');
const patience = { timeout: 60_000, interval: 100 };

/** The peer URLs of the members that the cluster lists. */
async function listedPeers(lab: TestLab): Promise<readonly string[]> {
  const client = new EtcdClient(await lab.target('m1'));
  const { members } = await memberList(client, { timeoutMs: 5_000 }).finally(() => client.close());
  return members.flatMap(({ peerURLs }) => peerURLs);
}

describe('a lab of one member', () => {
  let lab: TestLab;
  let view: LabView;
  beforeAll(async () => {
    lab = await startTestLab({ names: ['m1'] });
    view = viewOf(lab);
  }, 120_000);
  afterAll(async () => {
    view?.close();
    await lab?.close();
  });

  itFull('grows to three by the cluster’s own plans, which enter the journal, and shrinks', async () => {
    const { api, connection } = lab;
    await view.write('m1', 'before', '1');
    await lab.act({ kind: 'grow', name: 'm2', etcd: null });
    const added = await lab.act({ kind: 'addLearner', name: 'm3', etcd: null });
    await lab.act({ kind: 'promote', member: 'm3' });
    expect((await lab.info()).members.map(({ name }) => name)).toEqual(['m1', 'm2', 'm3']);
    await vi.waitFor(async () => expect(await view.local('m3', 'before')).toBe('1'), patience);
    const { entries } = await api.journal.list({ connection, before: null, limit: 10 });
    expect(entries.map(({ act }) => act)).toEqual(['memberPromote', 'memberAdd', 'memberPromote', 'memberAdd']);
    await expect(lab.act({ kind: 'grow', name: 'm3', etcd: null })).rejects.toMatchObject({ code: 'LabActRefused' });
    await lab.undo(added);
    expect(await lab.act({ kind: 'remove', member: 'm2' })).toMatchObject({ noUndo: 'memberGone' });
    await view.write('m1', 'after', '1');
    await expect(lab.act({ kind: 'remove', member: 'm1' })).rejects.toMatchObject({ code: 'LabActRefused' });
  });

  it('takes back a learner whose start was stopped, and has a place for it again', async () => {
    const { api, connection } = lab;
    const stop = new AbortController();
    const adding = async (): Promise<void> => {
      const act = { kind: 'addLearner', name: 'm5', etcd: null } as const;
      for await (const notice of api.lab.act({ connection, act }, { signal: stop.signal })) {
        if (notice.kind === 'step' && notice.text.startsWith('Starting')) stop.abort();
      }
    };
    const before = await listedPeers(lab);
    await expect(adding()).rejects.toMatchObject({ code: 'Cancelled' });
    await vi.waitFor(async () => expect(await listedPeers(lab)).toEqual(before), patience);
    await vi.waitFor(
      async () => expect((await lab.info()).members.map(({ name }) => name)).not.toContain('m5'),
      patience,
    );
    await view.write('m1', 'alone', '1');
  });

  it('starts a member that the operator has added by a plan', async () => {
    const { api, connection } = lab;
    const peerURL = (await lab.info()).freePeerURL ?? '';
    const elsewhere = { kind: 'startAdded', peerURL: 'https://10.0.0.4:2380', name: 'm4', etcd: null } as const;
    await expect(lab.act(elsewhere)).rejects.toThrow(`add it with ${peerURL}`);
    const start = { kind: 'startAdded', peerURL, name: 'm4', etcd: null } as const;
    await expect(lab.act(start)).rejects.toMatchObject({ code: 'LabActRefused' });
    const states = api.connections.open({ connection, secrets: {} })[Symbol.asyncIterator]();
    await states.next();
    const request = { connection, name: 'm4', peerURLs: [peerURL], isLearner: true };
    await executedAs(api, await anyPlanned(api.plans.planMemberAdd(request)));
    await states.return?.();
    await view.write('m1', 'there', '1');
    const added = async () => (await lab.info()).added;
    await vi.waitFor(async () => expect(await added()).toMatchObject([{ peerURL, isLearner: true }]), patience);
    expect((await lab.info()).freePeerURL).not.toBe(peerURL);
    const started = await lab.act(start);
    expect(await added()).toEqual([]);
    await vi.waitFor(async () => expect(await view.local('m4', 'there')).toBe('1'), patience);
    await lab.undo(started);
    expect((await lab.member('m4')).pid).toBe(null);
  });
});

describe('a lab of five members', () => {
  itFull(
    'writes with two of them down, and with three down not before one is started',
    async () => {
      const lab = await startTestLab({ names: ['m1', 'm2', 'm3', 'm4', 'm5'] });
      const view = viewOf(lab);
      try {
        for (const member of ['m4', 'm5']) await lab.act({ kind: 'kill', member });
        await view.leader(['m1', 'm2', 'm3']);
        await view.write('m1', 'two-down', '1');
        const third = await lab.act({ kind: 'kill', member: 'm3' });
        await vi.waitFor(async () => expect((await view.status('m1'))?.leader).toBe(null), patience);
        await expect(view.write('m1', 'three-down', '1')).rejects.toMatchObject({ name: 'EtcdeckError' });
        expect(await view.local('m1', 'two-down')).toBe('1');
        // Also of those that are left: one that is started again answers its peers only.
        await lab.act({ kind: 'restart', member: 'm2' });
        expect(await view.status('m2')).toBe(null);
        await lab.undo(third);
        await view.leader(['m1', 'm2', 'm3']);
        await view.write('m2', 'two-down', '2');
      } finally {
        view.close();
        await lab.close();
      }
    },
    180_000,
  );
});

const olderAndNewer = etcdBinaries()
  .map(({ etcd, version }) => ({ folder: dirname(etcd), minor: minorOf(version) }))
  .toSorted((a, b) => a.minor - b.minor);
const [from] = olderAndNewer.filter(({ minor }) => minor === minorOf(chosenEtcd().version));
const to = olderAndNewer.find(({ minor }) => minor === (from?.minor ?? 0) + 1);

// It needs the next version beside the one under test.
describe.skipIf(to === undefined)('versions', () => {
  itFull(
    'go one minor version up, and back as long as the cluster has not agreed on the newer one',
    async () => {
      if (from === undefined || to === undefined) throw new Error('it was skipped');
      const lab = await startTestLab({ names: ['m1', 'm2'], etcd: from.folder });
      const view = viewOf(lab);
      try {
        await view.write('m1', 'a', '1');
        const first = await lab.act({ kind: 'version', member: 'm1', etcd: to.folder });
        expect(minorOf((await lab.member('m1')).version)).toBe(to.minor);
        await lab.undo(first);
        expect(minorOf((await lab.member('m1')).version)).toBe(from.minor);
        const twice = olderAndNewer.find(({ minor }) => minor > to.minor || minor < from.minor - 1);
        if (twice !== undefined) {
          const skipping = lab.act({ kind: 'version', member: 'm1', etcd: twice.folder });
          await expect(skipping).rejects.toMatchObject({ code: 'LabActRefused' });
        }
        await lab.act({ kind: 'version', member: 'm1', etcd: to.folder });
        const last = await lab.act({ kind: 'version', member: 'm2', etcd: to.folder });
        expect(await view.local('m2', 'a')).toBe('1');
        // The members agree some seconds after the last one has it.
        await vi.waitFor(async () => expect(minorOf(await view.agreed('m1'))).toBe(to.minor), patience);
        await expect(lab.undo(last)).rejects.toMatchObject({
          code: 'LabActRefused',
          message: expect.stringContaining('stored'),
        });
      } finally {
        view.close();
        await lab.close();
      }
    },
    180_000,
  );
});
