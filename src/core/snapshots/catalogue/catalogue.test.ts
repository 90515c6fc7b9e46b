import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClusterId, ConnectionId, MemberId } from '../../../contract/ids.ts';
import type { CataloguedSnapshot, SnapshotVerdict } from '../../../contract/snapshots.ts';
import { testPorts } from '../../../testing/ports.ts';
import { openCatalogue } from './catalogue.ts';
import type { SnapshotRecord } from './records.ts';

const one = 'c0ffee' as ClusterId; // any id will do
const other = 'cafe' as ClusterId;

let folder: string;
let document: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-catalogue-'));
  document = join(folder, 'snapshots.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** As another process of the same settings folder opens it. */
const opened = () => openCatalogue(testPorts(folder));

/** As earlier versions wrote it. */
const anOldRecord = (changes: Partial<SnapshotRecord> = {}) => ({
  file: join(folder, 'a.db'),
  bytes: 3,
  sha256: 'ab'.repeat(32),
  revision: 12,
  member: '8e9e05c52164694d' as MemberId, // made up, as is the connection's
  clusterId: one,
  connection: 'c1' as ConnectionId,
  at: 1_000,
  ...changes,
});
const unproved = { checked: null, rehearsed: null, copies: [] } as const;
const aRecord = (changes: Partial<SnapshotRecord> = {}): SnapshotRecord => ({
  ...anOldRecord(),
  ...{ etcdVersion: '3.5.30', origin: 'saved', modifiedAt: null, ...unproved },
  ...changes,
});
const told = (changes: Partial<CataloguedSnapshot> = {}): CataloguedSnapshot => {
  const { modifiedAt: _, ...record } = aRecord();
  return { ...record, isThere: false, ...changes };
};
const listed = async (clusterId: ClusterId | null = one) => (await opened().list(clusterId)).snapshots;
const files = async (clusterId = one) => (await listed(clusterId)).map(({ file }) => file);
const written = async (contents: unknown): Promise<void> => writeFile(document, JSON.stringify(contents));

it('lists a cluster’s snapshots, newest first, and no other cluster’s', async () => {
  await opened().add(aRecord());
  await opened().add(aRecord({ file: join(folder, 'c.db'), at: 3_000 }));
  await opened().add(aRecord({ file: join(folder, 'b.db'), at: 2_000 }));
  await opened().add(aRecord({ file: join(folder, 'd.db'), at: 4_000, clusterId: other }));
  expect(await files()).toEqual(['c.db', 'b.db', 'a.db'].map((name) => join(folder, name)));
  expect(await files(other)).toEqual([join(folder, 'd.db')]);
  expect((await listed())[2]).toEqual(told());
});

it('keeps all that several processes add at once', async () => {
  await Promise.all(
    Array.from({ length: 20 }, (_, n) => opened().add(aRecord({ file: join(folder, `${n}.db`), at: n }))),
  );
  expect(await files()).toHaveLength(20);
});

it('says whether a file of this size is there', async () => {
  await opened().add(aRecord());
  const isThere = async () => (await listed())[0]?.isThere;
  expect(await isThere()).toBe(false);
  await writeFile(join(folder, 'a.db'), 'abc');
  expect(await isThere()).toBe(true);
  await writeFile(join(folder, 'a.db'), 'abcd');
  expect(await isThere()).toBe(false);
  await rm(join(folder, 'a.db'));
  await mkdir(join(folder, 'a.db'));
  expect(await isThere()).toBe(false);
});

it('has one snapshot of a name: what had it before is gone', async () => {
  await opened().add(aRecord());
  await opened().add(aRecord({ at: 2_000, clusterId: other }));
  expect(await files()).toEqual([]);
  expect(await files(other)).toHaveLength(1);
});

it('keeps the newest hundred of a cluster, whatever other clusters have', async () => {
  const many = Array.from({ length: 150 }, (_, n) => aRecord({ file: join(folder, `${n}.db`), at: 1_000 + n }));
  await written({ snapshots: [aRecord({ file: join(folder, 'o.db'), at: 1, clusterId: other }), ...many] });
  await opened().add(aRecord({ at: 5_000 }));
  expect(await files()).toHaveLength(100);
  expect((await files())[0]).toBe(join(folder, 'a.db'));
  expect(await files(other)).toHaveLength(1);
  const kept: { readonly snapshots: readonly unknown[] } = JSON.parse(await readFile(document, 'utf8'));
  expect(kept.snapshots).toHaveLength(101);
});

it('keeps the hundred clusters that were saved last', async () => {
  const many = Array.from({ length: 150 }, (_, n) =>
    aRecord({ file: join(folder, `${n}.db`), at: 1_000 + n, clusterId: `c${n + 1}` as ClusterId }),
  );
  await written({ snapshots: many });
  expect(await files('c150' as ClusterId)).toHaveLength(1);
  expect(await files('c51' as ClusterId)).toHaveLength(1);
  expect(await files('c50' as ClusterId)).toEqual([]);
});

it('takes from a file only what is a record', async () => {
  const odd: readonly unknown[] = [
    null,
    7,
    'x',
    [],
    {},
    { ...aRecord(), file: 'relative.db' },
    { ...aRecord(), file: '/a\0b' },
    { ...aRecord(), file: `/${'a'.repeat(5_000)}` },
    { ...aRecord(), bytes: -1 },
    { ...aRecord(), bytes: '3' },
    { ...aRecord(), sha256: 'AB' },
    { ...aRecord(), member: '0x12' },
    { ...aRecord(), clusterId: `${one}\n` },
    { ...aRecord(), connection: '' },
    { ...aRecord(), at: Number.MAX_VALUE },
    { ...aRecord(), at: 9_000_000_000_000_000 },
    { ...aRecord(), origin: 'elsewhere' },
    { ...aRecord(), etcdVersion: 'x'.repeat(65) },
  ];
  await written({ snapshots: [...odd, aRecord()] });
  expect(await listed()).toEqual([told()]);
});

it('hands on nothing that a newer version added, and keeps it', async () => {
  await written({ snapshots: [{ ...aRecord(), kept: 'daily' }], schedules: [1] });
  expect(await listed()).toEqual([told()]);
  await opened().add(aRecord({ file: join(folder, 'b.db') }));
  expect(JSON.parse(await readFile(document, 'utf8'))).toMatchObject({
    snapshots: [{}, { kept: 'daily' }],
    schedules: [1],
  });
});

it.each(['{', '[]', '{"snapshots":{"length":1e9}}', '{"folders":7}'])(
  'leaves a damaged file as it is: %s',
  async (contents) => {
    await writeFile(document, contents);
    await expect(listed()).rejects.toMatchObject({ code: 'SettingsDamaged' });
    await expect(opened().add(aRecord())).rejects.toMatchObject({ code: 'SettingsDamaged' });
    expect(await readFile(document, 'utf8')).toBe(contents);
  },
);

it('reads the records of earlier versions, which knew less', async () => {
  await written({ snapshots: [anOldRecord()] });
  expect(await listed()).toEqual([told({ etcdVersion: null })]);
});

it('leaves out a proof that makes no sense, and keeps the snapshot', async () => {
  const odd = { checked: { verdict: 'fine' }, rehearsed: 7, copies: [{ store: 1 }] };
  await written({ snapshots: [{ ...aRecord(), ...odd }] });
  expect(await listed()).toEqual([told()]);
});

const verdict: SnapshotVerdict = {
  ...{ verdict: 'ok', at: 2_000, revision: 14, compactRevision: 3, liveKeys: 2, hashKV: 5, message: null },
};
const damaged: SnapshotVerdict = { ...verdict, verdict: 'damaged', message: 'page 3 is zero' };
const rehearsal = { at: 3_000, served: true, etcdVersion: '3.5.30', failure: null } as const;
const copy = { store: 's1', object: 'etcd/a.db', at: 4_000 };

describe('what was proved of a file', () => {
  beforeEach(async () => {
    await writeFile(join(folder, 'a.db'), 'abc');
    await opened().add(aRecord());
    await opened().didCheck(join(folder, 'a.db'), verdict);
    await opened().didRehearse(join(folder, 'a.db'), rehearsal);
    await opened().didCopy(join(folder, 'a.db'), copy);
  });
  const proved = () => told({ isThere: true, revision: 14, checked: verdict, rehearsed: rehearsal, copies: [copy] });

  it('is remembered, with the revision that the file has', async () => {
    expect(await listed()).toEqual([proved()]);
    await opened().didCopy(join(folder, 'a.db'), { ...copy, at: 5_000 });
    expect((await listed())[0]?.copies).toEqual([{ ...copy, at: 5_000 }]);
  });

  it('is no more once the file was written again, whatever its size', async () => {
    await utimes(join(folder, 'a.db'), 1, 1);
    expect(await listed()).toEqual([told({ isThere: true, revision: 14, ...unproved })]);
    await opened().didCheck(join(folder, 'a.db'), damaged);
    expect(await listed()).toEqual([told({ isThere: true, revision: 14, checked: damaged })]);
  });

  it('stays where a later rehearsal told nothing, and gives way to one that did', async () => {
    const file = join(folder, 'a.db');
    const late = { code: 'DeadlineExceeded', message: 'late', retry: true } as const;
    const undecided = { ...rehearsal, at: 4_000, served: false, failure: late };
    await opened().didRehearse(file, undecided);
    expect(await listed()).toEqual([proved()]);
    const failed = { ...undecided, failure: { ...late, code: 'RestoreFailed' } } as const;
    await opened().didRehearse(file, failed);
    await opened().didRehearse(file, undecided);
    expect(await listed()).toMatchObject([{ rehearsed: failed }]);
    await utimes(file, 1, 1);
    await opened().didRehearse(file, undecided);
    await opened().didRehearse(file, { ...undecided, at: 5_000 });
    expect(await listed()).toMatchObject([{ rehearsed: { ...undecided, at: 5_000 } }]);
  });

  it('is what a copy of the same contents is recorded with, and a copy that is gone is forgotten', async () => {
    const file = join(folder, 'a.db');
    expect(await opened().proofOf(file, 'ab'.repeat(32))).toBe('served');
    expect(await opened().proofOf(file, 'cd'.repeat(32))).toBeNull();
    await opened().didRehearse(file, { ...rehearsal, served: false });
    expect(await opened().proofOf(file, 'ab'.repeat(32))).toBe('verified');
    await opened().didDeleteCopy({ store: 's2', object: copy.object });
    expect((await listed())[0]?.copies).toEqual([copy]);
    await opened().didDeleteCopy(copy);
    expect((await listed())[0]?.copies).toEqual([]);
    await utimes(file, 1, 1);
    expect(await opened().proofOf(file, 'ab'.repeat(32))).toBeNull();
  });

  it('is of those contents alone: others of the same name are none of this cluster’s', async () => {
    const file = join(folder, 'a.db');
    await writeFile(file, 'abcdef');
    await opened().didCheck(file, verdict);
    expect(await listed()).toEqual([]);
    expect(opened().records()).toMatchObject([{ bytes: 6, clusterId: null, origin: 'folder', rehearsed: null }]);
  });

  it.each(['abd', 'ab', 'abcd'])('keeps the row of what was saved here and is damaged since: %s', async (contents) => {
    const file = join(folder, 'a.db');
    await writeFile(file, contents);
    await opened().didCheck(file, damaged, { bytes: contents.length, modifiedAt: 1_000, sha256: 'ee'.repeat(32) });
    await utimes(file, 1, 1);
    const row = { file, bytes: contents.length, sha256: 'ab'.repeat(32), clusterId: one, origin: 'saved' } as const;
    expect(await listed()).toMatchObject([{ ...row, isThere: true, checked: damaged, rehearsed: null, copies: [] }]);

    await writeFile(file, 'abc');
    await utimes(file, 2, 2);
    await opened().didCheck(file, verdict, { bytes: 3, modifiedAt: 2_000, sha256: 'ab'.repeat(32) });
    expect(await listed()).toMatchObject([{ ...row, bytes: 3, isThere: true, checked: verdict }]);
  });

  it('is of a file that is there', async () => {
    await opened().didCheck(join(folder, 'none.db'), verdict);
    expect(opened().records()).toHaveLength(1);
  });
});

describe('folders', () => {
  let found: string;
  beforeEach(async () => {
    found = join(folder, 'found');
    await mkdir(found);
  });

  /** A file that begins as a database does. */
  const database = async (name: string, { at = 5_000, bytes = 32_800, isOf = 0xed0cdaed } = {}): Promise<string> => {
    const contents = Buffer.alloc(bytes);
    contents.writeUInt32LE(isOf, 16);
    const file = join(found, name);
    await writeFile(file, contents);
    await utimes(file, at / 1_000, at / 1_000);
    return file;
  };
  const description = {
    ...{ endpoint: 'http://127.0.0.1:2379', member: '8e9e05c52164694d', clusterId: other, at: 7_000 },
    ...{ etcdVersion: '3.4.37', sha256: 'cd'.repeat(32), revision: 9, connection: 'prod' },
  };

  it('show what looks like a snapshot, with its description and what was proved of it', async () => {
    const bare = await database('bare.db');
    const described = await database('described.db');
    await writeFile(`${described}.json`, JSON.stringify(description));
    await database('text.db', { isOf: 0x20202020 });
    await database('small.db', { bytes: 8_192 });
    await writeFile(join(found, 'empty.db'), '');
    await database('other.bak');
    await mkdir(join(found, 'folder.db'));
    await symlink(join(found, 'nowhere'), join(found, 'link.db'));
    await opened().addFolder(found);
    const unknown = { sha256: null, revision: null, member: null, clusterId: null, etcdVersion: null };
    const ofFolder = { connection: null, origin: 'folder', bytes: 32_800, isThere: true } as const;
    const { clusterId, member, at, etcdVersion, sha256, revision } = description;
    const facts = { clusterId, member, at, etcdVersion, sha256, revision } as Partial<CataloguedSnapshot>; // as read
    expect(await opened().list(null)).toEqual({
      snapshots: [
        told({ ...ofFolder, file: described, ...facts }),
        told({ ...ofFolder, file: bare, at: 5_000, ...unknown }),
      ],
      // What a job leaves that failed, and what is something else.
      folders: [{ folder: found, failure: null, strangers: 3 }],
      isCut: false,
    });
    expect(await files()).toEqual([bare]);
    expect(await files(other)).toEqual([described, bare]);

    await opened().didCheck(bare, verdict);
    expect((await listed())[0]).toMatchObject({ file: bare, checked: verdict, revision: 14 });
  });

  it('show a file that was cut and has a description', async () => {
    const file = await database('cut.db', { bytes: 512 });
    await writeFile(`${file}.json`, JSON.stringify(description));
    await opened().addFolder(found);
    expect(await listed(other)).toMatchObject([{ file, bytes: 512, isThere: true }]);
  });

  it('show what was saved there once, as what it is', async () => {
    const file = await database('mine.db');
    await opened().addFolder(found);
    await opened().add(aRecord({ file, bytes: 32_800, at: 5_000 }));
    expect(await listed(null)).toEqual([told({ file, bytes: 32_800, at: 5_000, isThere: true })]);
  });

  it('keep what was saved there once where its file has another size and nothing says that it is another one', async () => {
    const file = await database('mine.db', { bytes: 20_000 });
    await opened().addFolder(found);
    await opened().add(aRecord({ file, bytes: 32_800, at: 5_000 }));
    expect(await listed()).toEqual([told({ file, bytes: 32_800, at: 5_000, isThere: false })]);
    await writeFile(`${file}.json`, JSON.stringify(description));
    expect(await listed(other)).toMatchObject([{ file, bytes: 20_000, origin: 'folder', isThere: true }]);
  });

  it('believe no description of other contents, once the hash was read', async () => {
    const file = await database('a.db');
    await writeFile(`${file}.json`, JSON.stringify(description));
    await opened().addFolder(found);
    const read = { bytes: 32_800, modifiedAt: 5_000, sha256: 'ee'.repeat(32) };
    await opened().didCheck(file, { ...verdict, revision: null }, read);
    expect(await listed(null)).toMatchObject([{ clusterId: null, sha256: read.sha256, revision: null }]);
  });

  it('notice a description that comes later', async () => {
    const catalogue = opened();
    const file = await database('a.db');
    await catalogue.addFolder(found);
    expect((await catalogue.list(null)).snapshots).toMatchObject([{ clusterId: null }]);
    await writeFile(`${file}.json`, JSON.stringify(description));
    expect((await catalogue.list(null)).snapshots).toMatchObject([{ clusterId: other }]);
  });

  it('are added where they can be listed, and told where they no longer can', async () => {
    const none = join(folder, 'none');
    await expect(opened().addFolder(none)).rejects.toMatchObject({ code: 'FileNotFound' });
    await expect(opened().addFolder('relative')).rejects.toMatchObject({ code: 'BadRequest' });
    await expect(opened().addFolder(document)).rejects.toMatchObject({ code: 'FileNotFound' });
    await opened().addFolder(`${found}/`);
    await opened().addFolder(found);
    await rm(found, { recursive: true });
    expect((await opened().list(null)).folders).toMatchObject([{ folder: found, failure: { code: 'FileNotFound' } }]);
    await opened().removeFolder(found);
    expect((await opened().list(null)).folders).toEqual([]);
  });
});

describe('forgetting', () => {
  const save = async (name: string, changes: Partial<SnapshotRecord> = {}): Promise<string> => {
    const file = join(folder, name);
    await writeFile(file, 'abc');
    await opened().add(aRecord({ file, ...changes }));
    return file;
  };

  it('leaves the file, or deletes it with its description', async () => {
    const [kept, deleted] = [await save('kept.db'), await save('deleted.db')];
    const facts = { endpoint: 'http://127.0.0.1:1', member: 'a', clusterId: one, at: 1, etcdVersion: null };
    const described = JSON.stringify({ ...facts, sha256: 'ab'.repeat(32), revision: null, connection: 'prod' });
    await writeFile(`${deleted}.json`, described);
    await opened().forget(kept, false);
    await opened().forget(deleted, true);
    expect(await listed()).toEqual([]);
    expect((await readdir(folder)).filter((name) => name !== 'snapshots.json')).toEqual(['kept.db']);
  });

  it('leaves a file beside it that is no description of it', async () => {
    const file = await save('a.db');
    await writeFile(`${file}.json`, '{"mine":1}');
    await opened().forget(file, true);
    expect(await readdir(folder)).toContain('a.db.json');
  });

  it('never lets the last verified snapshot of a cluster go', async () => {
    const [older, newer] = [await save('older.db', { at: 1_000 }), await save('newer.db', { at: 2_000 })];
    const elsewhere = await save('elsewhere.db', { at: 9_000, clusterId: other });
    await opened().didCheck(older, verdict);
    await opened().didCheck(newer, damaged);
    await opened().didCheck(elsewhere, verdict);
    await expect(opened().forget(older, true)).rejects.toMatchObject({ code: 'LastVerified' });
    await expect(opened().forget(older, false)).rejects.toMatchObject({ code: 'LastVerified' });
    await opened().didCheck(newer, verdict);
    await opened().forget(older, true);
    await expect(opened().forget(newer, true)).rejects.toMatchObject({ code: 'LastVerified' });
    expect(await files()).toEqual([newer]);
    await rm(newer);
    await opened().forget(newer, false);
    expect(await files()).toEqual([]);
  });

  it('deletes no other file that has the name by now', async () => {
    const file = await save('a.db');
    await writeFile(file, 'of somebody else');
    await expect(opened().forget(file, true)).rejects.toMatchObject({ code: 'SnapshotChanged' });
    expect(await readFile(file, 'utf8')).toBe('of somebody else');
    await opened().forget(file, false);
    expect(await listed()).toEqual([]);
    const gone = await save('gone.db');
    await rm(gone);
    await opened().forget(gone, true);
    expect(await listed()).toEqual([]);
  });

  it('is of what the catalogue has', async () => {
    await expect(opened().forget(document, true)).rejects.toMatchObject({ code: 'BadRequest' });
  });
});
