import { beforeAll, describe, expect, it } from 'vitest';
import { testPorts } from '../../../testing/ports.ts';
import { encodeObject } from '../../kubernetes-storage/codec/encode.ts';
import { loadKubernetesSchema } from '../../kubernetes-storage/codec/load-schema.ts';
import type { KubernetesSchema } from '../../kubernetes-storage/codec/schema.ts';
import { FieldPaths } from '../../kubernetes-storage/heads/field-paths.ts';
import { readDocument, type StoredDocument } from '../../kubernetes-storage/heads/stored-document.ts';
import { readManagers } from './managers.ts';
import { readSecretData } from './secret-data.ts';

let schema: KubernetesSchema;
beforeAll(async () => {
  schema = await loadKubernetesSchema(testPorts('unused').resourcesFolder);
});

const bothWays = (object: object): readonly StoredDocument[] => {
  const json = JSON.stringify(object);
  return [Buffer.from(json), encodeObject(schema, json, null)].flatMap((value) => readDocument(value) ?? []);
};

const fieldPaths = (fieldsV1: unknown): readonly string[] => new FieldPaths().of(fieldsV1).fields;

describe('the paths of fields', () => {
  it('are written as kubectl’s users know them', () => {
    expect(
      fieldPaths({
        'f:metadata': { 'f:labels': { '.': {}, 'f:app': {} }, 'f:finalizers': { '.': {}, 'v:"x.io/a"': {} } },
        'f:spec': {
          'f:replicas': {},
          'f:containers': { 'k:{"name":"web"}': { '.': {}, 'f:image': {} } },
          'f:ports': { 'k:{"port":80,"protocol":"TCP"}': {} },
          'f:args': { 'i:0': {} },
        },
      }),
    ).toEqual([
      '.metadata.labels',
      '.metadata.labels.app',
      '.metadata.finalizers',
      '.metadata.finalizers[="x.io/a"]',
      '.spec.replicas',
      '.spec.containers[name="web"]',
      '.spec.containers[name="web"].image',
      '.spec.ports[port=80,protocol="TCP"]',
      '.spec.args[0]',
    ]);
  });

  it('are none where nothing is named, and survive what is not as it should be', () => {
    expect(fieldPaths({})).toEqual([]);
    expect(fieldPaths(null)).toEqual([]);
    expect(fieldPaths({ 'k:broken': {}, other: 1 })).toEqual(['[broken]', '.other']);
    let deep: object = {};
    for (let depth = 0; depth < 2_000; depth++) deep = { 'f:a': deep };
    expect(fieldPaths(deep)).toHaveLength(1);
  });
});

it('tells who wrote what, of protobuf as of JSON', () => {
  const managedFields = [
    {
      ...{ manager: 'kubectl', operation: 'Apply', apiVersion: 'v1', time: '2026-01-02T03:04:05Z' },
      ...{ fieldsType: 'FieldsV1', fieldsV1: { 'f:data': { 'f:a': {} } } },
    },
    { manager: 'kubelet', operation: 'Update', subresource: 'status' },
  ];
  for (const document of bothWays({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { managedFields } })) {
    expect(readManagers(document).managers).toEqual([
      {
        ...{ manager: 'kubectl', operation: 'Apply', subresource: null, time: '2026-01-02T03:04:05Z' },
        ...{ fields: ['.data.a'], fieldsLeftOut: 0 },
      },
      {
        ...{ manager: 'kubelet', operation: 'Update', subresource: 'status', time: null },
        ...{ fields: [], fieldsLeftOut: 0 },
      },
    ]);
  }
});

it('opens the data of a Secret, of protobuf as of JSON', () => {
  const data = {
    password: Buffer.from('h\u00e9').toString('base64'),
    key: Buffer.from([0xff]).toString('base64'),
    none: '',
  };
  for (const document of bothWays({ apiVersion: 'v1', kind: 'Secret', metadata: {}, data })) {
    expect([...readSecretData(document)].sort((a, b) => a.bytes - b.bytes)).toEqual([
      { name: 'none', text: '', bytes: 0 },
      { name: 'key', text: null, bytes: 1 },
      { name: 'password', text: 'h\u00e9', bytes: 3 },
    ]);
  }
});
