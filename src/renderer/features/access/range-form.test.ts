import { describe, expect, it } from 'vitest';
import { bytesOf } from '../../ui/byte-text.ts';
import { readRange } from './range-form.ts';

describe('a typed range', () => {
  it.each([
    [{ kind: 'prefix', key: '/app/', end: '' }, '/app/', '/app0'],
    [{ kind: 'key', key: '/one', end: '/ignored' }, '/one', '/one\0'],
    [{ kind: 'range', key: '/a', end: '/m' }, '/a', '/m'],
    [{ kind: 'range', key: '/a', end: '' }, '/a', null],
    [{ kind: 'all', key: '/ignored', end: '' }, '\0', null],
  ] as const)('is read as bytes (%#)', (form, key, end) => {
    expect(readRange(form)).toEqual({ ok: true, key: bytesOf(key), end: end === null ? null : bytesOf(end) });
  });

  it('may be of any bytes', () => {
    expect(readRange({ kind: 'prefix', key: '\\xff\\xff', end: '' })).toEqual({
      ...{ ok: true, key: Uint8Array.of(0xff, 0xff), end: null },
    });
  });

  it.each([
    [{ kind: 'prefix', key: '', end: '' }, 'key', null],
    [{ kind: 'key', key: '\\q', end: '' }, 'key', expect.stringContaining('backslash')],
    [{ kind: 'range', key: '/m', end: '/a' }, 'end', expect.stringContaining('before')],
    [{ kind: 'range', key: '/m', end: '/m' }, 'end', expect.stringContaining('before')],
  ] as const)('is refused where it is none (%#)', (form, field, text) => {
    expect(readRange(form)).toEqual({ ok: false, field, text });
  });
});
