import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3 } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createObjectStores } from '../core/object-stores/create-object-stores.ts';
import { buildCli, type Cli } from '../testing/cli-process.ts';
import { testPorts } from '../testing/ports.ts';
import { hasS3, startS3, type TestS3, withoutS3 } from '../testing/s3-server.ts';
import { writeSmallDatabase } from '../testing/snapshots/small-database.ts';

if (!hasS3) console.warn(withoutS3);

describe.skipIf(!hasS3)('an object store', () => {
  let server: TestS3;
  let cli: Cli;
  let folder: string;
  let file: string;
  let env: Readonly<Record<string, string>>;

  beforeAll(async () => {
    server = await startS3();
    folder = await mkdtemp(join(tmpdir(), 'etcdeck-cli-stores-'));
    file = join(folder, 'small.db');
    writeSmallDatabase(file);
    cli = await buildCli(folder, { hasWorker: true });
    const { endpoint, key } = server;
    env = { AWS_ACCESS_KEY_ID: key.accessKeyId, AWS_SECRET_ACCESS_KEY: key.secretAccessKey };
    const direct = new S3({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials: key });
    await direct.createBucket({ Bucket: 'etcd' });
    direct.destroy();
    const stores = createObjectStores(testPorts(folder), {
      ...{ proofOf: async () => null, didCopy: async () => undefined, didDeleteCopy: async () => undefined },
    });
    const place = { endpoint, region: '', bucket: 'etcd', prefix: 'saved', isPathStyle: true, caFile: null };
    const draft = { id: null, name: 'off site', ...place, credentials: 'environment' } as const;
    await stores.save({ draft, secrets: null });
  });
  afterAll(async () => {
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('gets a copy of a file, once, and lists it', async () => {
    const uploaded = await cli.run(['-w', 'json', 'snapshot', 'upload', file, '--store', 'off site'], { env });
    expect([uploaded.exitCode, uploaded.stderr]).toEqual([0, '']);
    const sha256 = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(JSON.parse(uploaded.stdout)).toEqual({ file, store: 'off site', object: 'saved/small.db', sha256 });
    const again = await cli.run(['-w', 'json', 'snapshot', 'upload', file, '--store', 'off site'], { env });
    expect([again.exitCode, JSON.parse(again.stderr).error.code]).toEqual([2, 'FileExists']);
    const listed = await cli.run(['-w', 'json', 'snapshot', 'list', '--store', 'off site'], { env });
    const { length } = await readFile(file);
    expect(JSON.parse(listed.stdout)).toEqual({
      objects: [{ object: 'saved/small.db', bytes: length, at: expect.any(Number), sha256, proof: null }],
      isCut: false,
    });
    const table = await cli.run(['snapshot', 'list', '--store', 'off site'], { env });
    expect(table.stdout).toMatch(/WRITTEN +SIZE +SHA256 +OBJECT\n.+ saved\/small\.db\n$/);
  });

  it('lets older copies go that etcdeck named, once it was agreed to', async () => {
    const day = (at: number): string => `prod-2026-11-0${at}T08-00-00Z.db`;
    const contents = await readFile(file);
    const sha256 = createHash('sha256').update(contents).digest('hex');
    for (const at of [1, 2, 3]) {
      const copy = join(folder, day(at));
      await writeFile(copy, contents);
      const description = {
        ...{
          endpoint: 'http://10.0.0.1:2379',
          member: 'a',
          clusterId: 'c',
          at: Date.UTC(2026, 10, at, 8),
          revision: 7,
        },
        ...{ etcdVersion: null, sha256, connection: 'prod' },
      };
      await writeFile(`${copy}.json`, JSON.stringify(description));
      // It is proved once it was read whole, which the catalogue remembers.
      if (at === 2) await cli.run(['snapshot', 'check', copy], { env });
      expect((await cli.run(['snapshot', 'upload', copy, '--store', 'off site'], { env })).exitCode).toBe(0);
    }
    const prune = ['snapshot', 'prune', '--store', 'off site', '--keep-last', '1'];
    const unasked = await cli.run([...prune], { env });
    expect([unasked.exitCode, unasked.stderr]).toEqual([
      2,
      expect.stringContaining('give --plan to see what would go'),
    ]);
    const planned = await cli.run([...prune, '--plan'], { env });
    expect(planned.stdout).toMatch(/^SAVED +SIZE +CLUSTER +PROVED +GOES\n2026-11-01T08:00:00.000Z .+ - +saved\/prod/);
    expect(planned.stdout).toMatch(/\n1 copy goes, and 2 stay\.\n1 other object is not looked at.+\n$/);
    const done = await cli.run(['-w', 'json', ...prune, '--yes'], { env });
    expect([done.exitCode, JSON.parse(done.stdout)]).toEqual([0, { deleted: [`saved/${day(1)}`], left: [], kept: 2 }]);
    const again = await cli.run([...prune, '--yes'], { env });
    expect(again.stdout).toMatch(/^No copy goes; 2 copies stay\.\n/);
  });

  it('is named, has a key, and takes no damaged file', async () => {
    const unknown = await cli.run(['snapshot', 'upload', file, '--store', 'nowhere'], { env });
    expect(unknown).toMatchObject({ exitCode: 2, stdout: '' });
    expect(unknown.stderr).toContain('there is no object store nowhere; there are off site');
    const keyless = await cli.run(['-w', 'json', 'snapshot', 'list', '--store', 'off site'], {
      env: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
    });
    expect(JSON.parse(keyless.stderr).error.code).toBe('StoreSecretMissing');
    const damaged = join(folder, 'damaged.db');
    const bytes = await readFile(file);
    await writeFile(damaged, bytes.fill(0, 4_096 * 9, 4_096 * 10));
    const refused = await cli.run(['-w', 'json', 'snapshot', 'upload', damaged, '--store', 'off site'], { env });
    expect([refused.exitCode, JSON.parse(refused.stderr).error.code]).toEqual([1, 'SnapshotDamaged']);
  });
});

it('is dialled by no command that reads files, nor is a cluster', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-cli-files-'));
  try {
    const cli = await buildCli(folder);
    const commands = [
      ['list'],
      ['check', 'a.db'],
      ['restore', 'a.db'],
      ['rehearse', 'a.db'],
      ['join', 'Full-1', '--into', 'b.db'],
      ['upload', 'a.db', '--store', 's'],
      ['prune', '--store', 's', '--keep-last', '1', '--yes'],
    ];
    for (const command of commands) {
      const refused = await cli.run(['--endpoints', '127.0.0.1:1', 'snapshot', ...command]);
      expect(refused.exitCode).toBe(2);
      expect(refused.stderr).toContain('leave --endpoints out');
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
