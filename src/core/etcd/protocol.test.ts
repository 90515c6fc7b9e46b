import { describe, expect, it } from 'vitest';
import { rpc } from './protocol.ts';

const varint = (field: number, value: number): number[] => [field << 3, value];
const text = (field: number, value: string): number[] => [(field << 3) | 2, value.length, ...Buffer.from(value)];

describe('the newer fields', () => {
  it('are decoded where a server sends them', () => {
    const bytes = Buffer.from([...varint(12, 7), (13 << 3) | 2, 2, ...varint(1, 1)]);
    expect(rpc('Maintenance', 'status').responseDeserialize(bytes)).toMatchObject({
      dbSizeQuota: '7',
      downgradeInfo: { enabled: true, targetVersion: '' },
    });
    const hash = rpc('Maintenance', 'hashKV').responseDeserialize(Buffer.from(varint(4, 9)));
    expect(hash).toMatchObject({ hash_revision: '9' });
    const chunk = rpc('Maintenance', 'snapshot').responseDeserialize(Buffer.from(text(4, '3.6.0')));
    expect(chunk).toMatchObject({ version: '3.6.0' });
  });

  it('are defaults where it does not', () => {
    expect(rpc('Maintenance', 'status').responseDeserialize(Buffer.alloc(0))).toMatchObject({
      dbSizeQuota: '0',
      downgradeInfo: null,
    });
  });

  it('come with the streamed range of 3.7', () => {
    const { path, responseStream } = rpc('KV', 'rangeStream');
    expect({ path, responseStream }).toEqual({ path: '/etcdserverpb.KV/RangeStream', responseStream: true });
  });
});

it('reads the members though the name of one is not UTF-8', () => {
  const named = (...name: readonly number[]): number[] => [0x12, name.length + 2, 0x12, name.length, ...name];
  const answer = Buffer.from([...named(0xff, 0x41), ...named(0x62)]);
  expect(rpc('Cluster', 'memberList').responseDeserialize(answer)).toMatchObject({
    members: [{ name: '\ufffdA' }, { name: 'b' }],
  });
});

it('spells RPCs as the wire does', () => {
  expect(rpc('Maintenance', 'hashKV').path).toBe('/etcdserverpb.Maintenance/HashKV');
  expect(() => rpc('KV', 'lock')).toThrow('no RPC KV.lock');
});

it('keeps 64 bits', () => {
  const { requestSerialize, requestDeserialize } = rpc('Lease', 'leaseRevoke') as ReturnType<typeof rpc> & {
    requestDeserialize(bytes: Buffer): object;
  };
  expect(requestDeserialize(requestSerialize({ ID: '9007199254740993' }))).toEqual({ ID: '9007199254740993' });
});
