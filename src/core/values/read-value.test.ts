import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { CodecName } from '../../contract/values.ts';
import { resourcesFolder } from '../assets/assets.ts';
import { encodeObject } from '../kubernetes-storage/codec/encode.ts';
import { loadKubernetesSchema } from '../kubernetes-storage/codec/load-schema.ts';
import { decodeValue, encodeValue } from './read-value.ts';

const schema = () => loadKubernetesSchema(resourcesFolder());
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (value: Uint8Array): string => new TextDecoder().decode(value);
const decode = (value: Uint8Array, codec: CodecName | null = null, showsManagedFields = false) =>
  decodeValue({ value, codec, showsManagedFields, reveal: true, decoder: null }, schema);
const encode = (text: string, codec: CodecName, base: Uint8Array | null, showsManagedFields = false) =>
  encodeValue({ text, form: { codec, showsManagedFields }, base, decoder: null }, schema);

const compact = '{"id":12345678901234567890,"a":[1.0,{},[]],"s":"\\u00e4 : {,}","a":null}';

describe('codecs', () => {
  it.each<[string, Uint8Array, readonly CodecName[]]>([
    ['compact JSON', bytes(compact), ['json', 'text', 'hex']],
    ['a list', bytes(' [1, 2]\n'), ['json', 'text', 'hex']],
    ['damaged JSON', bytes('{"a": '), ['text', 'hex']],
    ['a number', bytes('42'), ['text', 'hex']],
    ['YAML', bytes('listen: :80\nroutes:\n  - /a\n'), ['yaml', 'text', 'hex']],
    ['a URL', bytes('http://10.0.0.1:2379'), ['text', 'hex']],
    ['prose', bytes('Dear colleague: hello\nthis is no YAML\nat all\n'), ['text', 'hex']],
    ['nothing', new Uint8Array(), ['text', 'hex']],
    ['no UTF-8', Uint8Array.of(0xff), ['hex']],
    ['a control character', bytes('a\u0001'), ['hex']],
    ['CBOR', Uint8Array.of(0xd9, 0xd9, 0xf7, 0xa0), ['cbor', 'hex']],
    ['gzip', gzipSync('{"a":1}'), ['gzip', 'hex']],
    ['gzip in base64', bytes(gzipSync('x').toString('base64')), ['base64gzip', 'text', 'hex']],
    ['an object', bytes('{"apiVersion":"a/v1","kind":"B"}\n'), ['kubernetes', 'json', 'text', 'hex']],
  ])('tell what %s is', async (_, value, codecs) => {
    const decoded = await decode(value);
    expect(decoded.codecs).toEqual(codecs);
    expect(decoded.codec).toBe(codecs[0]);
    for (const codec of codecs) {
      const { text, canEncode } = await decode(value, codec);
      if (canEncode) expect(Buffer.from(await encode(text, codec, value)).equals(value)).toBe(true);
    }
  });

  it('are refused where they cannot read a value', async () => {
    await expect(decode(bytes('x'), 'kubernetes')).rejects.toMatchObject({ code: 'ValueMalformed' });
    await expect(decode(bytes('x'), 'json')).rejects.toMatchObject({ code: 'ValueMalformed' });
    await expect(decode(Uint8Array.of(0xff), 'text')).rejects.toMatchObject({ code: 'ValueMalformed' });
    await expect(decode(bytes('x'), 'gzip')).rejects.toMatchObject({ code: 'ValueMalformed' });
    await expect(decode(bytes('x'), 'cbor')).rejects.toMatchObject({ code: 'ValueMalformed' });
  });

  it('say what is damaged and read it in the next best', async () => {
    const damaged = await decode(Uint8Array.of(0x6b, 0x38, 0x73, 0, 0x0a, 0xff));
    expect(damaged).toMatchObject({ codec: 'hex', notes: [{ kind: 'damaged', codec: 'kubernetes' }] });
    const cut = await decode(gzipSync('{"a":1}').subarray(0, 15));
    expect(cut).toMatchObject({ codec: 'hex', notes: [{ kind: 'damaged', codec: 'gzip' }] });
  });

  it('notice line endings that an editor would change', async () => {
    expect((await decode(bytes('a\r\nb\n'))).notes).toEqual([{ kind: 'mixedLineEndings' }]);
    expect((await decode(bytes('a\r\nb\r\n'))).notes).toEqual([]);
  });
});

describe('JSON', () => {
  it('is laid out where it is stored compact, and nothing but space changes', async () => {
    const { text } = await decode(bytes(compact));
    expect(text).toBe(
      '{\n  "id": 12345678901234567890,\n  "a": [\n    1.0,\n    {},\n    []\n  ],\n  "s": "\\u00e4 : {,}",\n  "a": null\n}',
    );
  });

  it('stays compact on save, with the line break at its end, or as it was laid out', async () => {
    const edited = (await encode('{\n  "a": 2\n}', 'json', bytes('{"a":1}\n'))) ?? new Uint8Array();
    expect(textOf(edited)).toBe('{"a":2}\n');
    expect(textOf(await encode('{ "a": 2 }\n', 'json', bytes('{ "a": 1 }\n')))).toBe('{ "a": 2 }\n');
    expect(textOf(await encode('{ "a": 2 }', 'json', null))).toBe('{ "a": 2 }');
  });

  it('is refused at its place where it is none', async () => {
    await expect(encode('{\n  "a": oops\n}', 'json', bytes('{"a":1}'))).rejects.toMatchObject({
      code: 'ValueNotEncodable',
      detail: { line: 2, column: 8 },
    });
  });

  it('is not laid out where that would take more room than there is', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect((await decode(bytes(deep))).text).toBe(deep);
  });
});

describe('bytes', () => {
  it('are pairs of digits, sixteen a line, and read tolerantly', async () => {
    const value = Uint8Array.from({ length: 18 }, (_, at) => at);
    const { text } = await decode(value, 'hex');
    expect(text).toBe('00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f\n10 11');
    expect(await encode(' 0x00, 01\n0aFF ', 'hex', null)).toEqual(Uint8Array.of(0, 1, 0x0a, 0xff));
    expect(await encode('', 'hex', null)).toEqual(new Uint8Array());
  });

  it.each([
    ['00\n0g', 2, 1],
    ['00 0', 1, 4],
    ['00 01\nzz', 2, 1],
  ])('says where %j is wrong', async (text, line, column) => {
    await expect(encode(text, 'hex', null)).rejects.toMatchObject({ detail: { line, column } });
  });
});

describe('gzip', () => {
  it('is unpacked, and packed again on save', async () => {
    const release = bytes(`${gzipSync('{"name":"web","version":1}').toString('base64')}\n`);
    const decoded = await decode(release);
    expect(decoded).toMatchObject({
      codec: 'base64gzip',
      language: 'json',
      text: '{\n  "name": "web",\n  "version": 1\n}',
    });
    expect(decoded.notes).toEqual([{ kind: 'compressed', bytes: 26 }]);
    const saved = await encode(decoded.text.replace('1', '2'), 'base64gzip', release);
    expect(textOf(saved).endsWith('\n')).toBe(true);
    expect((await decode(saved)).text).toBe(decoded.text.replace('1', '2'));
  });

  it('is refused where a few bytes unpack to very many', async () => {
    const bomb = gzipSync(Buffer.alloc(65 * 2 ** 20));
    expect(await decode(bomb)).toMatchObject({ codec: 'hex', notes: [{ kind: 'undecoded', codec: 'gzip' }] });
  });
});

describe('Kubernetes', () => {
  const configMap = (data: string) =>
    `{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a","namespace":"b","managedFields":[{"manager":"m"}]},"data":{${data}}}`;

  it('shows protobuf as YAML without its managed fields, and keeps them on save', async () => {
    const stored = encodeObject(await schema(), configMap('"k":"one"'), null);
    const decoded = await decode(stored);
    expect(decoded).toMatchObject({
      codec: 'kubernetes',
      codecs: ['kubernetes', 'hex'],
      language: 'yaml',
      object: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'b', name: 'a' },
      notes: [{ kind: 'managedFieldsHidden', managers: 1 }],
    });
    expect(decoded.text).toBe(
      'apiVersion: v1\ndata:\n  k: one\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: b\n',
    );
    const saved = await encode(decoded.text.replace('one', 'two'), 'kubernetes', stored);
    const expected = encodeObject(await schema(), configMap('"k":"two"'), null);
    expect(Buffer.from(saved).equals(expected)).toBe(true);
    const whole = await decode(stored, null, true);
    expect(whole.text).toContain('manager: m');
    expect(whole.notes).toEqual([]);
    const without = await encode(decoded.text, 'kubernetes', stored, true);
    expect((await decode(without, null, true)).text).toBe(decoded.text);
  });

  it('writes JSON as JSON, in its own order where nothing was edited', async () => {
    const stored = bytes(
      '{"kind":"W","apiVersion":"e.com/v1","metadata":{"name":"w","managedFields":[{"manager":"m"}]},"spec":{"z":1.0,"a":[{"y":"\\u003c","x":1}],"n":12345678901234567890}}\n',
    );
    const { text } = await decode(stored);
    expect(textOf(await encode(text.replace('x: 1', 'x: 2\n    new: yes'), 'kubernetes', stored))).toBe(
      '{"kind":"W","apiVersion":"e.com/v1","metadata":{"name":"w","managedFields":[{"manager":"m"}]},"spec":{"z":1.0,"a":[{"y":"\\u003c","x":2,"new":true}],"n":12345678901234567890}}\n',
    );
  });

  it('says at which line an edit is wrong', async () => {
    const stored = encodeObject(await schema(), configMap('"k":"one"'), null);
    const { text } = await decode(stored);
    await expect(encode(text.replace('one', '1'), 'kubernetes', stored)).rejects.toMatchObject({
      code: 'ValueNotEncodable',
      detail: { line: 3, path: 'data[k]' },
    });
    await expect(encode(`${text}nonsense: 1\n`, 'kubernetes', stored)).rejects.toMatchObject({
      code: 'ValueNotEncodable',
      detail: { line: 8, path: 'nonsense' },
    });
    await expect(encode('kind: [', 'kubernetes', stored)).rejects.toMatchObject({ detail: { line: 1 } });
    await expect(encode('a: 1\n', 'kubernetes', stored)).rejects.toMatchObject({ code: 'ValueNotEncodable' });
  });

  it('writes a new object as an API server stores it', async () => {
    const pod = await encode('apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n', 'kubernetes', null);
    expect(textOf(pod.subarray(0, 4))).toBe('k8s\0');
    const widget = await encode('kind: Widget\napiVersion: example.com/v1\n', 'kubernetes', null);
    expect(textOf(widget)).toBe('{"kind":"Widget","apiVersion":"example.com/v1"}\n');
  });
});
