import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { EtcdeckError } from '../../../contract/failure.ts';
import { type GoldenObject, goldenObjects, kubernetesSources } from '../../../testing/kubernetes/golden-objects.ts';
import {
  goJson,
  isLeaf,
  type Json,
  partsOf,
  type Steps,
  valueAt,
  withValueAt,
} from '../../../testing/kubernetes/leaves.ts';
import { schemaOf120 } from '../../../testing/kubernetes/older-schema.ts';
import { decodeObject } from './decode.ts';
import { encodeObject } from './encode.ts';
import { loadKubernetesSchema } from './load-schema.ts';
import { canDecode, type KubernetesSchema } from './schema.ts';
import { readTypeMeta } from './type-meta.ts';

const resources = fileURLToPath(new URL('../../../../resources', import.meta.url));

/** A kind with a field that is newer than the golden writer: an edit does not invent it, and a fresh encode does. */
const hasNewerField = (object: GoldenObject) => object.name.endsWith('.CSINode');

/**
 * A full run edits all; the other one passes over what it has met before: two dozen kinds hold the same pod template.
 */
const isFull = process.env.ETCDECK_FULL === '1';

/** The parts of an object that can be edited: its kind and apiVersion say what it is. */
const editableParts = (json: Json) => partsOf(json).filter(([first]) => first !== 'kind' && first !== 'apiVersion');

/** Tells the parts that are met for the first time by the end of their way. */
function firstMet(): (steps: Steps) => boolean {
  const met = new Set<string>();
  return (steps) => isFull || met.size < met.add(steps.slice(-3).join()).size;
}

/** Another value for a leaf: the first is taken that the place accepts. */
function othersFor(value: Json | undefined): readonly Json[] {
  if (typeof value === 'number') return [value === 7 ? 8 : 7];
  if (typeof value === 'boolean') return [!value];
  if (typeof value !== 'string') return [{ edited: ['<7>', 7] }];
  const time = /\.\d{6}Z$/.test(value) ? '2001-02-03T04:05:06.000007Z' : '2001-02-03T04:05:06Z';
  return [`${value}-edited`, time, 'AQID', '1h0m7s', '7Mi'];
}

interface Edit {
  readonly steps: Steps;
  readonly other: Json;
  readonly text: string;
  readonly value: Uint8Array;
}

/**
 * The object with another value in one place, or `null` where there can be none: a schema that is empty, or nothing.
 */
function editAt(schema: KubernetesSchema, stored: Uint8Array, json: Json, steps: Steps): Edit | null {
  for (const other of othersFor(valueAt(json, steps))) {
    const text = goJson(withValueAt(json, steps, other));
    try {
      return { steps, other, text, value: encodeObject(schema, text, stored) };
    } catch (error) {
      if (!(error instanceof EtcdeckError) || error.code !== 'ValueNotEncodable') throw error;
    }
  }
  expect(['{}', 'null']).toContain(goJson(valueAt(json, steps) ?? null));
  return null;
}

const isSame = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0;

/** Whether an object reads as it was edited. Go hides a `false` that need not be said. */
function isShown(shown: string, whole: Json, { steps, other }: Edit): boolean {
  if (shown === goJson(withValueAt(whole, steps, other))) return true;
  return other === false && shown === goJson(withValueAt(whole, steps, undefined));
}

describe.skipIf(kubernetesSources() === null)('edits of golden objects', () => {
  let schema: KubernetesSchema;
  let objects: readonly GoldenObject[];

  beforeAll(async () => {
    schema = await loadKubernetesSchema(resources);
    objects = goldenObjects().filter((object) => object.name !== 'core.v1.WatchEvent');
  });

  it('of every leaf are what Go would store, read as they were written, and can be undone', {
    timeout: 900_000,
  }, () => {
    const wrong: string[] = [];
    let edits = 0;
    const isNew = firstMet();
    for (const object of objects) {
      const json: Json = JSON.parse(object.json);
      for (const steps of editableParts(json).filter(isNew)) {
        const edit = isLeaf(json, steps) ? editAt(schema, object.stored, json, steps) : null;
        if (edit === null) continue;
        edits++;
        const { text, value } = edit;
        const isExact = hasNewerField(object) || isSame(value, encodeObject(schema, text, null));
        const isUndone = isSame(encodeObject(schema, object.json, value), object.stored);
        if (!isExact || !isUndone || !isShown(decodeObject(schema, value).json, json, edit))
          wrong.push(`${object.name} ${steps}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(edits).toBeGreaterThan(isFull ? 8000 : 1500);
  });

  it('that remove a part are what Go would store', { timeout: 900_000 }, () => {
    const wrong: string[] = [];
    let removals = 0;
    const isNew = firstMet();
    for (const object of objects.filter((object) => !hasNewerField(object))) {
      const json: Json = JSON.parse(object.json);
      for (const steps of editableParts(json).filter(isNew)) {
        const rest = goJson(withValueAt(json, steps, undefined));
        const value = encodeObject(schema, rest, object.stored);
        removals++;
        if (!isSame(value, encodeObject(schema, rest, null))) wrong.push(`${object.name} ${steps}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(removals).toBeGreaterThan(isFull ? 8000 : 1500);
  });

  it('with a schema seventeen releases older lose nothing', { timeout: 900_000 }, () => {
    const older = schemaOf120();
    const wrong: string[] = [];
    let kinds = 0;
    let edits = 0;
    for (const object of objects) {
      const meta = readTypeMeta(object.stored);
      if (meta === null || !canDecode(older, meta.apiVersion, meta.kind)) continue;
      kinds++;
      const whole: Json = JSON.parse(object.json);
      const json: Json = JSON.parse(decodeObject(older, object.stored).json);
      const leaves = editableParts(json).filter((steps) => isLeaf(json, steps));
      for (const steps of leaves.filter((_, at) => at % Math.ceil(leaves.length / 20) === 0)) {
        const edit = editAt(older, object.stored, json, steps);
        if (edit === null) continue;
        edits++;
        if (!isShown(decodeObject(schema, edit.value).json, whole, edit)) wrong.push(`${object.name} ${steps}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(kinds).toBeGreaterThan(90);
    expect(edits).toBeGreaterThan(1000);
  });
});
