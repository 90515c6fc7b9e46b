import { expect, it } from 'vitest';
import { argsLike, type MemberNames } from './args-like.ts';

const names = (name: string, host: string): MemberNames => ({
  name,
  peerURLs: [`https://${host}:2380`],
  clientURLs: [`https://${host}:2379`],
});

it("makes another member's command line: its name, URLs and paths", () => {
  const args = [
    ...['etcd', '--name=m1', '--data-dir=/data/m1', '--cert-file', '/pki/m1.crt', '--trusted-ca-file=/pki/ca.crt'],
    ...['--listen-peer-urls=https://10.0.0.1:2380', '--initial-advertise-peer-urls=https://10.0.0.1:2380'],
    ...['--listen-client-urls=https://127.0.0.1:2379,https://10.0.0.1:2379', '--quota-backend-bytes=8'],
    ...['--advertise-client-urls=https://10.0.0.1:2379', '--listen-metrics-urls=http://10.0.0.1:2381'],
  ];
  expect(argsLike(args, names('m1', '10.0.0.1'), names('m2', '10.0.0.2'))).toEqual([
    ...['etcd', '--name=m2', '--data-dir=/data/m2', '--cert-file=/pki/m2.crt', '--trusted-ca-file=/pki/ca.crt'],
    ...['--listen-peer-urls=https://10.0.0.2:2380', '--initial-advertise-peer-urls=https://10.0.0.2:2380'],
    ...['--listen-client-urls=https://127.0.0.1:2379,https://10.0.0.2:2379', '--quota-backend-bytes=8'],
    ...['--advertise-client-urls=https://10.0.0.2:2379', '--listen-metrics-urls=http://10.0.0.2:2381'],
  ]);
});

it('listens everywhere where the first one does', () => {
  const args = ['etcd', '--listen-client-urls=https://0.0.0.0:2379'];
  expect(argsLike(args, names('m1', '10.0.0.1'), names('m2', '10.0.0.2'))).toEqual([...args, '--name=m2']);
});
