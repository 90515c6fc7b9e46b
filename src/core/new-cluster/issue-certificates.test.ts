import { X509Certificate } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { issueCertificates } from './issue-certificates.ts';

let parent = '';
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'etcdeck-issue-'));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

const members = [
  { name: 'etcd-1', host: '10.0.0.1' },
  { name: 'etcd-2', host: 'Etcd-2.Example' },
  { name: 'etcd-3', host: 'fd00::3' },
];

const certificatesFolder = '/etc/etcd/pki';

describe('certificates of a new cluster', () => {
  it('are what each host needs, and a client’s, of one authority', async () => {
    const folder = join(parent, 'new');
    const issued = await issueCertificates({ folder: `${folder}/`, members, certificatesFolder });
    expect(issued.folder).toBe(folder);
    const paths = issued.files.map(({ path }) => relative(folder, path));
    const own = ['ca.crt', 'server.crt', 'server.key', 'peer.crt', 'peer.key'];
    expect(paths).toEqual([
      ...['README.txt', 'ca.crt', 'ca.key', 'client.crt', 'client.key'],
      ...members.flatMap(({ name }) => own.map((file) => join('members', name, file))),
    ]);
    for (const { path } of issued.files) {
      if (path.endsWith('.key')) expect((await stat(path)).mode & 0o777, path).toBe(0o600);
    }
    const read = async (path: string) => new X509Certificate(await readFile(join(folder, path)));
    const ca = await read('ca.crt');
    expect(ca.ca).toBe(true);
    const inYears = (certificate: X509Certificate) =>
      Math.round((Date.parse(certificate.validTo) - Date.now()) / (365 * 86_400_000));
    expect(inYears(ca)).toBe(10);
    for (const { name, host } of members) {
      expect((await read(`members/${name}/ca.crt`)).raw).toEqual(ca.raw);
      for (const file of ['server', 'peer']) {
        const certificate = await read(`members/${name}/${file}.crt`);
        expect(certificate.verify(ca.publicKey)).toBe(true);
        expect(inYears(certificate)).toBe(1);
        const checked = /^[\d.]+$|:/.test(host) ? certificate.checkIP(host) : certificate.checkHost(host);
        expect(checked, host).toBeDefined();
        expect(certificate.checkIP('127.0.0.1')).toBeDefined();
        expect(certificate.checkIP('::1')).toBeDefined();
        expect(certificate.checkIP('10.0.0.9')).toBeUndefined();
      }
    }
    expect(issued.validUntil).toBe(Date.parse((await read('members/etcd-1/peer.crt')).validTo));
    expect(issued.caValidUntil).toBe(Date.parse(ca.validTo));
    const goesTo = issued.files.filter(({ member }) => member === 'etcd-2').map(({ hostPath }) => hostPath);
    expect(goesTo).toEqual(own.map((file) => `/etc/etcd/pki/${file}`));
    const readMe = await readFile(join(folder, 'README.txt'), 'utf8');
    expect(readMe).toContain(
      'On the host of etcd-2 (Etcd-2.Example):\n  members/etcd-2/ca.crt      ->  /etc/etcd/pki/ca.crt\n',
    );
    for (const end of [issued.validUntil, issued.caValidUntil]) {
      expect(readMe).toContain(new Date(end).toISOString().slice(0, 10));
    }
    expect(readMe).toMatch(/KEEP\n\n(?: {2}.+\n)* {2}ca\.key {6}its key: whoever has it/);
    const client = await read('client.crt');
    expect(client.subject).toBe('CN=root');
    expect(client.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
  });

  it.each([
    ['a folder', (path: string) => mkdir(path)],
    ['a file', (path: string) => writeFile(path, 'mine')],
    ['a link to a folder', (path: string) => symlink(parent, path)],
  ])('are never written over %s', async (_, make) => {
    const folder = join(parent, 'taken');
    await make(folder);
    await expect(issueCertificates({ folder, members, certificatesFolder })).rejects.toMatchObject({
      code: 'FileExists',
    });
    expect(await readdir(parent)).toEqual(['taken']);
  });

  it('leave nothing behind where they cannot be written', async () => {
    const missing = { folder: join(parent, 'no', 'new'), members, certificatesFolder };
    await expect(issueCertificates(missing)).rejects.toMatchObject({ code: 'FileNotWritable' });
    const long = { folder: join(parent, 'x'.repeat(249)), members, certificatesFolder };
    await expect(issueCertificates(long)).rejects.toMatchObject({ code: 'FileNotWritable' });
    await expect(issueCertificates({ folder: 'new', members, certificatesFolder })).rejects.toMatchObject({
      code: 'BadRequest',
    });
    await expect(
      issueCertificates({ folder: join(parent, 'new'), members: [], certificatesFolder }),
    ).rejects.toMatchObject({
      code: 'BadRequest',
    });
    const stop = new AbortController();
    stop.abort();
    await expect(
      issueCertificates({ folder: join(parent, 'new'), members, certificatesFolder }, stop.signal),
    ).rejects.toMatchObject({
      code: 'Cancelled',
    });
    expect(await readdir(parent)).toEqual([]);
  });

  it('leave nothing behind where only some of them can be written', async () => {
    // A path has 4,095 characters at most: the folder and the CA fit, a member's files do not.
    const deep = join(parent, ...Array.from({ length: 19 }, () => 'd'.repeat(200)));
    await mkdir(deep, { recursive: true });
    const folder = join(deep, 'n'.repeat(4_040 - deep.length - 1));
    const long = [{ name: 'm'.repeat(63), host: '10.0.0.1' }];
    await expect(issueCertificates({ folder, members: long, certificatesFolder })).rejects.toMatchObject({
      code: 'FileNotWritable',
    });
    expect(await readdir(deep)).toEqual([]);
  });
});
