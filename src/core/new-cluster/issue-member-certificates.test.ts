import { X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeAuthority } from '../../testing/certificates.ts';
import { issueCertificates } from './issue-certificates.ts';
import { issueMemberCertificates, type MemberOrder } from './issue-member-certificates.ts';

const certificatesFolder = '/etc/etcd/pki';
let parent = '';
let folder = '';
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'etcdeck-issue-member-'));
  folder = join(parent, 'pki');
  await issueCertificates({ folder, members: [{ name: 'etcd-1', host: '10.0.0.1' }], certificatesFolder });
});
afterEach(() => rm(parent, { recursive: true, force: true }));

const anOrder = (changes: Partial<MemberOrder> = {}): MemberOrder => ({
  caFile: join(folder, 'ca.crt'),
  name: 'etcd-4',
  hosts: ['10.0.0.4', 'etcd-4.example'],
  certificatesFolder,
  ...changes,
});

it('issues what one more member needs, by the CA of the others', async () => {
  const issued = await issueMemberCertificates(anOrder());
  expect(issued.folder).toBe(join(folder, 'members/etcd-4'));
  const own = ['ca.crt', 'server.crt', 'server.key', 'peer.crt', 'peer.key'];
  expect((await readdir(issued.folder)).sort()).toEqual(['README.txt', ...own].sort());
  expect(issued.files.flatMap(({ member, hostPath }) => (member === 'etcd-4' ? [hostPath] : []))).toEqual(
    own.map((file) => `/etc/etcd/pki/${file}`),
  );
  const ca = new X509Certificate(await readFile(join(folder, 'ca.crt')));
  for (const file of ['server.crt', 'peer.crt']) {
    const certificate = new X509Certificate(await readFile(join(issued.folder, file)));
    expect(certificate.verify(ca.publicKey)).toBe(true);
    expect(certificate.checkIssued(ca)).toBe(true);
    expect(certificate.checkIP('10.0.0.4')).toBeDefined();
    expect(certificate.checkHost('etcd-4.example')).toBeDefined();
    expect(Date.parse(certificate.validTo)).toBe(issued.validUntil);
  }
  expect(issued.caValidUntil).toBe(Date.parse(ca.validTo));
  const readMe = await readFile(join(issued.folder, 'README.txt'), 'utf8');
  expect(readMe).toContain('On the host of etcd-4 (10.0.0.4, etcd-4.example):');
  expect(readMe).not.toContain('KEEP');
});

it('writes over no member’s files', async () => {
  const before = await readdir(join(folder, 'members/etcd-1'));
  await expect(issueMemberCertificates(anOrder({ name: 'etcd-1' }))).rejects.toMatchObject({ code: 'FileExists' });
  expect(await readdir(join(folder, 'members/etcd-1'))).toEqual(before);
  expect(await readdir(join(folder, 'members'))).toEqual(['etcd-1']);
});

it('issues nothing that is valid for longer than the CA, and nothing by one that has ended', async () => {
  const write = async (days: number): Promise<number> => {
    const notAfter = new Date(Math.floor(Date.now() / 1_000) * 1_000 + days * 86_400_000);
    const authority = await makeAuthority('etcd CA', { notAfter });
    await writeFile(join(folder, 'ca.crt'), authority.certPem);
    await writeFile(join(folder, 'ca.key'), await authority.exportKey());
    return notAfter.getTime();
  };
  const soon = await write(20);
  expect(await issueMemberCertificates(anOrder())).toMatchObject({ validUntil: soon, caValidUntil: soon });
  await write(-0.5);
  await expect(issueMemberCertificates(anOrder({ name: 'etcd-5' }))).rejects.toMatchObject({
    code: 'BadRequest',
    message: expect.stringMatching(/^the CA ended on /),
  });
});

it.each([
  ['no key', (file: string) => rm(file), 'FileNotFound'],
  ['a text for a key', (file: string) => writeFile(file, 'x'), 'BadRequest'],
  [
    'the key of another CA',
    async (file: string) => writeFile(file, await (await makeAuthority()).exportKey()),
    'BadRequest',
  ],
])('issues nothing where there is %s beside the CA', async (_, spoil, code) => {
  await spoil(join(folder, 'ca.key'));
  await expect(issueMemberCertificates(anOrder())).rejects.toMatchObject({ code });
  expect(await readdir(join(folder, 'members'))).toEqual(['etcd-1']);
});

it.each([
  [{ name: '../etc' }, { field: 'name' }],
  [{ hosts: [] }, { field: 'hosts' }],
  [{ hosts: ['10.0.0.4', 'https://a'] }, { field: 'hosts' }],
  [{ certificatesFolder: 'pki' }, { field: 'certificatesFolder' }],
])('%j is refused', async (changes, detail) => {
  await expect(issueMemberCertificates(anOrder(changes))).rejects.toMatchObject({ code: 'BadRequest', detail });
});

it('takes no certificate of a member for a CA', async () => {
  const caFile = join(folder, 'members/etcd-1/server.crt');
  await writeFile(join(folder, 'members/etcd-1/ca.key'), await readFile(join(folder, 'members/etcd-1/server.key')));
  await expect(issueMemberCertificates(anOrder({ caFile }))).rejects.toMatchObject({
    code: 'BadRequest',
    message: expect.stringContaining('is no CA’s certificate'),
  });
});
