import { describe, expect, it } from 'vitest';
import { storedAs, wired } from '../../../testing/kubernetes/stored-objects.ts';
import { magic, readTypeMeta } from './type-meta.ts';

const raw = wired((writer) => writer.field(1, 'object'));
const value = storedAs('apps/v1', 'Deployment', raw);

describe('the envelope of a stored object', () => {
  it('says what it holds', () => {
    expect(readTypeMeta(value)).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      contentType: '',
      raw: expect.anything(),
    });
    expect(Buffer.compare(readTypeMeta(value)?.raw ?? magic, raw)).toBe(0);
  });

  it('is not looked for in other values', () => {
    expect(readTypeMeta(Buffer.from('{"kind":"Pod"}'))).toBeNull();
    expect(readTypeMeta(new Uint8Array())).toBeNull();
    expect(readTypeMeta(Buffer.from('k8s'))).toBeNull();
  });

  it('may be empty', () => {
    expect(readTypeMeta(magic)).toEqual({ apiVersion: '', kind: '', contentType: '', raw: new Uint8Array() });
  });

  it('reads without the end of a line that came along from a terminal', () => {
    expect(readTypeMeta(Buffer.concat([value, Buffer.from('\n')]))?.kind).toBe('Deployment');
    const endingSo = storedAs('v1', 'Secret', Buffer.from('\n'));
    expect(readTypeMeta(endingSo)?.raw).toEqual(Buffer.from('\n'));
  });

  it.each([
    ['cut off', value.subarray(0, value.length - 3)],
    ['of numbers', Buffer.concat([magic, Uint8Array.of(0x08, 0x01)])],
    ['with a group that has no begin', Buffer.concat([magic, Uint8Array.of(0x0c)])],
    ['with two line ends', Buffer.concat([value, Buffer.from('\n\n')])],
  ])('fails with its place where it is %s', (_, damaged) => {
    expect(() => readTypeMeta(damaged)).toThrow(
      expect.objectContaining({ code: 'ValueMalformed', detail: { offset: expect.any(Number) } }),
    );
  });
});
