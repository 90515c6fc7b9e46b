import { describe, expect, it } from 'vitest';
import type { EtcdctlProfile } from '../../../contract/etcdctl-line.ts';
import type { LabAct, LabActRecord } from '../../../contract/lab/acts.ts';
import type { LabEvent } from '../../../contract/lab/events.ts';
import type { CommitGap } from '../observing/commit-gaps.ts';
import { labRunbook } from './lab-runbook.ts';

const day = Date.UTC(2026, 10, 30);
const profile: EtcdctlProfile = {
  endpoints: ['https://10.0.0.1:2379', 'https://10.0.0.2:2379'],
  discovery: null,
  tls: { caFile: '/pki/ca.crt', certFile: '/pki/c.crt', keyFile: '/pki/c.key', serverName: null, skipVerify: false },
  user: null,
  ssh: null,
};
const flags =
  '--endpoints=https://10.0.0.1:2379,https://10.0.0.2:2379 --cacert=/pki/ca.crt --cert=/pki/c.crt --key=/pki/c.key';

const record = (id: number, act: LabAct, undoes: number | null = null): LabActRecord => ({
  ...{ id, act, undoes, at: day + id * 1_000, tookMs: 1_200, noUndo: null },
});
const elected = (member: string, at: number): LabEvent => ({
  ...{ kind: 'leaderElected', member, term: 3, afterMs: 1_240, seq: 1, at: day + at },
});

const versions = new Map([
  ['/opt/etcd', '3.6.14'],
  ['/opt/etcd-3.7', '3.7.1'],
]);
const runbook = (acts: readonly LabActRecord[], events: readonly LabEvent[] = [], gaps: readonly CommitGap[] = []) =>
  labRunbook({ acts, events, gaps, dropped: 0, versions, snapshot: '/backups/a.db', profile });

describe('labRunbook', () => {
  it('has nothing of a lab in which nothing was done', () => {
    expect(runbook([])).toEqual([]);
  });

  it("has changes of members as lines of etcdctl with the cluster's flags, between a snapshot and a look", () => {
    const steps = runbook([
      record(1, { kind: 'remove', member: 'm2' }),
      record(2, { kind: 'grow', name: 'm4', etcd: null }),
    ]);
    expect(steps.map(({ host }) => host)).toEqual(['here', 'here', 'here', 'here']);
    const [save, remove, grow, look] = steps;
    expect(save?.commands).toEqual([
      'etcdctl --endpoints=https://10.0.0.1:2379 --cacert=/pki/ca.crt --cert=/pki/c.crt --key=/pki/c.key snapshot save before-2026-11-30.db',
    ]);
    expect(save?.notes).toEqual(['Saves a snapshot first.', 'Rehearsed on 2026-11-30 in a lab of /backups/a.db.']);
    expect(remove?.commands).toEqual([
      `etcdctl ${flags} member remove "$(etcdctl ${flags} member list | awk -F ', ' -v name=m2 '$3 == name { print $1 }')"`,
    ]);
    expect(grow?.commands[0]).toBe(
      `etcdctl ${flags} member add --learner '--peer-urls=https://<host of m4>:2380' -- m4`,
    );
    expect(grow?.commands[1]).toContain('member promote "$(');
    expect(look?.commands).toEqual([`etcdctl ${flags} endpoint health`, `etcdctl ${flags} endpoint status -w table`]);
  });

  it('has an upgrade on its host, and says when the leader moved', () => {
    const steps = runbook([record(1, { kind: 'version', member: 'm1', etcd: '/opt/etcd' })], [elected('m2', 1_500)]);
    const upgrade = steps[1];
    expect(upgrade?.host).toBe('m1');
    expect(upgrade?.commands).toEqual([
      'systemctl stop etcd',
      `install -m 755 '<folder of etcd 3.6.14>/etcd' "$(command -v etcd)"`,
      'systemctl start etcd',
      `until etcdctl ${flags} endpoint health; do sleep 2; done`,
    ]);
    expect(upgrade?.notes.at(-1)).toBe(
      'In the rehearsal m1 came back with the other version here (1.2 s); m2 led after 1.2 s.',
    );
  });

  it('has each upgrade of a member with the version that it was upgraded to then', () => {
    const to = (id: number, etcd: string) => record(id, { kind: 'version', member: 'm1', etcd });
    const steps = runbook([to(1, '/opt/etcd'), to(2, '/opt/etcd-3.7'), to(3, '/gone')]);
    expect(steps.slice(1, -1).map(({ commands }) => commands[1])).toEqual([
      `install -m 755 '<folder of etcd 3.6.14>/etcd' "$(command -v etcd)"`,
      `install -m 755 '<folder of etcd 3.7.1>/etcd' "$(command -v etcd)"`,
      `install -m 755 '<folder of the new etcd>/etcd' "$(command -v etcd)"`,
    ]);
  });

  it('tells what is only of a lab as notes between the steps, with what was seen', () => {
    const steps = runbook(
      [
        record(1, { kind: 'kill', member: 'm2' }),
        record(2, { kind: 'kill', member: 'm2' }, 1),
        record(3, { kind: 'partition', groups: [['m1'], ['m2', 'm3']] }),
        record(4, { kind: 'moveLeader', to: 'm3' }),
      ],
      [elected('m3', 1_700)],
    );
    expect(steps[1]).toEqual({
      host: 'here',
      commands: [],
      notes: [
        'In the rehearsal m2 was killed here, and was taken back (1.2 s); m3 led after 1.2 s.',
        'In the rehearsal the members were cut apart here, m1 from m2 and m3 (1.2 s); the leader stayed.',
      ],
    });
    expect(steps[2]?.commands[0]).toContain('move-leader "$(');
  });

  it('says for how long no write could be committed, also where the leader stayed', () => {
    const seen = (gaps: readonly CommitGap[]): readonly (string | undefined)[] => {
      const upgrade = (id: number, member: string) => record(id, { kind: 'version', member, etcd: '/opt/etcd' });
      const steps = runbook([upgrade(1, 'm1'), upgrade(9, 'm2')], [], gaps);
      return steps.slice(1, -1).map(({ notes }) => notes.at(-1)?.replace(/^.*; /, ''));
    };
    const between = (from: number, to: number | null): CommitGap => ({
      from: day + from,
      to: to === null ? null : day + to,
    });
    const stayed = 'the leader stayed';
    const majority = 'no leader was followed by a majority';
    expect(seen([between(500, 900), between(1_100, 1_110)])).toEqual([`${stayed}.`, `${stayed}.`]);
    expect(seen([between(1_100, 1_600), between(2_000, 2_400)])).toEqual([
      `${stayed}, and no write could be committed for 0.9 s: ${majority}.`,
      `${stayed}.`,
    ]);
    expect(seen([between(8_000, 10_000)])).toEqual([
      `${stayed}, and no write could be committed for 1.0 s, until the next act: ${majority}.`,
      `${stayed}, and no write could be committed for 1.0 s: ${majority}.`,
    ]);
    expect(seen([between(9_100, null)])).toEqual([
      `${stayed}.`,
      `${stayed}, and no write could be committed from then on: no leader is followed by a majority.`,
    ]);
  });

  it('leads to the ways back where members were lost and no leader came', () => {
    const gone: LabEvent = { kind: 'leaderGone', member: 'm1', term: 2, seq: 1, at: day + 2_500 };
    const lost = [record(1, { kind: 'kill', member: 'm2' }), record(2, { kind: 'kill', member: 'm3' })];
    const steps = runbook(lost, [gone]);
    expect(steps[1]?.notes).toEqual([
      'In the rehearsal m2 was killed here (1.2 s); the leader stayed.',
      'In the rehearsal m3 was killed here (1.2 s); no leader was left.',
    ]);
    expect(steps[2]?.commands).toEqual([`etcdeck ${flags} recover`]);
    expect(runbook([...lost, record(3, { kind: 'kill', member: 'm3' }, 2)], [gone])).toHaveLength(1);
  });

  it('does not take a cluster for lost whose next act came before an election could end', () => {
    const gone: LabEvent = { kind: 'leaderGone', member: 'm1', term: 2, seq: 1, at: day + 1_100 };
    const acts = (next: number) => [
      record(1, { kind: 'kill', member: 'm1' }),
      record(next, { kind: 'restart', member: 'm1' }),
    ];
    expect(runbook(acts(2), [gone]).map(({ notes }) => notes[0])).toEqual([
      'In the rehearsal m1 was killed here (1.2 s); no leader was elected before the next act.',
    ]);
    expect(runbook(acts(20), [gone]).flatMap(({ commands }) => commands)).toContain(`etcdeck ${flags} recover`);
  });

  it('leaves out changes that were taken back', () => {
    const added: LabAct = { kind: 'addLearner', name: 'm4', etcd: null };
    expect(runbook([record(1, added), record(2, added, 1)])).toEqual([]);
  });

  it('has places to fill in where the cluster is not known, and one line a note whatever names say', () => {
    const steps = labRunbook({
      ...{ events: [], gaps: [], dropped: 3, versions, snapshot: null, profile: null },
      acts: [record(1, { kind: 'remove', member: 'm\u001b[2J2\n' })],
    });
    expect(steps[0]?.commands[0]).toMatch(/^etcdctl --endpoints='<endpoints>' --cacert='<ca\.crt>' /);
    expect(steps[0]?.notes.at(-1)).toMatch(/put in its endpoints/);
    expect(steps[0]?.notes).toContain('Its 3 oldest acts are not kept, and not in this runbook.');
    for (const { notes, commands } of steps) {
      for (const text of [...notes, ...commands]) expect(text).not.toMatch(/\p{Cc}/u);
    }
  });
});
