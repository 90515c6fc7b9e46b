import { describe, expect, it } from 'vitest';
import type { KeyValue } from '../../../contract/keys.ts';
import { bytesOf, utf8Of } from '../../ui/byte-text.ts';
import { bytesIn, canLayOut, comparedText, isUnchanged, movedTo, textIn } from './value-form.ts';

const entryOf = (value: string | Uint8Array): KeyValue => ({
  key: bytesOf('/a'),
  value: typeof value === 'string' ? bytesOf(value) : value,
  createRevision: 1,
  modRevision: 1,
  version: 1,
  lease: null,
});
const compact = entryOf('{"kind":"Pod","n":12345678901234567890}');

describe('a value in the editor', () => {
  it('is laid out only where the stored bytes come back', () => {
    expect(canLayOut(compact)).toBe(true);
    expect(textIn('laidOut', compact)).toBe('{\n  "kind": "Pod",\n  "n": 12345678901234567890\n}');
    expect(utf8Of(bytesIn('laidOut', textIn('laidOut', compact) ?? ''))).toBe(
      '{"kind":"Pod","n":12345678901234567890}',
    );
    for (const other of ['{"a": 1}', '{"a":1}\n', 'kind: Pod', '42', '']) expect(canLayOut(entryOf(other))).toBe(false);
    expect(canLayOut(entryOf(Uint8Array.of(0xff)))).toBe(false);
    expect(canLayOut(null)).toBe(false);
  });

  it('falls back to what is stored', () => {
    expect(textIn('laidOut', entryOf('kind: Pod'))).toBe('kind: Pod');
    expect(textIn('stored', compact)).toBe('{"kind":"Pod","n":12345678901234567890}');
    expect(textIn('stored', entryOf(Uint8Array.of(0xff)))).toBeNull();
  });

  it('is written as it stands when it is no JSON any more', () => {
    expect(utf8Of(bytesIn('laidOut', '{\n  "kind": \n}'))).toBe('{\n  "kind": \n}');
  });

  it('is unchanged in the form it is shown in', () => {
    expect(isUnchanged('laidOut', compact, textIn('laidOut', compact) ?? '')).toBe(true);
    expect(isUnchanged('laidOut', compact, textIn('stored', compact) ?? '')).toBe(false);
    expect(isUnchanged('stored', entryOf('a\r\nb\n'), 'a\nb\n')).toBe(true);
    expect(isUnchanged('stored', entryOf('a\r\nb\r\n'), 'a\nb\n')).toBe(false);
  });

  it('moves between its forms, and compares in one', () => {
    expect(movedTo('laidOut', '{"a":1}')).toBe('{\n  "a": 1\n}');
    expect(movedTo('stored', '{\n  "a": 1\n}')).toBe('{"a":1}');
    expect(movedTo('stored', '{\n  "a": \n}')).toBe('{\n  "a": \n}');
    expect(comparedText('laidOut', entryOf('{"a": 1}'))).toBe('{\n  "a": 1\n}');
    expect(comparedText('stored', entryOf('{"a": 1}'))).toBe('{"a": 1}');
  });
});
