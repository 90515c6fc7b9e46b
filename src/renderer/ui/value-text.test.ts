import { describe, expect, it } from 'vitest';
import { bytesOf } from './byte-text.ts';
import { compactJson, formatJson } from './format-json.ts';
import { hasMixedLineEndings, languageOf, readValue, sameButLineEndings } from './value-text.ts';

describe('readValue', () => {
  it('takes UTF-8 for text and the rest for bytes', () => {
    expect(readValue(bytesOf('a\tb\r\n'))).toEqual({ kind: 'text', text: 'a\tb\r\n', language: 'plaintext' });
    expect(readValue(new Uint8Array())).toEqual({ kind: 'text', text: '', language: 'plaintext' });
    expect(readValue(Uint8Array.of(0x6b, 0x38, 0x73, 0x00, 0x0a))).toEqual({ kind: 'bytes' });
    expect(readValue(Uint8Array.of(0xff))).toEqual({ kind: 'bytes' });
  });

  it.each([
    ['{"a": 1}', 'json'],
    [' [1, 2]\n', 'json'],
    ['{"a": ', 'plaintext'],
    ['42', 'plaintext'],
    ['apiVersion: v1\nkind: Pod\n', 'yaml'],
    ['---\n- a\n- b\n', 'yaml'],
    ['listen: :80\nroutes:\n  - /a\n', 'yaml'],
    ['http://10.0.0.1:2379', 'plaintext'],
    ['Dear colleague: hello\nthis is no YAML\nat all\n', 'plaintext'],
    ['', 'plaintext'],
  ])('takes %j for %s', (text, language) => {
    expect(languageOf(text)).toBe(language);
  });
});

describe('line endings', () => {
  it('are mixed where an editor could not keep them', () => {
    expect(hasMixedLineEndings('a\nb\n')).toBe(false);
    expect(hasMixedLineEndings('a\r\nb\r\n')).toBe(false);
    expect(hasMixedLineEndings('a\r\nb\n')).toBe(true);
    expect(hasMixedLineEndings('a\rb')).toBe(true);
    expect(sameButLineEndings('a\r\nb\n', 'a\nb\n')).toBe(true);
    expect(sameButLineEndings('a\n', 'a')).toBe(false);
  });
});

describe('formatJson', () => {
  it('changes nothing but the space between tokens', () => {
    const text = '{"id":12345678901234567890,"a":[1.0,{}, [ ]],"s":"\\u00e4 : {,}","a":null}';
    expect(formatJson(text)).toBe(
      '{\n  "id": 12345678901234567890,\n  "a": [\n    1.0,\n    {},\n    []\n  ],\n  "s": "\\u00e4 : {,}",\n  "a": null\n}',
    );
  });

  it('is stable, and refuses what is not JSON', () => {
    const once = formatJson('[{"a":true}]') ?? '';
    expect(formatJson(once)).toBe(once);
    expect(formatJson('{a: 1}')).toBeNull();
  });

  it('is taken back by leaving the space out', () => {
    for (const text of ['{"id":12345678901234567890,"a":[1.0,{},[]],"s":"\\u00e4 : {,}"}', '[]', '"a b"', '-1e5']) {
      expect(compactJson(formatJson(text) ?? '')).toBe(text);
    }
    expect(compactJson('{a}')).toBeNull();
  });
});
