import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeAuthority } from '../../../testing/certificates.ts';
import { systemRoots } from './system-roots.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-roots-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function anAuthority(name: string): Promise<{ readonly pem: string; readonly file: string }> {
  const pem = (await makeAuthority(name)).certPem.trim();
  const file = join(folder, `${name}.crt`);
  await writeFile(file, `${pem}\n`);
  return { pem, file };
}

it('are those of SSL_CERT_FILE, and those of the runtime, each once', async () => {
  const { pem, file } = await anAuthority('named');
  await writeFile(file, `${pem}\n${pem.replaceAll('\n', '\r\n')}\n${rootCertificates[0]}\n`);
  const roots = await systemRoots({ SSL_CERT_FILE: file });
  expect(roots).toHaveLength(rootCertificates.length + 1);
  expect(roots.filter((one) => one.replace(/\s/g, '') === pem.replace(/\s/g, ''))).toHaveLength(1);
});

it('are those of every file in SSL_CERT_DIR, without what is damaged or no certificate', async () => {
  const [one, two] = [await anAuthority('one'), await anAuthority('two')];
  const [first, second] = [join(folder, 'first'), join(folder, 'second')];
  await Promise.all([mkdir(first), mkdir(second)]);
  await writeFile(join(first, 'one.0'), one.pem);
  await writeFile(join(first, 'damaged.0'), two.pem.replace(/\n.{10}/, '\nAAAAAAAAAA'));
  await writeFile(join(second, 'README'), 'no certificate');
  await writeFile(join(second, 'two.0'), two.pem);
  const env = { SSL_CERT_FILE: join(folder, 'absent'), SSL_CERT_DIR: `${first}:${second}:${join(folder, 'none')}` };
  const roots = await systemRoots(env);
  expect(roots.slice(0, -rootCertificates.length).toSorted()).toEqual([one.pem, two.pem].toSorted());
});

it('are never fewer than those of the runtime', async () => {
  expect(await systemRoots({ SSL_CERT_FILE: join(folder, 'absent') })).toHaveLength(rootCertificates.length);
  expect((await systemRoots({})).length).toBeGreaterThanOrEqual(rootCertificates.length);
});
