import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { decodeObject } from '../kubernetes-storage/codec/decode.ts';
import { loadKubernetesSchema } from '../kubernetes-storage/codec/load-schema.ts';
import { sampleKeyspace } from './sample-keyspace.ts';

const now = Date.UTC(2026, 10, 21);
const schema = await loadKubernetesSchema(fileURLToPath(new URL('../../../resources', import.meta.url)));
const entries = sampleKeyspace(schema, now).map(({ key, value }) => ({
  key: new TextDecoder().decode(key),
  object: JSON.parse(value[0] === 0x7b ? new TextDecoder().decode(value) : decodeObject(schema, value).json),
}));

describe('sampleKeyspace', () => {
  it('is small, beneath /registry/, and writes no key twice', () => {
    expect(entries.length).toBeGreaterThanOrEqual(150);
    expect(entries.length).toBeLessThanOrEqual(300);
    expect(entries.every(({ key }) => key.startsWith('/registry/'))).toBe(true);
    expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length);
  });

  it('names each object as its key does', () => {
    for (const { key, object } of entries) {
      expect(key.endsWith(`/${object.metadata.name}`)).toBe(true);
      if (object.metadata.namespace !== undefined) expect(key).toContain(`/${object.metadata.namespace}/`);
      expect(Date.parse(object.metadata.creationTimestamp)).toBeLessThan(now);
    }
  });

  it('puts every pod on a node that is there', () => {
    const nodes = entries.filter(({ object }) => object.kind === 'Node').map(({ object }) => object.metadata.name);
    const pods = entries.filter(({ object }) => object.kind === 'Pod');
    expect(pods.length).toBeGreaterThan(40);
    expect(pods.filter(({ object }) => !nodes.includes(object.spec.nodeName))).toEqual([]);
  });

  it('names owners that are there', () => {
    const uids = new Set(entries.map(({ object }) => object.metadata.uid));
    const owners = entries.flatMap(({ object }) => object.metadata.ownerReferences ?? []);
    expect(owners.length).toBeGreaterThan(20);
    expect(owners.filter(({ uid }) => !uids.has(uid))).toEqual([]);
  });

  it('is the same every time', () => {
    expect(sampleKeyspace(schema, now)).toEqual(sampleKeyspace(schema, now));
  });
});
