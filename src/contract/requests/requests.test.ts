import { describe, expect, it } from 'vitest';
import { sampleRequests } from '../../testing/wire/sample-requests.ts';
import { liveKeys } from '../key-source.ts';
import { explain } from './explain.ts';
import { requests } from './requests.ts';
import { KEY_BYTES, VALUE_BYTES } from './schema.ts';

const { 'keys.put': put, 'keys.children': children, 'connections.save': save } = sampleRequests;

describe('a request', () => {
  it.each([
    ['the largest key', requests.keys.put, { ...put, key: new Uint8Array(KEY_BYTES) }],
    ['the largest value', requests.keys.put, { ...put, value: new Uint8Array(VALUE_BYTES) }],
    ['no bytes at all', requests.keys.put, { ...put, key: new Uint8Array(0) }],
    ['the longest page', requests.keys.children, { ...children, limit: 10_000 }],
    ['a draft without a name', requests.connections.test, { ...save, draft: { ...save.draft, name: '' } }],
    ['a path with odd characters', requests.files.list, { folder: '/tmp/a\nb 水' }],
    [
      'a revision beyond 32 bits',
      requests.keys.get,
      { ...sampleRequests['keys.get'], source: liveKeys(put.connection, 2 ** 52) },
    ],
  ])('holds with %s', (_, schema, request) => {
    expect(schema.safeParse(request).success).toBe(true);
  });

  it.each([
    ['a key too long', requests.keys.put, { ...put, key: new Uint8Array(KEY_BYTES + 1) }],
    ['a value too long', requests.keys.put, { ...put, value: new Uint8Array(VALUE_BYTES + 1) }],
    ['another kind of bytes', requests.keys.put, { ...put, value: [1, 2, 3] }],
    ['a negative revision', requests.keys.put, { ...put, expectedModRevision: -1 }],
    ['half a revision', requests.keys.put, { ...put, expectedModRevision: 0.5 }],
    ['an endless page', requests.keys.children, { ...children, limit: Number.POSITIVE_INFINITY }],
    ['no page', requests.keys.children, { ...children, limit: 0 }],
    ['no endpoints', requests.connections.save, { ...save, draft: { ...save.draft, endpoints: [] } }],
    ['65 endpoints', requests.connections.save, { ...save, draft: { ...save.draft, endpoints: Array(65).fill('a') } }],
    ['an endless name', requests.connections.save, { ...save, draft: { ...save.draft, name: 'x'.repeat(201) } }],
    ['a name of two lines', requests.connections.save, { ...save, draft: { ...save.draft, name: 'a\nb' } }],
    ['a member that no draft has', requests.connections.save, { ...save, draft: { ...save.draft, password: 'x' } }],
    ['an undefined secret', requests.connections.save, { ...save, secrets: { password: undefined } }],
    ['a path with a NUL', requests.files.list, { folder: '/tmp/a\0' }],
    ['two members of a sandbox', requests.sandbox.start, { members: 2 }],
    ['a decimal member id', requests.snapshots.save, { ...sampleRequests['snapshots.save'], member: '0x12' }],
    [
      'a member id beyond 64 bits',
      requests.snapshots.save,
      { ...sampleRequests['snapshots.save'], member: 'f'.repeat(17) },
    ],
    ['a follow that is too fast', requests.cluster.follow, { ...sampleRequests['cluster.follow'], intervalMs: 999 }],
    ['a theme that is none', requests.settings.update, { changes: { theme: 'pink' } }],
    [
      'too many places',
      requests.settings.update,
      { changes: { layout: Object.fromEntries(Array.from({ length: 257 }, (_, at) => [`p${at}`, '1'])) } },
    ],
    [
      'a place named like a prototype',
      requests.settings.update,
      { changes: { layout: JSON.parse('{"__proto__ ":"x"}') } },
    ],
  ])('does not hold with %s', (_, schema, request) => {
    expect(schema.safeParse(request).success).toBe(false);
  });

  it('that does not hold is explained by place, without what was sent', () => {
    const secrets = { password: ['hunter2'] };
    const { error } = requests.connections.save.safeParse({ ...save, secrets });
    if (error === undefined) throw new Error('It held');
    expect(explain(error)).toBe(
      'The request does not hold: secrets.password: Invalid input: expected string, received array',
    );
  });
});
