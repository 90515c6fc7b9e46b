import { describe, expect, it } from 'vitest';
import type { MemberId } from '../../contract/ids.ts';
import type { Member } from '../etcd/cluster.ts';
import { MemberEndpoints } from './member-endpoints.ts';

const aMember = (id: string, ...clientURLs: readonly string[]): Member => ({
  id: id as MemberId, // made up
  name: id,
  peerURLs: [],
  clientURLs,
  isLearner: false,
});
const a = aMember('a', 'https://10.0.0.1:2379', 'https://10.0.1.1:2379');
const b = aMember('b', 'https://10.0.0.2:2379');

describe('where members are asked', () => {
  it('asks a member at its client URLs while nothing else is known', () => {
    const endpoints = new MemberEndpoints(['https://10.0.0.1:2379/', 'https://10.0.0.2:2379']);
    expect(endpoints.of(a)).toEqual({ endpoints: a.clientURLs, refusal: null });
    expect(endpoints.unplaced([a, b])).toEqual([]);
  });

  it('prefers the endpoint given, once it has said whose it is', () => {
    const endpoints = new MemberEndpoints(['https://localhost:12379']);
    expect(endpoints.unplaced([a, b])).toEqual(['https://localhost:12379']);
    endpoints.learn('https://localhost:12379', b.id);
    expect(endpoints.of(b)).toEqual({
      endpoints: ['https://localhost:12379', 'https://10.0.0.2:2379'],
      refusal: null,
    });
    expect(endpoints.of(a)).toEqual({ endpoints: a.clientURLs, refusal: null });
    expect(endpoints.unplaced([a, b])).toEqual([]);
  });

  it('takes a load balancer for nobody', () => {
    const endpoints = new MemberEndpoints(['https://etcd.internal:2379']);
    endpoints.learn('https://etcd.internal:2379', a.id);
    endpoints.learn('https://etcd.internal:2379', b.id);
    endpoints.learn('https://etcd.internal:2379', a.id);
    expect(endpoints.of(a)).toEqual({ endpoints: a.clientURLs, refusal: null });
    expect(endpoints.unplaced([a, b])).toEqual([]);
  });

  it('does not take an announced URL for one that was given', () => {
    const endpoints = new MemberEndpoints(['https://localhost:12379']);
    endpoints.learn('https://10.0.0.2:2379', a.id);
    expect(endpoints.of(a)).toEqual({ endpoints: a.clientURLs, refusal: null });
  });

  it('knows which announced URLs stand beside the endpoint given', () => {
    const endpoints = new MemberEndpoints(['https://localhost:12379', 'https://10.0.1.1:2379']);
    expect(endpoints.announcedBeside(b)).toEqual([]);
    endpoints.learn('https://localhost:12379', b.id);
    expect(endpoints.announcedBeside(b)).toEqual(['https://10.0.0.2:2379']);
    expect(endpoints.announcedBeside(aMember('b', 'http://10.0.0.2:2379'))).toEqual([]);
    // One that is announced and given needs no other.
    endpoints.learn('https://10.0.1.1:2379', a.id);
    expect(endpoints.announcedBeside(a)).toEqual([]);
  });

  it('asks nobody at less protection than that of the endpoints given', () => {
    const plain = aMember('c', 'http://10.0.0.3:2379');
    const both = aMember('d', 'http://10.0.0.4:2379', 'https://10.0.0.4:2379');
    const endpoints = new MemberEndpoints(['https://10.0.0.1:2379']);
    expect(endpoints.of(plain)).toMatchObject({ endpoints: [], refusal: { code: 'EndpointUnprotected' } });
    expect(endpoints.of(both)).toEqual({ endpoints: ['https://10.0.0.4:2379'], refusal: null });
    expect(new MemberEndpoints(['http://10.0.0.1:2379']).of(plain).endpoints).toEqual(plain.clientURLs);
    const placed = new MemberEndpoints(['https://10.0.0.1:2379']);
    placed.learn('https://10.0.0.1:2379', plain.id);
    expect(placed.of(plain)).toEqual({ endpoints: ['https://10.0.0.1:2379'], refusal: null });
  });
});
