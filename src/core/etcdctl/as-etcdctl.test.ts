import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import type { ConnectionDraft } from '../../contract/connections/profile.ts';
import { importText } from '../connections/importers/import-text.ts';
import { toValidProfile } from '../connections/profiles/profile.ts';
import { asEtcdctl } from './as-etcdctl.ts';

const nasty = `/p/it's $(touch x) "q" \`w\`/ca.crt`;
const draft: ConnectionDraft = {
  id: null,
  name: 'x',
  endpoints: ['https://10.0.0.1:2379', 'https://[fd00::1]:2379'],
  tls: { caFile: nasty, certFile: '/p/c.crt', keyFile: '/p/c.key', serverName: null, skipVerify: true },
  user: 'a b;c',
};

it('says the same to a shell as the profile does, whatever stands in it', () => {
  const { command, environment } = asEtcdctl(toValidProfile(draft));
  const args = sh(command.replace(/^etcdctl/, `printf '%s\\n'`)).split('\n');
  const variables = sh(`${environment} env`).split('\n');
  for (const [flag, value] of [
    ['endpoints', 'https://10.0.0.1:2379,https://[fd00::1]:2379'],
    ['cacert', nasty],
    ['cert', '/p/c.crt'],
    ['key', '/p/c.key'],
    ['insecure-skip-tls-verify', 'true'],
    ['user', 'a b;c'],
  ]) {
    expect(args).toContain(`--${flag}=${value}`);
    expect(variables).toContain(`ETCDCTL_${flag?.toUpperCase().replaceAll('-', '_')}=${value}`);
  }
  expect(variables).toContain('ETCDCTL_PASSWORD=<password>');
  expect(command).not.toContain('--password');
});

it('is what the importer reads', () => {
  const plain = toValidProfile({ ...draft, tls: { ...draft.tls, caFile: '/p/ca.crt' } });
  for (const text of Object.values(asEtcdctl(plain))) {
    const read = importText(text).draft;
    expect([read.endpoints, read.tls, read.user]).toEqual([plain.endpoints, plain.tls, plain.user]);
  }
});

it('names the domain in place of what it named last', () => {
  const found = toValidProfile({ ...draft, discovery: { domain: 'example.org', service: 'east' } });
  const { command } = asEtcdctl(found);
  expect(command).toContain('etcdctl --discovery-srv=example.org --discovery-srv-name=east --cacert');
  expect(importText(command).draft.discovery).toEqual(found.discovery);
});

it('holds a place for what is pasted and secret, and asks for no more than there is', () => {
  const tls = { caFile: null, certFile: null, keyFile: null, serverName: null, skipVerify: false };
  const pasted = asEtcdctl(toValidProfile({ ...draft, tls: { ...tls, caPem: 'CA', certPem: 'CERT' } }));
  expect(pasted.command).toContain("--cacert='<ca.crt>' --cert='<client.crt>' --key='<client.key>'");
  expect(JSON.stringify(pasted)).not.toContain('CERT"');
  const bare = { ...draft, endpoints: ['http://a:2379'], tls, user: null };
  expect(asEtcdctl(toValidProfile(bare))).toEqual({
    command: 'etcdctl --endpoints=http://a:2379',
    environment: 'export ETCDCTL_ENDPOINTS=http://a:2379\n',
  });
});

function sh(script: string): string {
  return execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' });
}
