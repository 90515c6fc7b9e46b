import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConnectionDraft } from '../../../contract/connections/profile.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import { bundleForNode } from '../../../testing/bundle.ts';
import { testPorts } from '../../../testing/ports.ts';
import { createConnections } from '../create-connections.ts';

const run = promisify(execFile);
const noTls = { caFile: null, certFile: null, keyFile: null, serverName: null, skipVerify: false };
const draft: ConnectionDraft = {
  id: null,
  name: 'production',
  endpoints: ['https://10.0.0.1:2379'],
  tls: { ...noTls, caFile: '/etc/ca.crt' },
  user: null,
};

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-profiles-'));
  file = join(folder, 'connections.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('saved connections', () => {
  it('are listed by name, with what is kept of them', async () => {
    const { api } = createConnections(testPorts(folder));
    await api.save({ draft: { ...draft, name: 'm10' }, secrets: {} });
    await api.save({ draft: { ...draft, name: 'm9', user: 'root' }, secrets: { password: 'hunter2' } });
    const listed = await api.list({});
    expect(listed.map(({ profile }) => profile.name)).toEqual(['m9', 'm10']);
    expect(listed[0]).toMatchObject({ origin: 'saved', hasPassword: true, hasPassphrase: false, lastOpenedAt: null });
    expect(listed[0]?.profile.tls).toEqual(draft.tls);
  });

  it('are mended before they are saved', async () => {
    const { api } = createConnections(testPorts(folder));
    const { profile } = await api.save({
      draft: { ...draft, name: ' ', endpoints: ['HTTPS://A:2379/', 'https://a:2379'], tls: noTls, user: ' ' },
      secrets: {},
    });
    expect(profile).toMatchObject({ name: 'a:2379', endpoints: ['https://a:2379'], user: null });
  });

  it('change in place, keeping the id', async () => {
    const { api } = createConnections(testPorts(folder));
    const { profile } = await api.save({ draft, secrets: {} });
    await api.save({ draft: { ...profile, name: 'renamed' }, secrets: {} });
    expect((await api.list({})).map((one) => one.profile)).toEqual([{ ...profile, name: 'renamed' }]);
  });

  it('are gone when removed, once', async () => {
    const { api } = createConnections(testPorts(folder));
    const { profile } = await api.save({ draft, secrets: {} });
    await api.remove({ connection: profile.id });
    expect(await api.list({})).toEqual([]);
    await expect(api.remove({ connection: profile.id })).rejects.toMatchObject({ code: 'ConnectionUnknown' });
    await expect(api.save({ draft: profile, secrets: {} })).rejects.toMatchObject({ code: 'ConnectionUnknown' });
  });

  it.each([
    ['an endpoint without a port', { endpoints: ['https://a'] }, 'EndpointInvalid'],
    ['a key without its certificate', { tls: { ...noTls, keyFile: '/k' } }, 'CertificateInvalid'],
    ['a CA twice', { tls: { ...noTls, caFile: '/c', caPem: 'x' } }, 'BadRequest'],
    ['a name of 201 characters', { name: 'x'.repeat(201) }, 'BadRequest'],
  ] as const)('are not saved with %s', async (_, overrides, code) => {
    const { api } = createConnections(testPorts(folder));
    await expect(api.save({ draft: { ...draft, ...overrides }, secrets: {} })).rejects.toMatchObject({ code });
    expect(await api.list({})).toEqual([]);
  });
});

describe('traits', () => {
  const traits = {
    color: 'red',
    tags: ['eu', 'k8s'],
    environment: 'production',
    readOnly: true,
    prefix: '/registry/',
    imported: true,
    checksHealth: true,
    learnsEndpoints: true,
    discovery: { domain: 'example.org', service: 'east' },
    metricsURLs: ['http://10.0.0.1:2381', 'https://m2:9000'],
  } as const;

  it('are kept, and stay where a form knows nothing of them', async () => {
    const { api } = createConnections(testPorts(folder));
    const { profile } = await api.save({
      draft: {
        ...draft,
        ...traits,
        tags: [' eu', 'k8s ', '', 'eu'],
        discovery: { domain: ' example.org. ', service: ' east' },
        metricsURLs: ['10.0.0.1:2381/metrics', ' ', 'https://M2:9000/', 'http://10.0.0.1:2381'],
      },
      secrets: {},
    });
    expect(profile).toMatchObject(traits);
    const { profile: again } = await api.save({ draft: { ...draft, id: profile.id, name: 'x' }, secrets: {} });
    expect(again).toEqual({ ...profile, name: 'x' });
    const none = {
      color: null,
      tags: [],
      environment: null,
      readOnly: false,
      prefix: '',
      imported: false,
      checksHealth: false,
      learnsEndpoints: false,
      discovery: null,
      metricsURLs: [],
    };
    await api.save({ draft: { ...profile, ...none }, secrets: {} });
    expect((await api.list({}))[0]?.profile).toMatchObject(none);
  });

  it('are empty in a file of before, and protect where they are not understood', async () => {
    const before = { id: 'a', name: 'a', endpoints: ['http://a:2379'], tls: noTls, user: null };
    await write({
      connections: [
        before,
        {
          ...before,
          id: 'b',
          name: 'b',
          environment: 'moon',
          color: 'x',
          tags: 1,
          checksHealth: 1,
          discovery: 'x',
          metricsURLs: 1,
        },
      ],
    });
    const { api } = createConnections(testPorts(folder));
    const noWay = { ssh: null, learnsEndpoints: false, discovery: null, metricsURLs: [] };
    const none = { color: null, tags: [], readOnly: false, prefix: '', imported: false, checksHealth: false, ...noWay };
    expect((await api.list({})).map(({ profile }) => profile)).toMatchObject([
      { ...none, environment: null },
      { ...none, environment: 'production' },
    ]);
  });
});

describe('the file', () => {
  it('keeps what a newer version wrote into it', async () => {
    const tls = { ...noTls, pinned: 'sha256/x' };
    const theirs = { id: 'a', name: 'a', endpoints: ['http://a:2379'], tls, user: null, colour: 'red' };
    await write({ format: 9, connections: [theirs], groups: ['x'] });
    const { api } = createConnections(testPorts(folder));
    const [summary] = await api.list({});
    if (summary === undefined) throw new Error('nothing is listed');
    expect(summary.profile).not.toHaveProperty('colour');
    await api.save({ draft: { ...summary.profile, name: 'b' }, secrets: {} });
    expect(await read()).toMatchObject({ format: 9, connections: [{ ...theirs, name: 'b' }], groups: ['x'] });
  });

  it('loses no connection for another that is damaged, and keeps that one too', async () => {
    const whole = { id: 'a', name: 'a', endpoints: ['http://a:2379'], tls: noTls, user: null };
    const damaged = { id: 'b', name: 'b', endpoints: 'http://b:2379' };
    await write({ connections: [damaged, whole, 7] });
    const { api } = createConnections(testPorts(folder));
    expect((await api.list({})).map(({ profile, damage }) => [profile.name, damage])).toEqual([
      ['a', null],
      ['b', { file, reason: expect.stringMatching(/^endpoints: .*array.*; tls: /), canRemove: true }],
      ['Connection 3', { file, reason: expect.stringContaining('entry: '), canRemove: false }],
    ]);
    await api.save({ draft, secrets: {} });
    expect(await read()).toMatchObject({ connections: [damaged, whole, 7, { name: 'production' }] });
  });

  it('says of a damaged connection what is wrong when it is opened, and removes it', async () => {
    await write({ connections: [{ id: 'b', name: 'mine', endpoints: 'http://b:2379' }] });
    const { api } = createConnections(testPorts(folder));
    // The stored form.
    const connection = 'b' as ConnectionId;
    const opening = api.open({ connection, secrets: {} })[Symbol.asyncIterator]();
    await expect(opening.next()).rejects.toMatchObject({
      code: 'SettingsDamaged',
      message: expect.stringMatching(/mine: endpoints: /),
      detail: { file },
    });
    await api.remove({ connection });
    expect(await read()).toMatchObject({ connections: [] });
  });

  it.each([
    ['no JSON', '{"connections": ['],
    ['no list of connections', '{"connections": {}}'],
  ])('is named and left as it is when it holds %s', async (_, text) => {
    await writeFile(file, text);
    const { api } = createConnections(testPorts(folder));
    const damaged = { code: 'SettingsDamaged', message: expect.stringContaining(file), detail: { file } };
    await expect(api.list({})).rejects.toMatchObject(damaged);
    await expect(api.save({ draft, secrets: {} })).rejects.toMatchObject(damaged);
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  it('is named when it cannot be written', async () => {
    // A folder in the file's place stops even root.
    await mkdir(file);
    const { api } = createConnections(testPorts(folder));
    await expect(api.save({ draft, secrets: {} })).rejects.toMatchObject({ code: expect.stringMatching(/^FileNot/) });
  });

  it('loses nothing when two processes and many calls save at once', async () => {
    const each = 12;
    const script = await bundleForNode(join(import.meta.dirname, '../../../testing/connection-saver.ts'));
    const { api } = createConnections(testPorts(folder));
    const other = (name: string) => run(process.execPath, [script, folder, name, String(each)]);
    await Promise.all([
      other('one'),
      other('two'),
      ...Array.from({ length: each }, (_, i) => api.save({ draft: { ...draft, name: `here ${i}` }, secrets: {} })),
    ]);
    const names = (await api.list({})).map(({ profile }) => profile.name);
    const expected = ['here', 'one', 'two'].flatMap((who) => Array.from({ length: each }, (_, i) => `${who} ${i}`));
    expect(names.toSorted()).toEqual(expected.toSorted());
  }, 60_000);
});

async function write(document: unknown): Promise<void> {
  await writeFile(file, JSON.stringify(document));
}

async function read(): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}
