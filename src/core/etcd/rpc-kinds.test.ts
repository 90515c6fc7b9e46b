import { expect, it } from 'vitest';
import { rpc } from './protocol.ts';
import { isRead, type ServiceName, streamKind } from './rpc-kinds.ts';

it('takes for a write whatever is not known to be a read', () => {
  expect(isRead('KV', 'range', {})).toBe(true);
  expect(isRead('Maintenance', 'alarm', { action: 'Get' })).toBe(true);
  for (const [service, method] of [
    ['KV', 'put'],
    ['KV', 'deleteRange'],
    ['KV', 'compact'],
    ['Cluster', 'memberRemove'],
    ['Maintenance', 'defragment'],
    ['Maintenance', 'moveLeader'],
    ['Lease', 'leaseRevoke'],
    ['Auth', 'authEnable'],
  ] as const) {
    expect(isRead(service, method, {}), method).toBe(false);
  }
  expect(isRead('Maintenance', 'alarm', { action: 'Deactivate' })).toBe(false);
  expect(isRead('Maintenance', 'downgrade', { action: 'Validate', version: '3.6' })).toBe(true);
  for (const action of ['Enable', 'Cancel', undefined, 0]) {
    expect(isRead('Maintenance', 'downgrade', { action, version: '3.6' })).toBe(false);
  }
  const range = { request_range: { key: Buffer.from('a') } };
  expect(isRead('KV', 'txn', {})).toBe(true);
  expect(isRead('KV', 'txn', { success: [range, range] })).toBe(true);
  for (const txn of [
    { success: [range, { request_put: {} }] },
    { success: [{ ...range, request_delete_range: {} }] },
    { success: [range], failure: [range] },
    { success: [{ request_txn: { success: [range] } }] },
    { success: 'range' },
    { key: range },
  ]) {
    expect(isRead('KV', 'txn', txn), JSON.stringify(txn)).toBe(false);
  }
});

it('knows the kind of every stream, and takes for a write what is not known to be a read', () => {
  const kinds: Readonly<Record<string, 'read' | 'write'>> = {
    'KV.rangeStream': 'read',
    'Watch.watch': 'read',
    'Maintenance.snapshot': 'read',
    'Lease.leaseKeepAlive': 'write',
  };
  for (const [name, kind] of Object.entries(kinds)) {
    // Its own list, above.
    const [service, method] = name.split('.') as [ServiceName, string];
    expect(rpc(service, method).responseStream, name).toBe(true);
    expect(streamKind(service, method), name).toBe(kind);
    expect(isRead(service, method, {}), name).toBe(false);
  }
  expect(streamKind('Lease', 'leaseWatch')).toBe('write');
});
