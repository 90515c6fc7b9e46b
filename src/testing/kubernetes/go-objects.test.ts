import { resolve } from 'node:path';
import { beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { decodeObject } from '../../core/kubernetes-storage/codec/decode.ts';
import { encodeObject } from '../../core/kubernetes-storage/codec/encode.ts';
import { loadKubernetesSchema } from '../../core/kubernetes-storage/codec/load-schema.ts';
import type { KubernetesSchema } from '../../core/kubernetes-storage/codec/schema.ts';
import { type GoObject, type GoObjects, goObjects } from './go-objects.ts';

const seed = 42;
const each = process.env.ETCDECK_FULL ? 200 : 8;

/** The kinds that have an object which is not as it should be, with how many. */
function missed(objects: readonly GoObject[], isRight: (object: GoObject) => boolean): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const object of objects) {
    if (isRight(object)) continue;
    const name = `${object.apiVersion} ${object.kind}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

describe('random objects of every kind that Go has', () => {
  let schema: KubernetesSchema;
  let made: GoObjects;

  beforeAll(async () => {
    schema = await loadKubernetesSchema(resolve(import.meta.dirname, '../../../resources'));
    made = await goObjects(seed, each);
  }, 600_000);

  function objectsOrSkip(context: TestContext): readonly GoObject[] {
    return 'objects' in made ? made.objects : context.skip(made.missing);
  }

  it('are of at least 190 kinds', (context) => {
    const objects = objectsOrSkip(context);
    const kinds = new Set(objects.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`));
    expect(kinds.size).toBeGreaterThanOrEqual(190);
    expect(objects).toHaveLength(kinds.size * each);
  });

  it('decode to the text that Go prints', (context) => {
    const objects = objectsOrSkip(context);
    expect(missed(objects, ({ stored, json }) => decodeObject(schema, stored).json === json)).toEqual(new Map());
  });

  it('encode to the same bytes with the original at hand', (context) => {
    const objects = objectsOrSkip(context);
    const isSame = ({ stored, json }: GoObject): boolean =>
      Buffer.compare(encodeObject(schema, json, stored), stored) === 0;
    expect(missed(objects, isSame)).toEqual(new Map());
  });
});
