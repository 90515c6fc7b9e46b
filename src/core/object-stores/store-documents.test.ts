import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EtcdeckError } from '../../contract/failure.ts';
import type { ObjectStoreDraft } from '../../contract/object-stores.ts';
import { testPorts } from '../../testing/ports.ts';
import { StoreDocuments } from './store-documents.ts';
import { StoreSecrets } from './store-secrets.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-stores-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const key = { accessKeyId: 'id', secretAccessKey: 'kept secret' };
const aDraft = (changed: Partial<ObjectStoreDraft> = {}): ObjectStoreDraft => ({
  ...{ id: null, name: ' away ', endpoint: 'HTTPS://S3.example.com:443/', region: '', bucket: 'etcd' },
  ...{ prefix: '/prod/a/', isPathStyle: true, caFile: null, credentials: 'keychain' as const },
  ...changed,
});

function someStores(env: NodeJS.ProcessEnv = {}) {
  const ports = testPorts(folder);
  const secrets = new StoreSecrets(ports.secrets, env);
  return { documents: new StoreDocuments(ports, secrets), secrets, ports };
}

async function faultOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    if (error instanceof EtcdeckError) return error.detail?.field ?? error.code;
    throw error;
  }
  return null;
}

describe('the object stores of the settings', () => {
  it('are kept without their keys, as they are dialled', async () => {
    const { documents, secrets, ports } = someStores();
    const store = await documents.save(aDraft(), key);
    expect(store).toMatchObject({ name: 'away', endpoint: 'https://s3.example.com', prefix: 'prod/a' });
    expect(documents.list()).toEqual([store]);
    expect(await readFile(join(folder, 'object-stores.json'), 'utf8')).not.toContain('kept secret');
    expect(await secrets.resolve(store, null)).toEqual(key);
    await documents.save({ ...store, region: 'eu-central-1' }, null);
    expect(documents.list()).toEqual([{ ...store, region: 'eu-central-1' }]);
    await documents.save({ ...store, credentials: 'environment' }, null);
    expect(ports.secrets.has(`objectStore/${store.id}/accessKey`)).toBe(false);
    await documents.remove(store.id);
    expect(documents.list()).toEqual([]);
    expect(await faultOf(documents.remove(store.id))).toBe('store');
  });

  it.each<[string, Partial<ObjectStoreDraft>]>([
    ['name', { name: ' ' }],
    ['endpoint', { endpoint: 's3.example.com' }],
    ['endpoint', { endpoint: 'ftp://s3.example.com' }],
    ['endpoint', { endpoint: 'https://id:secret@s3.example.com' }],
    ['endpoint', { endpoint: 'https://s3.example.com/etcd' }],
    ['region', { endpoint: '' }],
    ['region', { region: 'eu/../' }],
    ['bucket', { bucket: 'a/b' }],
    ['prefix', { prefix: 'a/../b' }],
    ['prefix', { prefix: '//' }],
    ['caFile', { caFile: '/nowhere/ca.pem' }],
    ['store', { id: 'unknown' }],
  ])('are refused with what is wrong with their %s', async (field, changed) => {
    expect(await faultOf(someStores().documents.save(aDraft(changed), key))).toBe(field);
  });

  it('need a key, and a name of their own', async () => {
    const { documents } = someStores();
    expect(await faultOf(documents.save(aDraft(), null))).toBe('accessKeyId');
    expect(await faultOf(documents.save(aDraft(), { ...key, secretAccessKey: '' }))).toBe('secretAccessKey');
    await documents.save(aDraft(), key);
    expect(await faultOf(documents.save(aDraft(), key))).toBe('name');
  });

  it('take the key of the environment, where they say so', async () => {
    const place = { id: null, credentials: 'environment' } as const;
    const env = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: 'token' };
    const found = await someStores(env).secrets.resolve(place, null);
    expect(found).toEqual({ accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'token' });
    expect(await faultOf(someStores().secrets.resolve(place, null))).toBe('StoreSecretMissing');
  });

  it('stay as they are where an entry makes no sense', async () => {
    const { documents } = someStores();
    const odd = { id: 'odd', name: 7 };
    await writeFile(join(folder, 'object-stores.json'), JSON.stringify({ stores: [odd] }));
    expect(documents.list()).toEqual([]);
    await documents.save(aDraft(), key);
    expect(JSON.parse(await readFile(join(folder, 'object-stores.json'), 'utf8')).stores[0]).toEqual(odd);
    await writeFile(join(folder, 'object-stores.json'), '{"stores":{}}');
    expect(await faultOf(documents.save(aDraft(), key))).toBe('SettingsDamaged');
  });
});
