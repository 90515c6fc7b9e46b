import { describe, expect, it } from 'vitest';
import type { LeaseId } from '../../contract/ids.ts';
import { everyKey } from '../../contract/key-coverage.ts';
import type { KeyValue } from '../../contract/keys.ts';
import { type Random, seeded } from '../../testing/random.ts';
import { compareBytes } from '../bytes/bytes.ts';
import { toClusterId } from '../etcd/ids.ts';
import { entryText, headText, tailText } from './bundle-format.ts';
import { parseBundle } from './parse-bundle.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Pieces that one of the formats might take for something else. */
const pieces = [
  ...[
    '',
    ' ',
    '  ',
    '\t',
    '\n',
    '\n\n',
    '\r',
    '\r\n',
    '- ',
    ': ',
    ' #',
    '|',
    '>',
    "'",
    '"',
    '\\',
    '%',
    '@',
    '&a',
    '*a',
  ],
  ...['---', '...', '{', '}', '[', ']', '!!binary', '<<: ', 'null', '~', 'true', '0x1F', '1e3', '=', '?', 'key: value'],
  ...[
    '\u0085',
    '\u2028',
    '\u2029',
    '\ufeff',
    '\u007f',
    '\u0000',
    '\u001b[0m',
    'ü',
    '漢字',
    '😀',
    '\ufffe',
    '\uffff',
    '\u00a0',
  ],
  ...['a', 'line', 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n'],
] as const;

function someText(random: Random): string {
  return Array.from({ length: random.between(0, 8) }, () => pieces[random.between(0, pieces.length - 1)]).join('');
}

function someBytes(random: Random): Uint8Array {
  if (random.between(0, 3) > 0) return bytes(someText(random));
  return Uint8Array.from({ length: random.between(0, 40) }, () => random.between(0, 255));
}

const entryOf = (key: Uint8Array, value: Uint8Array, lease: LeaseId | null = null): KeyValue => ({
  key,
  value,
  createRevision: 3,
  modRevision: 4,
  version: 2,
  lease,
});

const chosen = { kind: 'chosen' } as const;

function bundleOf(format: 'json' | 'yaml', entries: readonly KeyValue[], prefix: Uint8Array | null = null): string {
  const coverage = { ...everyKey, keys: prefix === null ? chosen : { kind: 'prefix' as const, prefix } };
  const head = headText(format, { prefix, revision: 7, clusterId: toClusterId('51966'), dataTime: null, coverage });
  const texts = entries.map((entry, place) => entryText(format, entry, place === 0));
  return `${head}${texts.join('')}${tailText(format, entries.length === 0)}`;
}

describe.each(['json', 'yaml'] as const)('a bundle in %s', (format) => {
  it('gives back exactly what was put into it, whatever bytes that is', () => {
    const random = seeded(42);
    for (let round = 0; round < 60; round++) {
      const entries = Array.from({ length: random.between(0, 12) }, (_, n) =>
        entryOf(Buffer.concat([bytes(`${String(n).padStart(2, '0')}/`), someBytes(random)]), someBytes(random)),
      );
      const parsed = parseBundle(bundleOf(format, entries));
      expect(parsed.entries.length).toBe(entries.length);
      for (const [place, { key, value }] of entries.entries()) {
        const found = parsed.entries[place];
        expect(Buffer.compare(found?.key ?? bytes(''), key), JSON.stringify(Buffer.from(key).toString())).toBe(0);
        const spelled = JSON.stringify(Buffer.from(value).toString());
        expect(Buffer.from(found?.value ?? bytes('?')).toString('hex'), spelled).toBe(
          Buffer.from(value).toString('hex'),
        );
      }
    }
  });

  it('holds values of 1.4 MB, texts and others', () => {
    const text = bytes('line of a text\n'.repeat(93_000));
    const binary = Uint8Array.from({ length: 1_400_000 }, (_, n) => (n * 31) & 0xff);
    const { entries } = parseBundle(bundleOf(format, [entryOf(bytes('a'), text), entryOf(bytes('b'), binary)]));
    expect(entries.map(({ value }, place) => compareBytes(value, place === 0 ? text : binary))).toEqual([0, 0]);
  });

  it('says what its prefix is, whatever bytes that is', () => {
    for (const prefix of [bytes('/a/'), bytes(''), Uint8Array.of(0, 255)]) {
      const key = Buffer.concat([prefix, bytes('k')]);
      expect(parseBundle(bundleOf(format, [entryOf(key, bytes('v'))], prefix)).prefix).toEqual(prefix);
    }
    expect(parseBundle(bundleOf(format, [])).prefix).toBeNull();
  });
});

it('is to be read by people', () => {
  const lease = '694d77aa9e38260b' as LeaseId;
  const entries = [
    entryOf(bytes('/a/config'), bytes('a: 1\nb: 2\n'), lease),
    entryOf(bytes('/a/x'), Uint8Array.of(255)),
  ];
  expect(bundleOf('yaml', entries, bytes('/a/'))).toBe(`format: "etcdeck-bundle"
version: 1
cluster: "cafe"
revision: 7
prefix: "/a/"
coverage: "prefix"
secrets: "held"
entries:
- key: "/a/config"
  value: |2+
    a: 1
    b: 2
  lease: "694d77aa9e38260b"
  createRevision: 3
  modRevision: 4
  version: 2
- key: "/a/x"
  valueBase64: "/w=="
  createRevision: 3
  modRevision: 4
  version: 2
`);
  expect(JSON.parse(bundleOf('json', entries, bytes('/a/')))).toMatchObject({ entries: [{ key: '/a/config' }, {}] });
});

describe('what cannot be read', () => {
  const json = (entries: unknown, more: object = {}) =>
    JSON.stringify({ format: 'etcdeck-bundle', version: 1, entries, ...more });

  it.each<readonly [string, string, string | undefined]>([
    ['something else', '{"a": 1}', undefined],
    ['a list', '- a', undefined],
    ['a version to come', json([], { version: 2 }), 'version'],
    ['no entries', json({}), 'entries'],
    ['an entry that is none', json([{ key: 'a', value: '' }, 7]), 'entries[1]'],
    ['an entry without a key', json([{ value: '' }]), 'entries[0].key'],
    ['an empty key', json([{ key: '', value: '' }]), 'entries[0].key'],
    ['an entry without a value', json([{ key: 'a' }]), 'entries[0].value'],
    ['a value that is a number', json([{ key: 'a', value: 1 }]), 'entries[0].value'],
    ['a value that is there twice', json([{ key: 'a', value: '', valueBase64: '' }]), 'entries[0].value'],
    [
      'half a character',
      '{"format":"etcdeck-bundle","version":1,"entries":[{"key":"\\ud800","value":""}]}',
      'entries[0].key',
    ],
    ['what is no base64', json([{ key: 'a', valueBase64: 'a b' }]), 'entries[0].valueBase64'],
    ['base64 cut short', json([{ key: 'a', valueBase64: 'YQ=' }]), 'entries[0].valueBase64'],
    [
      'a key twice',
      json([
        { key: 'b', value: '' },
        { key: 'a', value: '' },
        { key: 'b', value: '' },
      ]),
      'entries[2].key',
    ],
    ['a key beside the prefix', json([{ key: '/b', value: '' }], { prefix: '/a/' }), 'entries[0].key'],
    ['JSON that breaks off', '{"format":\n "etcd', 'line 2, column 7'],
    ['JSON that is none', '{"format":\n  oops}', 'line 2, column 3'],
    ['YAML that is none', 'format: a\n  b: [c', 'line 1, column 9'],
    ['a member of YAML twice', 'format: a\nformat: b', 'line 2, column 1'],
  ])('is %s, and its place is told', (_, text, place) => {
    expect(() => parseBundle(text)).toThrow(
      expect.objectContaining({
        code: 'BundleInvalid',
        detail: { reason: expect.any(String), ...(place === undefined ? {} : { place }) },
      }),
    );
  });

  it.each([
    ['a: b\na: c', 'a field of this name stands before it already'],
    ['a:\n\tb: c', 'it is indented by a tab, where YAML takes spaces only'],
    ['a: [b', 'it is indented wrongly, or a bracket is not closed'],
    ['a: "b', 'a quote, colon or bracket is missing'],
    ['a: b\n---\nc: d', 'a second document begins here'],
    ['a: @b', 'it is no YAML from here on'],
    ['a: *hunter2', 'its YAML refers to what is not there, or to itself too often'],
  ])('is told in plain words and not in the parser’s: %s', (text, reason) => {
    expect(() => parseBundle(text)).toThrow(
      expect.objectContaining({
        detail: expect.objectContaining({ reason }),
        message: expect.stringContaining(reason),
      }),
    );
  });

  it.each(['', ' \n'])('is an empty file', (text) => {
    const detail = { reason: 'it is empty', bytes: 0 };
    expect(() => parseBundle(text)).toThrow(expect.objectContaining({ code: 'BundleInvalid', detail }));
  });

  it('is told without showing what it holds', () => {
    let message = '';
    try {
      parseBundle('{"entries": [{"value": "hunter2" oops');
    } catch (error) {
      message = error instanceof Error ? error.message : '';
    }
    expect(message).toContain('line 1');
    expect(message).not.toContain('hunter2');
  });

  it('is YAML that unfolds into more than it says', () => {
    const lines = ['a: &a0 [x]', ...Array.from({ length: 20 }, (_, n) => `b${n}: &a${n + 1} [*a${n}, *a${n}, *a${n}]`)];
    expect(() => parseBundle(lines.join('\n'))).toThrow(expect.objectContaining({ code: 'BundleInvalid' }));
  });
});

it('says of a bundle what its head says, and what is not there is unknown', () => {
  const dataTime = Date.parse('2026-06-01T12:00:00Z');
  const coverage = { keys: { kind: 'prefix', prefix: bytes('/') }, secrets: 'leftOut' } as const;
  const head = { prefix: bytes('/a/'), revision: 7, clusterId: toClusterId('51966'), dataTime, coverage };
  const entry = entryOf(bytes('/a/b'), bytes('1'), '694d7f3a1b2c4d5e' as LeaseId);
  for (const format of ['json', 'yaml'] as const) {
    const text = `${headText(format, head)}${entryText(format, entry, true)}${tailText(format, false)}`;
    expect(parseBundle(text)).toEqual({ ...head, entries: [entry] });
  }
  const bare = parseBundle('{"format":"etcdeck-bundle","version":1,"cluster":7,"entries":[{"key":"a","value":"1"}]}');
  const none = { createRevision: 0, modRevision: 0, version: 0, lease: null };
  expect(bare).toEqual({
    prefix: null,
    revision: 0,
    clusterId: null,
    dataTime: null,
    coverage: { keys: { kind: 'unknown' }, secrets: 'unknown' },
    entries: [{ key: bytes('a'), value: bytes('1'), ...none }],
  });
});

describe('what a bundle covers', () => {
  const coverageIn = (head: object) =>
    parseBundle(JSON.stringify({ format: 'etcdeck-bundle', version: 1, ...head, entries: [] })).coverage;

  it('is what its head says, in either format', () => {
    const below = { kind: 'prefix', prefix: bytes('/a/b/') } as const;
    for (const keys of [below, chosen, { kind: 'unknown' } as const]) {
      for (const secrets of ['held', 'leftOut', 'unknown'] as const) {
        for (const prefix of [null, bytes('/a/b/'), bytes('/a/')]) {
          for (const format of ['json', 'yaml'] as const) {
            const coverage = { keys, secrets };
            const head = { prefix, revision: 7, clusterId: null, dataTime: null, coverage };
            expect(parseBundle(`${headText(format, head)}${tailText(format, true)}`).coverage).toEqual(coverage);
          }
        }
      }
    }
  });

  it('is unknown as far as a bundle of before does not say it', () => {
    expect(coverageIn({ prefix: '/a/' })).toEqual({
      keys: { kind: 'prefix', prefix: bytes('/a/') },
      secrets: 'unknown',
    });
    expect(coverageIn({})).toEqual({ keys: { kind: 'unknown' }, secrets: 'unknown' });
    expect(coverageIn({ prefix: '/a/', coverage: 'of another time', secrets: 7 })).toEqual({
      keys: { kind: 'unknown' },
      secrets: 'unknown',
    });
  });
});
