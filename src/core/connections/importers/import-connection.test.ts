import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { importConnection } from './import-connection.ts';

let root: string;
let pki: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'etcdeck-import-'));
  pki = join(root, 'pki/etcd');
  await mkdir(pki, { recursive: true });
  for (const name of ['ca.crt', 'healthcheck-client.crt', 'healthcheck-client.key'])
    await writeFile(join(pki, name), '');
});
afterAll(() => rm(root, { recursive: true, force: true }));

it("reads kubeadm's folder, and the members where the manifest stands beside it", async () => {
  const alone = await importConnection({ kind: 'folder', folder: pki }, {});
  expect(alone.draft).toMatchObject({
    endpoints: ['https://127.0.0.1:2379'],
    tls: { caFile: join(pki, 'ca.crt'), keyFile: join(pki, 'healthcheck-client.key') },
    prefix: '/registry/',
    imported: true,
  });
  expect(alone.ignored[0]?.meaning).toContain('guess');
  await mkdir(join(root, 'manifests'));
  await writeFile(
    join(root, 'manifests/etcd.yaml'),
    'kind: Pod\nspec: {containers: [{command: [etcd, --name=cp1, "--advertise-client-urls=https://10.0.0.1:2379"]}]}',
  );
  const { draft, ignored } = await importConnection({ kind: 'folder', folder: pki }, {});
  expect([draft.name, draft.endpoints, ignored]).toEqual(['etcd of cp1', ['https://10.0.0.1:2379'], []]);
});

it('takes the variables etcdeck was started with, and no secret among them', async () => {
  const env = {
    ETCDCTL_ENDPOINTS: 'https://a:2379',
    ETCDCTL_USER: 'root:hunter2',
    ETCDCTL_PASSWORD: 'hunter3',
    HOME: '/',
  };
  const read = await importConnection({ kind: 'environment' }, env);
  expect(read).toMatchObject({ draft: { endpoints: ['https://a:2379'], user: 'root' }, secrets: {} });
  expect(JSON.stringify(read)).not.toMatch(/hunter/);
  await expect(importConnection({ kind: 'environment' }, { HOME: '/' })).rejects.toMatchObject({ code: 'BadRequest' });
});

it('reads a file, and names one that it cannot', async () => {
  const file = join(root, 'env.sh');
  await writeFile(file, 'export ETCDCTL_ENDPOINTS=http://a:2379');
  expect((await importConnection({ kind: 'file', file }, {})).draft.endpoints).toEqual(['http://a:2379']);
  const missing = join(root, 'no');
  const refused = [
    [{ kind: 'file', file: missing }, 'FileNotFound'],
    [{ kind: 'file', file: root }, 'FileNotReadable'],
    [{ kind: 'file', file: 'env.sh' }, 'FileNotReadable'],
    [{ kind: 'folder', folder: root }, 'FileNotFound'],
  ] as const;
  for (const [source, code] of refused) await expect(importConnection(source, {})).rejects.toMatchObject({ code });
});
