import { describe, expect, it } from 'vitest';
import { EtcdeckError } from '../../../contract/failure.ts';
import { toValidProfile } from '../profiles/profile.ts';
import { importText } from './import-text.ts';
import { shellWords } from './shell-words.ts';

describe('shell words', () => {
  it.each([
    [`a 'b c' "d e" f\\ g`, ['a', 'b c', 'd e', 'f g']],
    [`--x='it'\\''s' ""`, ["--x=it's", '']],
    ['a \\\n  b \\\r\n c', ['a', 'b', 'c']],
    ['"a\\"b\\n" # rest\nc', ['a"b\\n', 'c']],
    ['a|b;c&&d', ['a', '|', 'b', ';', 'c', '&&', 'd']],
    ["'open", ['open']],
    ['a#b', ['a#b']],
  ])('%j', (text, words) => {
    expect(shellWords(text)).toEqual(words);
  });
});

const tls = { caFile: '/p/ca.crt', certFile: '/p/c.crt', keyFile: '/p/c.key', serverName: null, skipVerify: false };
const endpoints = ['https://10.0.0.1:2379', 'https://10.0.0.2:2379'];

describe('etcdctl', () => {
  const flags =
    '--endpoints=https://10.0.0.1:2379,https://10.0.0.2:2379 --cacert /p/ca.crt --cert=/p/c.crt --key "/p/c.key"';

  it.each([
    ['plain', `ETCDCTL_API=3 etcdctl ${flags} get --prefix /registry/ --keys-only`],
    [
      'by its path, through sudo, with a pipe behind',
      `sudo /usr/local/bin/etcdctl ${flags} endpoint status -w table | grep x`,
    ],
    ['over lines', `etcdctl \\\n  ${flags.replaceAll(' --', ' \\\n  --')} \\\n  member list`],
    [
      'in a container',
      `kubectl -n kube-system exec etcd-cp1 -- sh -c 'ETCDCTL_API=3 etcdctl ${flags} endpoint health'`,
    ],
  ])('as a command: %s', (_, text) => {
    const { format, draft } = importText(text);
    expect(format).toBe('command');
    expect(draft).toEqual({ id: null, name: '10.0.0.1:2379', endpoints, tls, user: null, imported: true });
  });

  it('with a domain to look the endpoints up in, never in clear by a guess', () => {
    const { draft, understood, ignored } = importText(
      'etcdctl --discovery-srv example.org --discovery-srv-name=east member list',
    );
    expect(draft).toMatchObject({
      name: 'example.org',
      endpoints: ['https://example.org:2379'],
      discovery: { domain: 'example.org', service: 'east' },
    });
    expect([understood.length, ignored]).toEqual([2, []]);
    expect(importText('etcdctl --discovery-srv x.org --endpoints=http://a:1 get b').draft).toMatchObject({
      endpoints: ['http://a:1'],
      discovery: { domain: 'x.org', service: null },
    });
  });

  it('as variables, and says what it makes of each', () => {
    const { format, draft, secrets, understood, ignored } = importText(`
      # our cluster
      export ETCDCTL_ENDPOINTS="https://10.0.0.1:2379,https://10.0.0.2:2379"
      export ETCDCTL_CACERT=/p/ca.crt ETCDCTL_CERT=/p/c.crt
      ETCDCTL_KEY=$HOME/c.key
      ETCDCTL_USER=root:hunter2
      ETCDCTL_DIAL_TIMEOUT=5s
    `);
    expect([format, draft.user, secrets]).toEqual(['variables', 'root', { password: 'hunter2' }]);
    expect(draft.tls).toEqual({ ...tls, keyFile: null });
    expect(understood).toContainEqual({ text: 'ETCDCTL_CACERT=/p/ca.crt', meaning: 'the CA file' });
    expect(ignored.map(({ text }) => text)).toEqual(['ETCDCTL_KEY=$HOME/c.key', 'ETCDCTL_DIAL_TIMEOUT=5s']);
    expect(JSON.stringify([understood, ignored, draft])).not.toContain('hunter2');
  });

  it.each(['etcdctl --user root --password hunter2 get a', 'etcdctl --user=root:hunter2 get a'])(
    'masks: %s',
    (text) => {
      const { secrets, ...rest } = importText(text);
      expect(secrets).toEqual({ password: 'hunter2' });
      expect(JSON.stringify(rest)).not.toContain('hunter2');
    },
  );
});

const kubeadm = `apiVersion: v1
kind: Pod
metadata:
  annotations:
    kubeadm.kubernetes.io/etcd.advertise-client-urls: https://192.168.1.11:2379
  name: etcd
  namespace: kube-system
spec:
  containers:
  - command:
    - etcd
    - --advertise-client-urls=https://192.168.1.11:2379
    - --cert-file=/etc/kubernetes/pki/etcd/server.crt
    - --client-cert-auth=true
    - --data-dir=/var/lib/etcd
    - --initial-cluster=cp2=https://192.168.1.12:2380,cp1=https://192.168.1.11:2380,cp3=https://[fd00::3]:2380
    - --key-file=/etc/kubernetes/pki/etcd/server.key
    - --listen-client-urls=https://127.0.0.1:2379,https://192.168.1.11:2379
    - --name=cp1
    - --peer-cert-file=/etc/kubernetes/pki/etcd/peer.crt
    - --trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt
    image: registry.k8s.io/etcd:3.5.15-0
    name: etcd
`;

describe('etcd', () => {
  it("as kubeadm's static pod: every member, and the certificate made for clients", () => {
    const { format, draft, ignored } = importText(kubeadm);
    expect(format).toBe('manifest');
    expect(draft).toEqual({
      id: null,
      name: 'etcd of cp1',
      endpoints: ['https://192.168.1.11:2379', 'https://192.168.1.12:2379', 'https://[fd00::3]:2379'],
      tls: {
        caFile: '/etc/kubernetes/pki/etcd/ca.crt',
        certFile: '/etc/kubernetes/pki/etcd/healthcheck-client.crt',
        keyFile: '/etc/kubernetes/pki/etcd/healthcheck-client.key',
        serverName: null,
        skipVerify: false,
      },
      user: null,
      imported: true,
    });
    expect(ignored.map(({ text }) => text)).toContain('--peer-cert-file=/etc/kubernetes/pki/etcd/peer.crt');
    expect(importText(`---\n${kubeadm}`).draft).toEqual(draft);
  });

  it('as a systemd unit, its variables and files', () => {
    const { format, draft, ignored } = importText(`[Unit]
Description=etcd
[Service]
EnvironmentFile=-/etc/etcd.env
Environment="ETCD_NAME=infra0" ETCD_CERT_FILE=/p/c.crt
ExecStart=/usr/bin/etcd --listen-client-urls https://0.0.0.0:2379 \\
  --advertise-client-urls https://10.0.0.1:2379,https://10.0.0.2:2379 \\
  --client-cert-auth --trusted-ca-file /p/ca.crt --key-file /p/c.key
`);
    expect([format, draft.name, draft.endpoints, draft.tls]).toEqual(['unit', 'etcd of infra0', endpoints, tls]);
    expect(ignored).toContainEqual(expect.objectContaining({ text: 'EnvironmentFile=-/etc/etcd.env' }));
  });

  it('as its configuration file', () => {
    const { format, draft } = importText(`
name: 'infra0'
data-dir: /var/lib/etcd
listen-client-urls: https://0.0.0.0:2379
advertise-client-urls: https://10.0.0.1:2379
initial-cluster: infra0=https://10.0.0.1:2380,infra1=https://10.0.0.2:2380
client-transport-security:
  cert-file: /p/c.crt
  key-file: /p/c.key
  client-cert-auth: true
  trusted-ca-file: /p/ca.crt
`);
    expect([format, draft.endpoints, draft.tls]).toEqual(['configuration', endpoints, tls]);
  });

  it('as variables and as flags, without certificates where it is plain http', () => {
    const env = importText('ETCD_ADVERTISE_CLIENT_URLS=http://10.0.0.1:2379\nETCD_CERT_FILE=/p/c.crt\n');
    expect([env.format, env.draft.endpoints, env.draft.tls.certFile]).toEqual([
      'flags',
      ['http://10.0.0.1:2379'],
      null,
    ]);
    const flags = importText('etcd --listen-client-urls http://0.0.0.0:2379');
    expect(flags.draft.endpoints).toEqual(['http://127.0.0.1:2379']);
  });

  it('takes no flag for the value of one before it', () => {
    const flags =
      'etcd --listen-client-urls=http://0.0.0.0:2379 --unsafe-no-fsync --advertise-client-urls http://10.0.0.1:2379';
    expect(importText(flags).draft.endpoints).toEqual(['http://10.0.0.1:2379']);
  });
});

/** Over ten times what the slowest takes; what grows with the square of the length takes minutes. */
const mostMs = 10_000;

describe('hostile text', () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 9 }, (_, i) => `${'bcdefghij'[i]}: &${'bcdefghij'[i]} [${`*${'abcdefghi'[i]},`.repeat(9)}]`).join('\n')}\nkind: Pod\n`;
  it.each([
    ['nothing', ''],
    ['words', 'hello world'],
    ['a pod of something else', 'kind: Pod\nspec:\n  containers:\n  - command: [nginx]\n'],
    ['a pod of no shape', 'kind: Pod\nspec: 7\n'],
    ['aliases that explode', bomb],
    ['a prototype', '__proto__:\n  kind: Pod\nconstructor: 1\n'],
    ['a unit of nothing', '[Service]\nExecStart=\n'],
    ['much', 'x'.repeat(2_000_000)],
  ])('%s is refused', (_, text) => {
    const startedAt = performance.now();
    expect(() => importText(text)).toThrow(expect.objectContaining({ code: 'BadRequest' }));
    expect(performance.now() - startedAt).toBeLessThan(mostMs);
  });

  it.each([
    ['quotes', `etcdctl ${'"'.repeat(100_001)}`],
    ['flags', `etcdctl ${'--endpoints=https://a:1 '.repeat(20_000)}`],
    ['nests', `etcdctl-x ${"sh -c 'etcdctl ".repeat(5_000)}`],
    ['colons', 'a:'.repeat(200_000)],
    ['brackets', `kind: ${'['.repeat(20_000)}`],
    ['backslashes', `[Service]\nExecStart=${'\\\n'.repeat(100_000)}`],
  ])('%s in masses cost no more than their length', (_, text) => {
    const startedAt = performance.now();
    outcomeOf(text);
    expect(performance.now() - startedAt).toBeLessThan(mostMs);
  });

  it('of any kind is read to a draft that can be checked, or refused by name', () => {
    // A small seeded generator: the same texts in every run.
    let state = 7;
    const next = (below: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state % below;
    };
    const parts = [
      'etcdctl',
      '--endpoints',
      '=',
      ' ',
      '\n',
      "'",
      '"',
      '\\',
      'https://',
      '://',
      '[::',
      'ETCDCTL_USER=',
      ':',
    ];
    parts.push(
      'kind: Pod',
      'spec:',
      '  ',
      '- ',
      '{',
      '}',
      '&a',
      '*a',
      '--initial-cluster=',
      ',',
      '\0',
      'é',
      '$X',
      'ETCD_NAME=',
    );
    for (let i = 0; i < 3_000; i++) {
      const text = Array.from({ length: next(24) }, () => parts[next(parts.length)]).join('');
      const outcome = outcomeOf(text);
      if (outcome === null) continue;
      try {
        toValidProfile(outcome.draft);
      } catch (error) {
        expect(error, text).toBeInstanceOf(EtcdeckError);
      }
    }
  });
});

function outcomeOf(text: string) {
  try {
    return importText(text);
  } catch (error) {
    if (error instanceof EtcdeckError) return null;
    throw error;
  }
}
