import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { neverOpen } from '../../../testing/plain-values.ts';
import { testPorts } from '../../../testing/ports.ts';
import { decodeKeyedLine, encodeKeyedLine } from '../keyed-lines.ts';
import { createValueCodecs, type OwnedValueCodecs } from '../value-codecs.ts';
import { keyPattern } from './key-pattern.ts';

const proto = `syntax = "proto3";
package shop;
message Order { string id = 1; int64 total = 2; }
message Sealed { string kind = 1; string apiVersion = 2; map<string, string> data = 3; }
`;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
/** `id` "a", `total` 5, and an unknown field. */
const order = Uint8Array.of(0x0a, 1, 0x61, 0x10, 5, 0x78, 1);

let folder: string;
let file: string;
let now: number;
let codecs: OwnedValueCodecs;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-decoders-'));
  file = join(folder, 'shop.proto');
  await writeFile(file, proto);
  now = 1_000_000;
  codecs = createValueCodecs(testPorts(folder, { clock: { now: () => now } }), neverOpen);
});
afterEach(async () => {
  codecs.close();
  await rm(folder, { recursive: true });
});

const draft = (changes: object = {}) => ({
  id: null,
  name: 'Orders',
  keys: '/orders/*',
  files: [file],
  message: 'shop.Order',
  ...changes,
});
const decode = (key: string, value: Uint8Array, options: object = {}) =>
  codecs.api.decode({
    source: null,
    key: bytes(key),
    value,
    codec: null,
    showsManagedFields: false,
    reveal: false,
    ...options,
  });

describe('decoders', () => {
  it('read the values of their keys before all else, and write them back', async () => {
    await codecs.decoders.save({ draft: draft() });
    const decoded = await decode('/orders/1', order);
    expect(decoded).toMatchObject({ codec: 'protobuf', language: 'json', canEncode: true });
    expect(decoded.codecs).toEqual(['protobuf', 'hex']);
    expect(decoded.notes).toEqual([
      { kind: 'decoder', name: 'Orders', message: 'shop.Order' },
      { kind: 'unknownFields', count: 1 },
    ]);
    const form = { codec: decoded.codec, showsManagedFields: false };
    const request = { source: null, key: bytes('/orders/1'), form, base: order };
    const edited = await codecs.api.encode({ ...request, text: decoded.text.replace('5', '6') });
    expect([...edited.value]).toEqual([0x0a, 1, 0x61, 0x10, 6, 0x78, 1]);
    expect((await decode('/other', order)).codec).toBe('hex');
  });

  it('count in their order, which can be changed', async () => {
    const first = await codecs.decoders.save({ draft: draft() });
    const second = await codecs.decoders.save({ draft: draft({ name: 'All', keys: '*' }) });
    const readBy = async (key: string) => (await decode(key, order)).notes[0];
    expect(await readBy('/orders/1')).toMatchObject({ name: 'Orders' });
    expect(await readBy('/else')).toMatchObject({ name: 'All' });
    await codecs.decoders.move({ decoder: second.id, place: 0 });
    expect(await readBy('/orders/1')).toMatchObject({ name: 'All' });
    expect((await codecs.decoders.list({})).map(({ decoder }) => decoder.name)).toEqual(['All', 'Orders']);
    await codecs.decoders.remove({ decoder: second.id });
    expect(await readBy('/orders/1')).toMatchObject({ name: 'Orders' });
    await codecs.decoders.save({ draft: { ...first, name: 'Renamed' } });
    expect(await readBy('/orders/1')).toMatchObject({ name: 'Renamed' });
  });

  it('follow their files, and name the line where one is bad', async () => {
    await codecs.decoders.save({ draft: draft() });
    expect((await decode('/orders/1', order)).codec).toBe('protobuf');
    await writeFile(file, proto.replace('string id', 'strin id'));
    now += 1_000;
    const failed = await decode('/orders/1', order);
    expect(failed.codec).toBe('hex');
    const message = `${file}:3: there is no type strin`;
    expect(failed.notes).toEqual([{ kind: 'decoderFailed', name: 'Orders', message }]);
    expect(await codecs.decoders.list({})).toMatchObject([{ failure: { code: 'ProtoInvalid', message } }]);
    const form = { codec: 'protobuf', showsManagedFields: false } as const;
    await expect(
      codecs.api.encode({ source: null, key: bytes('/orders/1'), text: '{}', form, base: order }),
    ).rejects.toMatchObject({ code: 'ProtoInvalid', detail: { line: 3 } });
    await writeFile(file, proto.replace('total', 'sum'));
    await utimes(file, 1, 1);
    now += 1_000;
    expect((await decode('/orders/1', order)).text).toBe('{\n  "id": "a",\n  "sum": "5"\n}');
  });

  it('read large values in the thread, and write them back', async () => {
    await codecs.decoders.save({ draft: draft() });
    const id = Buffer.alloc(200_000, 'x');
    const large = Buffer.concat([Buffer.from([0x0a, 0xc0, 0x9a, 0x0c]), id, Buffer.from([0x78, 1])]);
    const { text, notes } = await decode('/orders/1', large);
    expect(notes).toContainEqual({ kind: 'unknownFields', count: 1 });
    const form = { codec: 'protobuf', showsManagedFields: false } as const;
    const request = { source: null, key: bytes('/orders/1'), form, base: large };
    const { value } = await codecs.api.encode({ ...request, text: text.replace('"x', '"y') });
    expect(Buffer.from(value).equals(Buffer.from(large.toString('latin1').replace('x', 'y'), 'latin1'))).toBe(true);
  });

  it('leave a value that is not of their message to the other codecs, with the reason', async () => {
    await codecs.decoders.save({ draft: draft() });
    const { codec, codecs: names, notes } = await decode('/orders/1', bytes('{"id": 1}'));
    expect([codec, names]).toEqual(['json', ['json', 'text', 'hex']]);
    expect(notes).toMatchObject([{ kind: 'damaged', codec: 'protobuf' }]);
  });

  it('are read from settings that others damaged as if there were none, which is said', async () => {
    await writeFile(join(folder, 'decoders.json'), '{');
    const { codec, notes } = await decode('/orders/1', bytes('text'));
    expect(codec).toBe('text');
    expect(notes).toMatchObject([{ kind: 'decoderFailed' }]);
  });

  it.each([
    ['name', { name: ' ' }],
    ['keys', { keys: '' }],
    ['files', { files: [] }],
    ['message', { message: '' }],
    ['decoder', { id: 'gone' }],
  ])('refuse a draft by its %s', async (field, changes) => {
    await expect(codecs.decoders.save({ draft: draft(changes) })).rejects.toMatchObject(
      field === 'files' || field === 'message' ? {} : { code: 'BadRequest', detail: { field } },
    );
    expect(await codecs.decoders.list({})).toEqual([]);
  });

  it('need distinct names, and files that have the message', async () => {
    await codecs.decoders.save({ draft: draft() });
    await expect(codecs.decoders.save({ draft: draft() })).rejects.toMatchObject({ detail: { field: 'name' } });
    await expect(codecs.decoders.save({ draft: draft({ name: 'B', message: 'shop.Gone' }) })).rejects.toMatchObject({
      code: 'ProtoInvalid',
    });
    await expect(codecs.decoders.messages({ files: [join(folder, 'no.proto')] })).rejects.toMatchObject({
      code: 'FileNotFound',
    });
    expect(await codecs.decoders.messages({ files: [file] })).toEqual({ messages: ['shop.Order', 'shop.Sealed'] });
  });
});

describe('lines of the command line', () => {
  it('are decoded and encoded by the decoder for their key', async () => {
    await codecs.decoders.save({ draft: draft() });
    const base64 = (value: string | Uint8Array): string => Buffer.from(value).toString('base64');
    const key = base64('/orders/1');
    const decoded = await decodeKeyedLine(codecs.api, JSON.stringify({ key, value: base64(order) }));
    expect(decoded).toEqual({ codec: 'protobuf', json: '{"id":"a","total":"5"}' });
    const edit = { key, json: '{"id":"b","total":"5"}', base: base64(order) };
    const encoded = await encodeKeyedLine(codecs.api, JSON.stringify(edit));
    expect(encoded).toEqual({ value: base64(Uint8Array.from(order, (byte) => (byte === 0x61 ? 0x62 : byte))) });
    expect(await encodeKeyedLine(codecs.api, JSON.stringify({ ...edit, json: '{"no": 1}' }))).toMatchObject({
      error: { code: 'ValueNotEncodable' },
    });
    for (const line of ['', '{}', JSON.stringify({ key: base64('/else'), value: base64(order), json: '{}' })]) {
      expect(await decodeKeyedLine(codecs.api, line)).toBeNull();
      expect(await encodeKeyedLine(codecs.api, line)).toBeNull();
    }
    await writeFile(file, 'message {');
    now += 1_000;
    const line = JSON.stringify({ key, value: base64(order) });
    expect(await decodeKeyedLine(codecs.api, line)).toMatchObject({ error: { code: 'ProtoInvalid' } });
  });
});

describe('a message that is a Secret by its field names', () => {
  const password = 'hunter2hunter2';
  const pair = Buffer.concat([Buffer.from([0x0a, 1, 0x61, 0x12, password.length]), Buffer.from(password)]);
  const secret = Buffer.concat([
    Buffer.from([0x0a, 6]),
    Buffer.from('Secret'),
    Buffer.from([0x12, 2]),
    Buffer.from('v1'),
    Buffer.from([0x1a, pair.length]),
    pair,
  ]);

  it('is covered in every reading, and found by whoever asks', async () => {
    expect(await codecs.holdsSecret(secret)).toBe(false);
    await codecs.decoders.save({ draft: draft({ message: 'shop.Sealed' }) });
    const key = bytes('/orders/1');
    for (const codec of [null, 'text', 'hex', 'json'] as const) {
      const decoded = await decode('/orders/1', secret, { codec });
      expect(decoded.notes).toContainEqual({ kind: 'masked' });
      expect(decoded.canEncode).toBe(false);
      expect(decoded.text).not.toContain(password);
      expect(decoded.text.replaceAll(/\s/g, '')).not.toContain(Buffer.from(password).toString('hex'));
    }
    await expect(decode('/orders/1', secret, { codec: 'protobuf' })).rejects.toMatchObject({ code: 'ValueMalformed' });
    expect(await codecs.holdsSecret(secret, { key })).toBe(true);
    const entry = { key, value: secret, createRevision: 1, modRevision: 1, version: 1, lease: null };
    const shown = await codecs.toEntry(entry, { reveal: false });
    expect(shown.isMasked).toBe(true);
    expect(Buffer.from(shown.value).includes(password)).toBe(false);
    const value = await codecs.toShown(secret, { reveal: false, key });
    expect(Buffer.from(value).includes(password)).toBe(false);
    expect((await decode('/orders/1', secret, { reveal: true })).text).toContain(password);
    const { text } = await decode('/orders/1', secret);
    const form = { codec: 'protobuf', showsManagedFields: false } as const;
    await expect(codecs.api.encode({ source: null, key, text, form, base: secret })).rejects.toMatchObject({
      code: 'BadRequest',
    });
  });
});

describe('a pattern of keys', () => {
  it.each([
    ['/a', '/a', true],
    ['/a', '/ab', false],
    ['/a/*', '/a/', true],
    ['/a/*', '/a/b/c', true],
    ['/a/*', '/b/a/', false],
    ['*', '', true],
    ['*/x', '/x', true],
    ['*/x', '/x/y', false],
    ['/a/*/state', '/a/1/state', true],
    ['/a/*/state', '/a/state', false],
    ['/a/*b*c', '/a/xbyc', true],
    ['/a/*b*c', '/a/xcyb', false],
    ['aa*aa', 'aaa', false],
    ['aa*aa', 'aaaa', true],
    ['a**b', 'ab', true],
    ['ü*', 'ü', true],
  ])('%s and the key %s: %s', (pattern, key, expected) => {
    expect(keyPattern(pattern)(bytes(key))).toBe(expected);
  });
});
