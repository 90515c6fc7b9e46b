import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { LabAct } from '../../../contract/lab/acts.ts';
import type { RunbookStep } from '../../../contract/recovery.ts';
import { chosenEtcd, compareVersions, etcdBinaries } from '../../../testing/etcd-binaries.ts';
import { started } from '../../../testing/lab/test-lab.ts';
import { type OpenedApp, openApp } from '../../../testing/opened-app.ts';
import { startCluster, type TestCluster } from '../../../testing/test-cluster.ts';
import { put } from '../../../testing/unguarded-writes.ts';
import { EtcdClient } from '../../etcd/client.ts';
import { prefixEnd, range } from '../../etcd/kv.ts';

const own = chosenEtcd();
const minorOf = (version: string): string => version.split('.').slice(0, 2).join('.');
/** The next minor version, where it is among those to test with: a cluster is upgraded one at a time. */
const next = etcdBinaries()
  .filter(({ version }) => minorOf(version) !== minorOf(own.version) && compareVersions(version, own.version) > 0)
  .toSorted((one, other) => compareVersions(one.version, other.version))[0];

let cluster: TestCluster;
let app: OpenedApp;
let file: string;
let lab: ConnectionId;

beforeAll(async () => {
  cluster = await startCluster({ members: 3, tls: 'mutual' });
  const client = new EtcdClient(cluster.target());
  for (let key = 0; key < 20; key += 1) await put(client, { key: Buffer.from(`/app/${key}`), value: Buffer.from('v') });
  client.close();
  app = await openApp(cluster.draft());
  file = join(app.folder, 'today.db');
  for await (const _ of app.api.snapshots.save({ connection: app.connection, file, member: null }));
  const members = cluster.members.map(({ name }) => ({ name, etcd: dirname(own.etcd) }));
  ({ connection: lab } = await started(app.api.lab.start({ members, snapshot: file })));
});

afterAll(async () => {
  await app?.close();
  await cluster?.close();
});

async function act(wanted: LabAct): Promise<void> {
  for await (const _ of app.api.lab.act({ connection: lab, act: wanted }));
}

const runbook = (): Promise<readonly RunbookStep[]> => app.api.lab.runbook({ connection: lab });

/** Of the flags that reach the real cluster. */
const realFlags = (): string => `etcdctl --endpoints=${cluster.endpoints.join(',')} --cacert=${cluster.files?.ca}`;

describe('a rehearsal on a copy of a cluster', () => {
  it('begins with the names and the keys of the cluster, and an empty runbook', async () => {
    const [info] = await app.api.lab.list({});
    expect(info?.members.map(({ name }) => name)).toEqual(cluster.members.map(({ name }) => name));
    expect(info?.snapshot).toBe(file);
    const pem = (name: string): string => readFileSync(join(info?.folder ?? '', name), 'utf8');
    const tls = {
      ca: pem('ca.crt'),
      cert: pem('client.crt'),
      key: pem('client.key'),
      serverName: null,
      skipVerify: false,
    };
    const endpoints = info?.members.map(({ endpoint }) => endpoint) ?? [];
    const client = new EtcdClient({ endpoints, tls, user: null, password: null });
    const prefix = Buffer.from('/app/');
    const { count } = await range(client, { key: prefix, rangeEnd: prefixEnd(prefix), countOnly: true });
    client.close();
    expect(count).toBe(20);
    expect(await runbook()).toEqual([]);
  });

  it('exports a removal as the line for the real cluster', async () => {
    const [first = '', second = ''] = cluster.members.map(({ name }) => name);
    await act({ kind: 'kill', member: first });
    await act({ kind: 'restart', member: first });
    await act({ kind: 'remove', member: second });
    const steps = await runbook();
    const lines = steps.flatMap(({ commands }) => commands);
    expect(lines[0]).toMatch(/ snapshot save before-\d{4}-\d\d-\d\d\.db$/);
    expect(lines[1]).toContain(`${realFlags()} `);
    expect(lines[1]).toContain(` member remove "$(etcdctl `);
    expect(lines[1]).toContain(`name=${second}`);
    const notes = steps.flatMap((step) => step.notes).join('\n');
    expect(notes).toMatch(new RegExp(`In the rehearsal ${first} was killed here \\(\\d+\\.\\d s\\); .*\\.`));
    expect(notes).toMatch(new RegExp(`In the rehearsal ${second} was removed here`));
    expect(notes).toContain(`in a lab of ${file}`);
  });

  it('says for how long no write could be committed while one of two members was started again', async () => {
    const [, , third = ''] = cluster.members.map(({ name }) => name);
    await act({ kind: 'restart', member: third });
    await vi.waitFor(
      async () => {
        const notes = (await runbook()).flatMap((step) => step.notes).join('\n');
        expect(notes).toMatch(
          new RegExp(`${third} was started again here .*, and no write could be committed for \\d+\\.\\d s: no leader`),
        );
      },
      { timeout: 30_000, interval: 200 },
    );
  });

  it.skipIf(next === undefined)('exports an upgrade of a member on its host', async () => {
    const [first = ''] = cluster.members.map(({ name }) => name);
    await act({ kind: 'version', member: first, etcd: dirname(next?.etcd ?? '') });
    const steps = await runbook();
    const upgrade = steps.find(({ host }) => host === first);
    expect(upgrade?.commands.join('\n')).toContain(`<folder of etcd ${next?.version}>/etcd`);
    expect(upgrade?.notes.join('\n')).toMatch(/Followers come first/);
  });

  it('forgets what was done before a reset', async () => {
    await started(app.api.lab.reset({ connection: lab }));
    expect(await runbook()).toEqual([]);
  });
});
