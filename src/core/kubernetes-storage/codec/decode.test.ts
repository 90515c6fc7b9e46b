import { beforeAll, describe, expect, it } from 'vitest';
import { shippedSchema, storedAs, wired } from '../../../testing/kubernetes/stored-objects.ts';
import { decodeObject } from './decode.ts';
import type { KubernetesSchema } from './schema.ts';
import type { WireWriter } from './wire-writer.ts';

let schema: KubernetesSchema;
beforeAll(async () => {
  schema = await shippedSchema();
});

/** The members of an object of these bytes, as they are printed. */
function shown(apiVersion: string, kind: string, write: (writer: WireWriter) => void): string {
  const { json } = decodeObject(schema, storedAs(apiVersion, kind, wired(write)));
  return json.replace(`{"kind":"${kind}","apiVersion":"${apiVersion}"`, '').replace(/^,/, '').replace(/\}$/, '');
}

const revision = (data: string | Uint8Array) =>
  shown('apps/v1', 'ControllerRevision', (writer) =>
    writer.field(
      2,
      wired((raw) => raw.field(1, data)),
    ),
  );

const lease = (write: (spec: WireWriter) => void) =>
  shown('coordination.k8s.io/v1', 'Lease', (writer) => writer.field(2, wired(write)));

const int = (writer: WireWriter, number: number, value: bigint) => {
  writer.tag(number, 0);
  writer.int64(value);
};

describe('an object', () => {
  it('shows what the bytes have, and null where Go has nothing to show', () => {
    expect(shown('v1', 'Pod', () => {})).toBe('');
    expect(shown('v1', 'Pod', (writer) => writer.field(2, ''))).toBe('"spec":{"containers":null}');
  });

  it('escapes the names that anybody can have stored', () => {
    const { json } = decodeObject(
      schema,
      storedAs(
        'a"<é',
        'Status',
        wired(() => {}),
      ),
    );
    expect(json).toMatch(/^\{"kind":"Status","apiVersion":"a\\"\\u003cé"/);
    expect(JSON.parse(json)).toMatchObject({ apiVersion: 'a"<é' });
  });

  it('keeps all digits of 64-bit numbers', () => {
    const generation = (value: bigint) =>
      shown('v1', 'Pod', (writer) =>
        writer.field(
          1,
          wired((metadata) => int(metadata, 7, value)),
        ),
      );
    expect(generation(2n ** 63n - 1n)).toBe('"metadata":{"generation":9223372036854775807}');
    expect(generation(-(2n ** 63n))).toBe('"metadata":{"generation":-9223372036854775808}');
    expect(generation(-1n)).toBe('"metadata":{"generation":-1}');
    expect(generation(0n)).toBe('"metadata":{}');
  });

  it('escapes text as Go does', () => {
    const data = (value: string | Uint8Array) =>
      shown('v1', 'ConfigMap', (writer) =>
        writer.field(
          2,
          wired((entry) => {
            entry.field(1, 'k');
            entry.field(2, value);
          }),
        ),
      );
    expect(data('<a> & "b"\\\n\b\f\u0001\u007fé😀\u2028')).toBe(
      String.raw`"data":{"k":"\u003ca\u003e \u0026 \"b\"\\\n\b\f\u0001${'\u007f'}é😀\u2028"}`,
    );
    expect(data(Uint8Array.of(0x61, 0xff, 0xe2, 0x82, 0xed, 0xa0, 0x80))).toBe(
      String.raw`"data":{"k":"a\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd"}`,
    );
  });

  it('sorts maps by key and takes the last of two with one key', () => {
    const pairs = [
      ['b', '1'],
      ['9', '2'],
      ['10', '3'],
      ['b', '4'],
    ] as const;
    const write = (writer: WireWriter) => {
      for (const [key, value] of pairs)
        writer.field(
          2,
          wired((entry) => {
            entry.field(1, key);
            entry.field(2, value);
          }),
        );
    };
    expect(shown('v1', 'ConfigMap', write)).toBe('"data":{"10":"3","9":"2","b":"4"}');
  });

  it('merges a message that stands in the bytes twice', () => {
    const write = (writer: WireWriter) => {
      writer.field(
        1,
        wired((metadata) => metadata.field(1, 'one')),
      );
      writer.field(
        1,
        wired((metadata) => metadata.field(3, 'ns')),
      );
      writer.field(
        1,
        wired((metadata) => metadata.field(1, 'two')),
      );
    };
    expect(shown('v1', 'Pod', write)).toBe('"metadata":{"name":"two","namespace":"ns"}');
  });

  it('counts what the schema does not know', () => {
    const raw = wired((writer) => {
      writer.field(
        1,
        wired((metadata) => metadata.field(99, 'later')),
      );
      int(writer, 1000, 7n);
    });
    expect(decodeObject(schema, storedAs('v1', 'Pod', raw))).toMatchObject({
      unknownFields: 2,
      json: '{"kind":"Pod","apiVersion":"v1","metadata":{}}',
    });
  });
});

describe('special messages', () => {
  it('show times to the second, and none as null', () => {
    const acquired = (write: (time: WireWriter) => void) => lease((spec) => spec.field(3, wired(write)));
    expect(acquired((time) => int(time, 1, 1_795_233_906n))).toBe(
      '"spec":{"acquireTime":"2026-11-21T04:05:06.000000Z"}',
    );
    expect(
      acquired((time) => {
        int(time, 1, 0n);
        int(time, 2, -1000n);
      }),
    ).toBe('"spec":{"acquireTime":"1969-12-31T23:59:59.999999Z"}');
    expect(acquired(() => {})).toBe('"spec":{"acquireTime":null}');
  });

  it('splice JSON in as it is: its order, numbers and names', () => {
    expect(revision(' { "10": 1e3, "9": 12345678901234567890, "a": "<", "9": [ ] } ')).toBe(
      String.raw`"data":{"10":1e3,"9":12345678901234567890,"a":"\u003c","9":[]}`,
    );
    expect(revision('')).toBe('"data":null');
  });

  it('show bytes that are no JSON as what they are', () => {
    expect(revision(Uint8Array.of(0xd9, 0xd9, 0xf7, 0xa0))).toBe('"data":{"$cbor":"2dn3oA=="}');
    expect(revision('{"a":')).toBe('"data":{"$raw":"eyJhIjo="}');
  });
});

describe('damaged bytes', () => {
  const place = (raw: Uint8Array) => {
    const value = storedAs('v1', 'Pod', raw);
    return { value, offset: value.length - raw.length - 4 };
  };

  it('are refused with the place in the value', () => {
    const { value, offset } = place(Uint8Array.of(0x0a, 0x7f));
    expect(() => decodeObject(schema, value)).toThrow(
      expect.objectContaining({ code: 'ValueMalformed', detail: { offset: offset + 1 } }),
    );
  });

  it('are refused where a field has another type', () => {
    const { value, offset } = place(Uint8Array.of(0x08, 0x01));
    expect(() => decodeObject(schema, value)).toThrow(
      expect.objectContaining({ message: expect.stringContaining('core.v1.Pod'), detail: { offset } }),
    );
  });

  it('are told from a kind that nobody knows', () => {
    expect(() => decodeObject(schema, storedAs('example.com/v1', 'Thing', new Uint8Array()))).toThrow(
      expect.objectContaining({ code: 'KindUnknown', detail: { apiVersion: 'example.com/v1', kind: 'Thing' } }),
    );
    expect(() => decodeObject(schema, Buffer.from('{}'))).toThrow(expect.objectContaining({ code: 'ValueMalformed' }));
  });
});
