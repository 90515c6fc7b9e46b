import { beforeAll, describe, expect, it } from 'vitest';
import { EtcdeckError } from '../../../contract/failure.ts';
import { goldenObjects, kubernetesSources } from '../../../testing/kubernetes/golden-objects.ts';
import { objectsByHand, shippedSchema } from '../../../testing/kubernetes/stored-objects.ts';
import { type Random, seeded } from '../../../testing/random.ts';
import { decodeObject } from './decode.ts';
import { encodeObject } from './encode.ts';
import type { KubernetesSchema } from './schema.ts';

const values = process.env.ETCDECK_FULL === '1' ? 200_000 : 5_000;

/** Bytes that mean much to a reader of protobuf: high bits, long lengths, groups, tags. */
const telling = [0x00, 0x01, 0x07, 0x0a, 0x0b, 0x0c, 0x7f, 0x80, 0xff] as const;

/** The same value damaged in one to four places. */
function mutated(value: Uint8Array, random: Random): Uint8Array {
  let bytes: Buffer = Buffer.from(value);
  for (let left = random.between(1, 4); left > 0; left--) {
    const at = random.between(0, Math.max(0, bytes.length - 1));
    const until = Math.min(bytes.length, at + random.between(1, 24));
    const kind = random.between(0, 9);
    if (kind < 4) bytes[at] = random.between(0, 255);
    else if (kind < 6) bytes[at] = random.oneOf(telling);
    else if (kind === 6) bytes = bytes.subarray(0, at);
    else if (kind === 7) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(until)]);
    else if (kind === 8) bytes = Buffer.concat([bytes.subarray(0, until), bytes.subarray(at)]);
    else bytes = Buffer.concat([bytes.subarray(0, at), Buffer.alloc(random.between(1, 12), 0xff), bytes.subarray(at)]);
  }
  return bytes;
}

/** What a call returns, or the code that it fails with. Any other error is a bug, and rethrown. */
function outcomeOf<T>(call: () => T): { readonly value: T } | { readonly code: string } {
  try {
    return { value: call() };
  } catch (error) {
    if (error instanceof EtcdeckError) return { code: error.code };
    throw error;
  }
}

describe(`${values} damaged values`, () => {
  let schema: KubernetesSchema;
  let seeds: readonly Uint8Array[];

  beforeAll(async () => {
    schema = await shippedSchema();
    const golden = kubernetesSources() === null ? [] : goldenObjects().map((object) => object.stored);
    seeds = [...objectsByHand(schema), ...golden];
  });

  it('are read or refused, in little time, and what is read is kept', { timeout: 600_000 }, () => {
    const random = seeded(6);
    const outcomes = new Map<string, number>();
    let slowest = 0;
    for (let i = 0; i < values; i++) {
      const value = mutated(seeds[i % seeds.length] ?? new Uint8Array(), random);
      const begun = process.cpuUsage().user;
      const decoded = outcomeOf(() => decodeObject(schema, value));
      const outcome = 'code' in decoded ? decoded.code : 'read';
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      if ('value' in decoded) {
        // It is JSON; it is stored as it was; an edit of it is stored or refused, and then still reads as JSON.
        const json: unknown = JSON.parse(decoded.value.json);
        expect(Buffer.compare(encodeObject(schema, decoded.value.json, value), value)).toBe(0);
        const edited = JSON.stringify({ ...Object(json), metadata: { ...Object(json).metadata, name: 'edited' } });
        const encoded = outcomeOf(() => encodeObject(schema, edited, value));
        if ('value' in encoded) JSON.parse(decodeObject(schema, encoded.value).json);
        else expect(encoded.code).toBe('ValueNotEncodable');
      }
      slowest = Math.max(slowest, process.cpuUsage().user - begun);
    }
    expect([...outcomes.keys()].sort()).toEqual(['KindUnknown', 'ValueMalformed', 'read']);
    expect(outcomes.get('read')).toBeGreaterThan(values / 20);
    expect(slowest).toBeLessThan(1_000_000);
  });
});
