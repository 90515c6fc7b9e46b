import { describe, expect, it } from 'vitest';
import { parseSchema } from '../../src/core/kubernetes-storage/codec/parse-schema.ts';
import { canDecode } from '../../src/core/kubernetes-storage/codec/schema.ts';
import { kubernetesSources } from '../../src/testing/kubernetes/golden-objects.ts';
import { lackingFields, merge } from './merge.mjs';
import { retiredFields } from './retired-fields.mjs';
import { readTable } from './run.mjs';
import { readSources } from './source-tree.mjs';
import { emptyTable, type Field, flag, toStored } from './table.mjs';

const shipped = readTable();
const sources = kubernetesSources();

/** What tells the codec something: a Go struct is never empty, so that leaving an empty one out says nothing of it. */
function meaningOf({ flags, type, ...field }: Field): object {
  const isStruct = type.length > 1 && (flags & (flag.repeated | flag.map | flag.pointer | flag.nullable)) === 0;
  return { ...field, type, flags: isStruct ? flags & ~flag.omitEmpty : flags };
}

describe('the table that etcdeck ships', () => {
  it('is in the form that the generator writes', () => {
    expect(toStored(merge(emptyTable, shipped))).toEqual(toStored(shipped));
  });

  it('is read by the codec', () => {
    const schema = parseSchema(toStored(shipped));
    expect(canDecode(schema, 'v1', 'Pod')).toBe(true);
    expect(canDecode(schema, 'v1', 'Pot')).toBe(false);
    // Each message is read when its fields are asked for.
    for (const { fields, byName, name } of schema.messages.values()) expect(byName.size, name).toBe(fields.length);
  });

  it('has the retired fields that are kept by hand, and no others', () => {
    const inTable = [...shipped.messages].flatMap(([name, { fields }]) =>
      fields.filter(({ flags }) => (flags & flag.retired) !== 0).map((field) => ({ name, field })),
    );
    const byHand = [...retiredFields].flatMap(([name, fields]) => fields.map((field) => ({ name, field })));
    expect(inTable).toHaveLength(23);
    expect(inTable).toEqual(expect.arrayContaining(byHand));
    expect(byHand).toEqual(expect.arrayContaining(inTable));
  });

  it.skipIf(sources === null)('says of every message what Kubernetes API sources say', () => {
    const source = readSources([sources ?? '']);
    const generated = merge(emptyTable, source);
    expect(generated.messages.size).toBeGreaterThan(1_000);
    expect(generated.groups.size).toBeGreaterThan(50);
    for (const [apiVersion, inPackage] of generated.groups) expect(shipped.groups.get(apiVersion)).toBe(inPackage);
    for (const [name, { special, fields }] of generated.messages) {
      const known = shipped.messages.get(name);
      expect(known?.special, name).toBe(special);
      const shared = known?.fields.filter(({ number }) => fields.some((field) => field.number === number));
      expect(shared?.map(meaningOf), name).toEqual(fields.map(meaningOf));
    }
  });

  it.skipIf(sources === null)('is left as it is by the sources of a release that it knows', () => {
    const source = readSources([sources ?? '']);
    expect(lackingFields(shipped, source).length).toBeGreaterThan(0);
    expect(toStored(merge(source, shipped))).toEqual(toStored(shipped));
  });
});
