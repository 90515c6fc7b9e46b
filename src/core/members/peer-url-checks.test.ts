import { describe, expect, it } from 'vitest';
import { peerURLChecks } from './peer-url-checks.ts';

const peers = (...peerURLs: readonly string[]) => ({ peerURLs, clientURLs: [] });

const warningsOf = async (url: string, others: readonly string[] = [], beside: readonly string[] = []) =>
  (await peerURLChecks([url, ...beside], peers(...others)))[0]?.warnings;

describe('checking peer URLs', () => {
  it('finds nothing odd in a new member’s own', async () => {
    expect(
      await peerURLChecks(['https://192.0.2.4:2380'], peers('https://192.0.2.1:2380', 'https://192.0.2.2:2380')),
    ).toEqual([{ url: 'https://192.0.2.4:2380', refusal: null, warnings: [] }]);
  });

  it('refuses what etcd refuses, each by itself', async () => {
    const checks = await peerURLChecks(
      ['http://192.0.2.4:2380', 'http://192.0.2.4', 'http://192.0.2.4:2380', 'http://192.0.2.1:2380', ''],
      peers('http://192.0.2.1:2380'),
    );
    expect(checks.map(({ refusal }) => refusal?.code ?? null)).toEqual([
      null,
      'MemberBadURLs',
      'MemberBadURLs',
      'PeerURLExist',
      'MemberBadURLs',
    ]);
    expect(checks[1]?.refusal?.message).toMatch(/^http:\/\/192\.0\.2\.4 has no port/);
    expect(checks[3]?.refusal?.message).toBe('http://192.0.2.1:2380 is another member’s');
    expect(checks.flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  it('says that a name has no address', async () => {
    expect(await warningsOf('http://m4.etcd.invalid:2380')).toEqual(['Unresolved']);
  });

  it.each([
    ['http://localhost:2380', 'http://127.0.0.1:2380'],
    ['http://[0:0:0:0:0:0:0:1]:2380', 'http://[::1]:2380'],
    ['https://192.0.2.4:2380', 'http://192.0.2.4:2380'],
    ['http://[2001:DB8::4]:2380', 'http://[2001:db8:0::4]:2380'],
  ])('says that %s leads where %s leads', async (url, other) => {
    expect(await warningsOf(url, [other])).toContain('SameAddress');
    expect(await warningsOf(url, [], [other])).toContain('SameAddress');
    expect(await warningsOf(url, [other.replace(/2380$/, '2381')])).not.toContain('SameAddress');
  });

  it('says that a URL protects less, or more, than every other member’s', async () => {
    const [tls, plain] = ['https://192.0.2.1:2380', 'http://192.0.2.2:2380'];
    expect(await warningsOf('http://192.0.2.4:2380', [tls])).toEqual(['PlainBesideTls']);
    expect(await warningsOf('https://192.0.2.4:2380', [plain])).toEqual(['TlsBesidePlain']);
    // As on the way from one to the other.
    expect(await warningsOf('http://192.0.2.4:2380', [tls, plain])).toEqual([]);
    expect(await warningsOf('https://192.0.2.4:2380', [tls, plain])).toEqual([]);
  });

  it.each(['http://localhost:2380', 'http://127.0.0.1:2380', 'http://127.9.9.9:2380', 'http://[::1]:2380'])(
    'says that %s leads to the member’s own host, unless every member is there',
    async (url) => {
      expect(await warningsOf(url)).toEqual(['Loopback']);
      expect(await warningsOf(url, ['http://192.0.2.1:2380', 'http://127.0.0.1:1'])).toEqual(['Loopback']);
      expect(await warningsOf(url, ['http://127.0.0.1:1', 'http://127.0.0.1:2'])).toEqual([]);
    },
  );

  it.each(['http://0.0.0.0:2380', 'http://[::]:2380', 'http://[0::0]:2380'])(
    'says that %s is for listening, also where every member is on one host',
    async (url) => {
      expect(await warningsOf(url)).toEqual(['Unspecified']);
      expect(await warningsOf(url, ['http://127.0.0.1:1', 'http://127.0.0.1:2'])).toEqual(['Unspecified']);
    },
  );

  it('says that a URL leads to where a member serves clients, however it is spelt', async () => {
    const clientURLs = ['https://192.0.2.1:2379', 'https://[2001:db8::1]:2379'];
    const of = async (url: string) => (await peerURLChecks([url], { peerURLs: [], clientURLs }))[0]?.warnings;
    expect(await of('https://192.0.2.1:2379')).toEqual(['ClientURL']);
    expect(await of('http://[2001:DB8:0::1]:2379')).toEqual(['ClientURL']);
    expect(await of('https://192.0.2.1:2380')).toEqual([]);
  });

  it('says that a port is the clients’, on any host, unless another member is reached there', async () => {
    const clientURLs = ['http://192.0.2.1:12379', 'http://192.0.2.2:12379', 'http://192.0.2.3:12379'];
    const of = async (url: string, peerURLs: readonly string[] = []) =>
      (await peerURLChecks([url], { peerURLs, clientURLs }))[0]?.warnings;
    expect(await of('http://192.0.2.4:12379')).toEqual(['ClientPort']);
    expect(await of('http://192.0.2.4:2379')).toEqual(['ClientPort']);
    expect(await of('http://192.0.2.4:2380')).toEqual([]);
    expect(await of('http://192.0.2.4:12379', ['http://192.0.2.9:12379'])).toEqual([]);
  });

  it('stands what members announce that is no URL, and thousands of them', async () => {
    const others = ['x', '', 'unix:///run/etcd.sock', ...Array.from({ length: 5_000 }, (_, at) => `http://m${at}:1`)];
    const [check] = await peerURLChecks(['http://192.0.2.4:2380'], {
      peerURLs: ['http://192.0.2.4:2380', ...others],
      clientURLs: others,
    });
    expect(check?.refusal?.code).toBe('PeerURLExist');
  });

  it('ends when it is stopped', async () => {
    await expect(peerURLChecks(['http://m4.etcd.invalid:1'], peers(), AbortSignal.abort())).rejects.toMatchObject({
      code: 'Cancelled',
    });
  });
});
