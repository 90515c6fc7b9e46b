import { expect, it } from 'vitest';
import { type EtcdctlProfile, etcdctlLine, etcdctlNotes } from './etcdctl-line.ts';

const tls = {
  caFile: '/pki/ca.crt',
  certFile: '/a b/c.crt',
  keyFile: '/a b/c.key',
  serverName: null,
  skipVerify: true,
};
const profile: EtcdctlProfile = {
  ...{ endpoints: ['https://a:2379', 'https://b:2379'], discovery: null, tls },
  ...{ user: "it's", ssh: null },
};
const certificates =
  "--cacert=/pki/ca.crt --cert='/a b/c.crt' --key='/a b/c.key' --insecure-skip-tls-verify=true --user='it'\\''s'";

it('has everything that a line takes to run by itself, and no password', () => {
  expect(etcdctlLine(profile, ['member', 'add', '$(id)'])).toBe(
    `etcdctl --endpoints=https://a:2379,https://b:2379 ${certificates} member add '$(id)'`,
  );
});

it('goes to the endpoint that is asked for, which may be of any text', () => {
  const found = { ...profile, discovery: { domain: 'example.org', service: 'east' } };
  expect(etcdctlLine(found, ['member', 'list'], ['https://c:1;id'])).toBe(
    `etcdctl --endpoints='https://c:1;id' ${certificates} member list`,
  );
  expect(etcdctlLine(found, ['get'])).toContain(
    'etcdctl --discovery-srv=example.org --discovery-srv-name=east --cacert',
  );
});

it('takes kubeadm’s certificates where those of a manifest are read on the SSH host', () => {
  const way = { host: 'cp-1', port: 22, user: 'ops', auth: 'agent', keyFile: null, manifest: '/m/etcd.yaml' } as const;
  const line = etcdctlLine({ ...profile, user: null, ssh: way }, ['get']);
  expect(line).toContain('--cacert=/etc/kubernetes/pki/etcd/ca.crt');
  expect(line).toContain('--key=/etc/kubernetes/pki/etcd/healthcheck-client.key');
});

it('keeps what there is to know on lines that no shell runs', () => {
  const ssh = { host: 'a\nrm -r x', port: 22, user: 'ops', auth: 'agent', keyFile: null, manifest: null } as const;
  expect(etcdctlNotes(profile, ['etcdctl del a'])).toEqual([]);
  const notes = etcdctlNotes({ ...profile, ssh }, ['printf x | etcdctl put a']);
  expect(etcdctlNotes({ ...profile, user: null }, ['printf x | etcdctl put a'])).toEqual([]);
  expect(notes).toHaveLength(2);
  for (const note of notes) expect(note).toMatch(/^# .+$/);
});
