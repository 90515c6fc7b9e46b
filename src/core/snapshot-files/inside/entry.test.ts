import { expect, it } from 'vitest';
import { Findings } from '../findings.ts';
import { readRole } from './auth.ts';
import { listOf } from './entry.ts';

/** A role with a permission whose key is as long as no key of etcd is. */
function aRole(keyBytes: number): Uint8Array {
  const key = Buffer.concat([Buffer.from([0x12]), varint(keyBytes), Buffer.alloc(keyBytes, 0x61)]);
  return Buffer.concat([Buffer.from([0x12]), varint(key.length), key]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return Buffer.from([...bytes, rest]);
    bytes.push((rest & 0x7f) | 0x80);
  }
}

it('counts every entry, and keeps no more of them than a report can carry', () => {
  const findings = new Findings();
  const roles = listOf('authRoles', findings, readRole);
  const value = aRole(1024 * 1024);
  for (let entry = 0; entry < 20; entry++) roles.take({ key: Buffer.from(`role-${entry}`), value, page: 3 });
  const bytes = roles.list.flatMap(({ permissions }) => permissions).reduce((sum, { key }) => sum + key.length, 0);
  expect([roles.count, findings.found]).toEqual([20, 0]);
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(4 * 1024 * 1024);
});
