import { describe, expect, it } from 'vitest';
import { backupNameOf } from './backup-name.ts';

describe('backupNameOf', () => {
  it.each([
    ['/v2/Full-00000000-00000812-1764470000', { kind: 'full', from: 0, to: 812, packing: 'none' }],
    ['/v2/Full-00000000-00000812-1764470000.gz', { kind: 'full', packing: 'gzip' }],
    ['/v2/Full-00000000-00000812-1764470000.gz.final', { kind: 'full', packing: 'gzip' }],
    ['/v1/Backup-1764470000/Incr-00000813-123456789012-1764470300.zlib', { kind: 'increment', packing: 'zlib' }],
    ['Incr-00000813-00000900-1764470300.Z', { kind: 'increment', from: 813, to: 900, packing: 'lzw' }],
  ])('reads %s', (file, said) => {
    expect(backupNameOf(file)).toMatchObject(said);
  });

  it('reads the time to the second', () => {
    const at = Date.parse('2025-11-30T02:33:20Z');
    expect(backupNameOf('Full-00000000-00000812-1764470000')?.at).toBe(at);
  });

  it.each([
    'full-00000000-00000812-1764470000',
    'Full-0-812-1764470000',
    'Full-00000000-00000812-1764470000.db',
    'Full-00000900-00000812-1764470000',
    'Chunk-00000000-00000812-1764470000',
    'Full-00000000-9999999999999999-1764470000',
  ])('takes %s for another file', (file) => {
    expect(backupNameOf(file)).toBeNull();
  });
});
