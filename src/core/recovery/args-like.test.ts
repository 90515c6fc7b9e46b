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
    ...['--listen-client-urls=https://127.0.0.1:2379,https://10.0.0.2:2379'],
    ...['--advertise-client-urls=https://10.0.0.2:2379', '--listen-metrics-urls=http://10.0.0.2:2381'],
    '--quota-backend-bytes=8',
  ]);
});

it('listens everywhere where the first one does', () => {
  const args = ['etcd', '--listen-client-urls=https://0.0.0.0:2379'];
  expect(argsLike(args, names('m1', '10.0.0.1'), names('m2', '10.0.0.2'))).toEqual([
    'etcd',
    '--name=m2',
    ...args.slice(1),
  ]);
});

it("takes over what members share, and nothing that is risky or the first one's own", () => {
  const args = [
    ...['etcd', '--name=m1', '--unsafe-no-fsync', '--force-new-cluster', '--heartbeat-interval=200', '--auto-tls'],
    ...['--log-outputs=/var/log/m1', '--initial-cluster=m1=https://10.0.0.1:2380', '--initial-cluster-state=new'],
    ...['--listen-client-urls=https://192.168.0.1:2379,https://127.0.0.1:2379', '--pre-vote=1'],
    ...['--listen-metrics-urls=http://192.168.0.1:2381', '--listen-client-http-urls=http://192.168.0.1:2378'],
  ];
  expect(argsLike(args, names('m1', '10.0.0.1'), names('m2', '10.0.0.2'))).toEqual([
    ...['etcd', '--name=m2', '--auto-tls=true'],
    ...['--listen-client-urls=https://10.0.0.2:2379,https://127.0.0.1:2379'],
    ...['--heartbeat-interval=200', '--pre-vote=true'],
  ]);
});

it('listens at addresses only, where members are announced by names', () => {
  const args = ['etcd', '--listen-client-urls=https://10.0.0.1:2379', '--advertise-client-urls=https://a.example:2379'];
  expect(argsLike(args, names('m1', 'a.example'), names('m2', 'b.example'))).toEqual([
    ...['etcd', '--name=m2', '--listen-client-urls=https://0.0.0.0:2379'],
    '--advertise-client-urls=https://b.example:2379',
  ]);
});
