import { describe, expect, it } from 'vitest';
import { EtcdeckError } from '../../contract/failure.ts';
import { endpointParts, isLoopbackURL, isOwnAddress, normaliseEndpoints } from './endpoints.ts';

const plain = { caFile: null, certFile: null, skipVerify: false };
const withCa = { ...plain, caFile: '/etc/etcd/ca.crt' };

describe('normaliseEndpoints', () => {
  it.each([
    ['https://10.0.0.1:2379', 'https://10.0.0.1:2379'],
    ['  https://10.0.0.1:2379/ ', 'https://10.0.0.1:2379'],
    ['HTTPS://Etcd-1.Example.ORG:2379//', 'https://etcd-1.example.org:2379'],
    ['https://[FD00::1]:2379', 'https://[fd00::1]:2379'],
    ['https://etcd:443', 'https://etcd:443'],
    ['http://etcd:80', 'http://etcd:80'],
    ['http://bücher.example:2379', 'http://xn--bcher-kva.example:2379'],
  ])('brings %j to %j', (given, expected) => {
    expect(normaliseEndpoints([given], plain)).toEqual([expected]);
  });

  it('takes the scheme that etcdctl would where none is given', () => {
    expect(normaliseEndpoints(['127.0.0.1:2379'], plain)).toEqual(['http://127.0.0.1:2379']);
    expect(normaliseEndpoints(['127.0.0.1:2379'], withCa)).toEqual(['https://127.0.0.1:2379']);
    expect(normaliseEndpoints(['localhost:2379'], withCa)).toEqual(['https://localhost:2379']);
  });

  it('keeps each endpoint once and drops empty lines', () => {
    const given = ['https://a:2379', '', 'HTTPS://A:2379/', 'https://b:2379'];
    expect(normaliseEndpoints(given, plain)).toEqual(['https://a:2379', 'https://b:2379']);
  });

  it.each([
    ['no endpoint', []],
    ['only blanks', [' ']],
    ['no port', ['https://10.0.0.1']],
    ['an empty port', ['https://10.0.0.1:']],
    ['a port of 0', ['https://10.0.0.1:0']],
    ['a port beyond 65535', ['https://10.0.0.1:65536']],
    ['a path', ['https://10.0.0.1:2379/v3']],
    ['a query', ['https://10.0.0.1:2379?x=1']],
    ['no host', ['https://:2379']],
    ['another scheme', ['unix:///var/run/etcd.sock']],
    ['two schemes', ['https://https://10.0.0.1:2379']],
    ['an IPv6 address without brackets', ['https://fd00::1:2379']],
    ['an address out of range', ['https://999.0.0.1:2379']],
    ['a space inside', ['https://a b:2379']],
    ['http and https together', ['http://a:2379', 'https://b:2379']],
    ['more than anyone has', Array.from({ length: 33 }, (_, i) => `http://m${i}:2379`)],
  ])('refuses %s', (_, given) => {
    expect(codeOf(() => normaliseEndpoints(given, plain))).toBe('EndpointInvalid');
  });

  it('does not repeat a password that was put into the URL', () => {
    for (const given of ['https://root:hunter2@10.0.0.1:2379', 'root:hunter2@10.0.0.1:2379', 'ftp://u:hunter2@h:1']) {
      const failure = thrownBy(() => normaliseEndpoints([given], plain));
      expect(failure.code).toBe('EndpointInvalid');
      expect(JSON.stringify(failure.toFailure())).not.toContain('hunter2');
    }
  });
});

describe('endpointParts', () => {
  it('takes the brackets off an IPv6 address', () => {
    expect(endpointParts('https://[fd00::1]:2379')).toEqual({ scheme: 'https', host: 'fd00::1', port: 2379 });
  });
});

function codeOf(run: () => unknown): string {
  return thrownBy(run).code;
}

function thrownBy(run: () => unknown): EtcdeckError {
  try {
    run();
  } catch (error) {
    if (error instanceof EtcdeckError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

it.each([
  ['https://127.0.0.1:2379', true],
  ['http://127.3.2.1:2379', true],
  ['http://localhost:2379', true],
  ['https://[::1]:2379', true],
  ['https://localhost.corp:2379', false],
  ['https://10.0.0.1:2379', false],
  ['http://0.0.0.0:2379', false],
  ['no url', false],
])('%s leads to the own machine: %s', (url, isLoopback) => {
  expect(isLoopbackURL(url)).toBe(isLoopback);
});

it('takes an address of every interface for the own machine, and no other', () => {
  expect(['0.0.0.0', '::', '127.0.0.1', 'localhost', '10.0.0.1', 'etcd-1'].map(isOwnAddress)).toEqual([
    ...[true, true, true, true],
    ...[false, false],
  ]);
});
