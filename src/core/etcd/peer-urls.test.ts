import { describe, expect, it } from 'vitest';
import { checkedPeerURLs, peerURLParts } from './peer-urls.ts';

const refusal = (message: RegExp) =>
  expect.objectContaining({ code: 'MemberBadURLs', message: expect.stringMatching(message) });

describe('peer URLs', () => {
  it.each([
    ['http://10.0.0.4:2380', { scheme: 'http', host: '10.0.0.4', port: 2380 }],
    ['https://etcd-4.example.org:2380', { scheme: 'https', host: 'etcd-4.example.org', port: 2380 }],
    ['https://ETCD_4:2380', { scheme: 'https', host: 'ETCD_4', port: 2380 }],
    ['https://etcd.example.org.:1', { scheme: 'https', host: 'etcd.example.org.', port: 1 }],
    ['https://xn--bcher-kva.example:65535', { scheme: 'https', host: 'xn--bcher-kva.example', port: 65_535 }],
    ['http://[::1]:2380', { scheme: 'http', host: '::1', port: 2380 }],
    ['https://[2001:DB8::4]:2380', { scheme: 'https', host: '2001:DB8::4', port: 2380 }],
    // The WHATWG parser would drop these ports.
    ['http://etcd:80', { scheme: 'http', host: 'etcd', port: 80 }],
    ['https://etcd:443', { scheme: 'https', host: 'etcd', port: 443 }],
    [`https://${'a'.repeat(63)}:2380`, { scheme: 'https', host: 'a'.repeat(63), port: 2380 }],
  ])('take %s, and leave its text as it is', (url, parts) => {
    expect(peerURLParts(url)).toEqual(parts);
    expect(checkedPeerURLs([url])).toEqual([url]);
  });

  // Those of `facts` with which other members panic come first.
  it.each([
    ['x', /x does not begin with http/],
    ['http://127.0.0.1', /has no port/],
    ['http://127.0.0.1:33999/p', /has a path/],
    ['localhost:2380', /does not begin with http/],
    ['', /an empty peer URL does not begin with http/],
    ['http://', /does not name a host/],
    ['http://:2380', /does not name a host/],
    ['http://h:', /has no port/],
    ['http://h:0', /has no port between/],
    ['http://h:02380', /has no port between/],
    ['http://h:65536', /has no port between/],
    ['http://h:99999999', /has no port between/],
    ['http://h:2380x', /has no port between/],
    ['http://h:-1', /has no port between/],
    ['http://a:b:2380', /has no port between/],
    ['http://h:2380/', /has a path; nothing may follow the port, not even a slash/],
    ['http://h:2380?x=1', /has a query/],
    ['http://h:2380#x', /has a query or a fragment/],
    ['HTTP://h:2380', /has its scheme in capital letters; write http/],
    ['Https://h:2380', /has its scheme in capital letters/],
    ['ftp://h:2380', /does not begin with http/],
    ['unix://m0:2380', /does not begin with http/],
    ['unixs:///run/etcd.sock', /does not begin with http/],
    ['http:h:2380', /does not begin with http/],
    ['http:/h:2380', /does not begin with http/],
    ['http:///h:2380', /has a path/],
    [' http://h:2380', /does not begin with http/],
    ['http://h:2380 ', /has a blank/],
    ['http://h:2380\n', /has a blank/],
    ['http://h h:2380', /has a blank/],
    ['http://h\u0000:2380', /has a blank/],
    ['http://bücher.example:2380', /has a blank, or a character that is not ASCII/],
    ['http://h\\:2380', /no name/],
    ['http://h%41:2380', /no name/],
    ['http://a..b:2380', /no name/],
    ['http://.:2380', /no name/],
    ['http://-a:2380', /no name/],
    ['http://a-:2380', /no name/],
    [`http://${'a'.repeat(64)}:2380`, /no name/],
    [`http://${'a.'.repeat(127)}a:2380`, /no name/],
    [`http://${'a'.repeat(300)}:2380`, /is longer than 300 characters/],
    ['http://10.0.0.256:2380', /no IPv4 address/],
    ['http://10.0.0.01:2380', /no IPv4 address/],
    ['http://10.1:2380', /no IPv4 address/],
    ['http://2130706433:2380', /no IPv4 address/],
    ['http://0x7f000001:2380', /no IPv4 address/],
    ['http://::1:2380', /does not name a host/],
    ['http://[::1:2380', /does not name a host/],
    ['http://[]:2380', /no IPv6 address/],
    ['http://[h]:2380', /no IPv6 address/],
    ['http://[10.0.0.1]:2380', /no IPv6 address/],
    ['http://[fe80::1%eth0]:2380', /no IPv6 address, without a zone/],
    ['http://[fe80::1%25eth0]:2380', /no IPv6 address, without a zone/],
    ['http://[::1]x:2380', /does not name a host/],
    ['http://[::1]', /has no port/],
    ['http://a,http://b:2380', /has a path/],
  ])('refuse %j', (url, fault) => {
    expect(() => checkedPeerURLs([url])).toThrow(refusal(fault));
  });

  it('hide a password, and what does not print', () => {
    expect(() => checkedPeerURLs(['https://root:s3cret@h:2380'])).toThrow(refusal(/^…@h:2380 holds a user/));
    expect(() => checkedPeerURLs(['https://root:s3cret@h:2380\u202e'])).toThrow(refusal(/^…@h:2380\ufffd has a blank/));
    expect(() => checkedPeerURLs([`http://${'a'.repeat(1_000_000)}`])).toThrow(refusal(/^.{101} is longer than 300/));
  });

  it('are at least one, at most sixteen, and each of them once', () => {
    expect(() => checkedPeerURLs([])).toThrow(refusal(/no peer URL/));
    const many = Array.from({ length: 17 }, (_, at) => `http://h:${at + 1}`);
    expect(checkedPeerURLs(many.slice(1))).toHaveLength(16);
    expect(() => checkedPeerURLs(many)).toThrow(refusal(/17 peer URLs are given; 16 are the most/));
    expect(() => checkedPeerURLs(['http://h:1', 'http://h:2', 'http://h:1'])).toThrow(refusal(/h:1 is given twice/));
  });

  it('are a copy, which the caller cannot change after the check', () => {
    const given = ['http://h:1'];
    const checked = checkedPeerURLs(given);
    given[0] = 'x';
    expect(checked).toEqual(['http://h:1']);
  });
});
