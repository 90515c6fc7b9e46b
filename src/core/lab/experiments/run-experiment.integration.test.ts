import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LabExperiment, LabExperimentNotice } from '../../../contract/lab/experiments.ts';
import { startTestLab, type TestLab } from '../../../testing/lab/test-lab.ts';
import { EtcdClient } from '../../etcd/client.ts';
import { range, toTheEnd } from '../../etcd/kv.ts';

const isFull = process.env.ETCDECK_FULL === '1';

let lab: TestLab;

beforeAll(async () => {
  lab = await startTestLab();
});

afterAll(async () => {
  await lab?.close();
});

/** Carries an experiment out, until one of its sentences begins as given where it is to be left then. */
async function carriedOut(experiment: LabExperiment, leaveAt?: string): Promise<readonly LabExperimentNotice[]> {
  const notices: LabExperimentNotice[] = [];
  for await (const notice of lab.api.lab.experiment({ connection: lab.connection, experiment })) {
    notices.push(notice);
    if (leaveAt !== undefined && notice.kind === 'step' && notice.text.startsWith(leaveAt)) break;
  }
  return notices;
}

/** Every member answers a linearizable read, none is added, and no key is left. */
async function expectAsBefore(): Promise<void> {
  const { members } = await lab.info();
  expect(members.map(({ name }) => name)).toEqual(['m1', 'm2', 'm3']);
  for (const { name, pid } of members) {
    expect(pid, name).not.toBeNull();
    const client = new EtcdClient(await lab.target(name), { callTimeoutMs: 30_000 });
    try {
      const all = await range(client, { key: new Uint8Array(), rangeEnd: toTheEnd, keysOnly: true });
      expect(all.kvs.map(({ key }) => Buffer.from(key).toString())).toEqual([]);
    } finally {
      client.close();
    }
  }
}

/** How much smaller a database is afterwards, in MiB. */
function givenBack(notices: readonly LabExperimentNotice[]): number {
  const [before = 0, after = 0] = notices.flatMap((notice) =>
    notice.kind === 'observed' && /database/.test(notice.what) ? [Number.parseFloat(notice.figure)] : [],
  );
  return before - after;
}

/** Each takes the time that etcd takes for it: seven seconds without a leader, a lease's TTL twice. */
const slow: readonly LabExperiment[] = ['reads', 'leaseAcrossElection'];
const quick: readonly LabExperiment[] = [
  'compaction',
  'defragmentStalls',
  'learnerCatchesUp',
  'watchAcrossLeaderDeath',
];

describe('experiments', () => {
  it.each(isFull ? [...quick, ...slow] : quick)('carries out %s and leaves nothing of it', async (experiment) => {
    const notices = await carriedOut(experiment);
    const concluded = notices.at(-1);
    expect(concluded, JSON.stringify(notices)).toMatchObject({ kind: 'concluded', asPromised: true });
    expect(notices.filter(({ kind }) => kind === 'observed').length).toBeGreaterThanOrEqual(3);
    for (const notice of notices) {
      if (notice.kind === 'observed') expect(`${notice.what}: ${notice.figure}`).not.toMatch(/NaN|undefined|Infinity/);
      else expect(notice.text).toMatch(/^\S.*[^.]$/);
    }
    // Half of the 40 MiB that were written.
    if (experiment === 'defragmentStalls') expect(givenBack(notices)).toBeGreaterThan(15);
    await expectAsBefore();
  });

  it('takes back what it did when it is left in its middle', async () => {
    const notices = await carriedOut('watchAcrossLeaderDeath', 'Kill the leader');
    expect(notices.at(-1)).toMatchObject({ kind: 'step' });
    await expectAsBefore();
  });

  it('refuses a lab in which something is broken, and says what to do', async () => {
    const killed = await lab.act({ kind: 'kill', member: 'm1' });
    await expect(carriedOut('reads')).rejects.toMatchObject({
      code: 'LabActRefused',
      message: 'm1 does not run: bring it back, or reset the lab',
    });
    await lab.undo(killed);
  });

  it.runIf(isFull)('refuses a lab with too few members, and says what to do', async () => {
    await lab.act({ kind: 'remove', member: 'm1' });
    await expect(carriedOut('reads')).rejects.toMatchObject({
      code: 'LabActRefused',
      message: 'this needs 3 voting members, and the lab has 2: add some, or start a larger lab',
    });
  });
});
