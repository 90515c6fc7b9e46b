import { expect, it } from 'vitest';
import type { MemberStart, StartFile } from '../../../contract/member-start.ts';
import { certificatesFor } from './member-certificates.ts';

const names = ['ca.crt', 'server.crt', 'server.key', 'ca.crt', 'peer.crt', 'peer.key'] as const;
const roles = ['clientCa', 'certificate', 'key', 'peerCa', 'peerCertificate', 'peerKey'] as const;
const filesIn = (folder: string): readonly StartFile[] =>
  roles.map((role, at) => ({ role, path: `${folder}/${names[at]}`, isKnown: true }));

const aStart = (files: readonly StartFile[]): MemberStart => ({
  ...{ name: 'etcd-4', args: [], command: '', unit: '', manifest: '', files, warnings: [] },
  env: {
    ETCD_INITIAL_ADVERTISE_PEER_URLS: 'https://10.0.0.4:2380,https://[fd00::4]:2380',
    ETCD_ADVERTISE_CLIENT_URLS: 'https://etcd-4.example:2379,https://10.0.0.4:2379',
  },
});

it('issues for every host that a member announces, into the folder of its flags', () => {
  expect(certificatesFor(aStart(filesIn('/etc/etcd/pki')))).toEqual({
    ...{ name: 'etcd-4', hosts: ['10.0.0.4', 'fd00::4', 'etcd-4.example'], certificatesFolder: '/etc/etcd/pki' },
  });
  expect(certificatesFor(aStart(filesIn('')))?.certificatesFolder).toBe('/');
});

it('issues nothing without TLS, nor for files of other names or in several folders', () => {
  expect(certificatesFor(aStart([]))).toBeNull();
  const [ca, certificate, ...rest] = filesIn('/pki');
  if (ca === undefined || certificate === undefined) throw new Error('there are six');
  expect(certificatesFor(aStart([ca, { ...certificate, path: '/pki/etcd-4.crt' }, ...rest]))).toBeNull();
  expect(certificatesFor(aStart([ca, { ...certificate, path: '/other/server.crt' }, ...rest]))).toBeNull();
});
