import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type GoldenObject, goldenObjects, kubernetesSources } from '../../../testing/kubernetes/golden-objects.ts';
import { decodeObject } from './decode.ts';
import { encodeObject } from './encode.ts';
import { loadKubernetesSchema } from './load-schema.ts';
import type { KubernetesSchema } from './schema.ts';

const resources = fileURLToPath(new URL('../../../../resources', import.meta.url));

/** Nothing is stored of it, and its golden bytes name neither kind nor apiVersion. */
const watchEvent = 'core.v1.WatchEvent';

/** Kinds with a field that is newer than the writer of 1.36, and is written even when it is zero. */
const newerThanTheirWriter = ['storage.k8s.io.v1.CSINode', 'storage.k8s.io.v1beta1.CSINode'];

describe.skipIf(kubernetesSources() === null)('golden objects of the Kubernetes API', () => {
  let schema: KubernetesSchema;
  let objects: readonly GoldenObject[];

  beforeAll(async () => {
    schema = await loadKubernetesSchema(resources);
    objects = goldenObjects().filter((object) => object.name !== watchEvent);
  });

  const namesWhere = (isSo: (object: GoldenObject) => boolean) =>
    objects.filter((object) => isSo(object)).map((object) => object.name);

  it('are all there', () => {
    expect(objects.length).toBeGreaterThanOrEqual(188);
  });

  it('read as Go prints them, and leave nothing unknown', () => {
    expect(namesWhere(({ stored, json }) => decodeObject(schema, stored).json !== json)).toEqual([]);
    expect(namesWhere(({ stored }) => decodeObject(schema, stored).unknownFields !== 0)).toEqual([]);
  });

  it('are written as they were stored, from their text and the original', () => {
    // The order of members is not Kubernetes' to keep.
    const shuffled = (json: string) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(json)).reverse()));
    const isChanged = (object: GoldenObject, json: string) =>
      Buffer.compare(encodeObject(schema, json, object.stored), object.stored) !== 0;
    expect(namesWhere((object) => isChanged(object, object.json))).toEqual([]);
    expect(namesWhere((object) => isChanged(object, shuffled(object.json)))).toEqual([]);
  });

  it('are written as Go stores them, from their text alone', () => {
    const differing = namesWhere(({ stored, json }) => Buffer.compare(encodeObject(schema, json, null), stored) !== 0);
    expect(differing.filter((name) => !newerThanTheirWriter.includes(name))).toEqual([]);
  });
});
