import { beforeAll, describe, expect, it } from 'vitest';
import { objectsByHand, shippedSchema, storedAs, wired } from '../../../testing/kubernetes/stored-objects.ts';
import { decodeObject } from './decode.ts';
import { encodeObject } from './encode.ts';
import type { KubernetesSchema } from './schema.ts';
import { readTypeMeta } from './type-meta.ts';
import type { WireWriter } from './wire-writer.ts';

let schema: KubernetesSchema;
beforeAll(async () => {
  schema = await shippedSchema();
});

/** An object's text, stored and read again. */
const again = (json: string, base: Uint8Array | null = null) =>
  decodeObject(schema, encodeObject(schema, json, base)).json;

const refusal = (json: string) => {
  try {
    encodeObject(schema, json, null);
  } catch (error) {
    return error;
  }
  return null;
};

const int = (writer: WireWriter, number: number, value: bigint) => {
  writer.tag(number, 0);
  writer.int64(value);
};

describe('a new object', () => {
  it('reads as it was written', () => {
    for (const value of objectsByHand(schema)) {
      const { json } = decodeObject(schema, value);
      expect(again(json)).toBe(json);
      expect(Buffer.compare(encodeObject(schema, json, null), value)).toBe(0);
    }
  });

  it('keeps the order of names in JSON of its own, though they look like numbers', () => {
    const data = '{"b":{"10":1,"9":2},"a":12345678901234567890}';
    expect(again(`{"apiVersion":"apps/v1","kind":"ControllerRevision","data":${data},"revision":1}`)).toContain(data);
  });

  it('keeps bytes that were shown as what they are', () => {
    const json = '{"apiVersion":"apps/v1","kind":"ControllerRevision","data":{"$cbor":"2dn3oA=="}}';
    expect(again(json)).toContain('"data":{"$cbor":"2dn3oA=="}');
  });

  it('gets a field that Kubernetes retired only where its text has it', () => {
    const json = (metadata: string) => `{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a"${metadata}}}`;
    expect(again(json(',"clusterName":"old"'))).toContain('"clusterName":"old"');
    expect(Buffer.from(encodeObject(schema, json(''), null)).includes(Buffer.of((15 << 3) | 2))).toBe(false);
  });

  it('gets its quantities as Kubernetes stores them', () => {
    const json =
      '{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"name":"a","resources":{"limits":{"cpu":0.5,"memory":"1024Mi"}}}]}}';
    expect(again(json)).toContain('"limits":{"cpu":"500m","memory":"1Gi"}');
  });
});

describe('an edited object', () => {
  const unknown = (number: number, value: string) => (writer: WireWriter) => writer.field(number, value);

  it('is the very bytes of its base where nothing was edited', () => {
    const base = storedAs('v1', 'Pod', wired(unknown(99, 'x')));
    expect(encodeObject(schema, '{"apiVersion":"v1", "kind":"Pod"}', base)).toBe(base);
  });

  it('keeps unknown fields at their place, in the envelope and within a renamed, moved and edited element too', () => {
    const container = wired((writer) => {
      writer.field(1, 'web');
      writer.field(2, 'web:1');
      writer.field(98, 'of the container');
    });
    const raw = wired((writer) => {
      writer.field(
        1,
        wired((metadata) => {
          metadata.field(1, 'pod');
          metadata.field(77, 'of the metadata');
        }),
      );
      writer.field(
        2,
        wired((spec) => spec.field(2, container)),
      );
      writer.field(99, 'of the pod');
    });
    const base = Buffer.concat([storedAs('v1', 'Pod', raw), wired(unknown(50, 'of the envelope'))]);
    const edited = decodeObject(schema, base)
      .json.replace('"web:1"', '"web:2"')
      .replace('[{"name":"web"', '[{"name":"first"},{"name":"web"')
      .replace('"name":"pod"', '"name":"pod","generation":3');
    const value = Buffer.from(encodeObject(schema, edited, base));
    for (const text of ['of the container', 'of the metadata', 'of the pod', 'of the envelope'])
      expect(value.includes(text)).toBe(true);
    expect(decodeObject(schema, value).unknownFields).toBe(3);
    expect(JSON.parse(decodeObject(schema, value).json)).toMatchObject({
      metadata: { name: 'pod', generation: 3 },
      spec: { containers: [{ name: 'first' }, { name: 'web', image: 'web:2' }] },
    });
  });

  it('keeps what its text does not show: nanoseconds, the order of a map, bytes that are no UTF-8', () => {
    const metadata = wired((writer) => {
      writer.field(1, 'map');
      writer.field(
        8,
        wired((time) => {
          int(time, 1, 1n);
          int(time, 2, 500n);
        }),
      );
    });
    const entry = (key: string, value: Uint8Array) =>
      wired((writer) => {
        writer.field(1, key);
        writer.field(2, value);
      });
    const raw = wired((writer) => {
      writer.field(1, metadata);
      writer.field(2, entry('z', Uint8Array.of(0xff)));
      writer.field(2, entry('a', Uint8Array.of(0x61)));
    });
    const base = storedAs('v1', 'ConfigMap', raw);
    const { json } = decodeObject(schema, base);
    const renamed = readTypeMeta(encodeObject(schema, json.replace('"map"', '"nap"'), base))?.raw ?? raw;
    expect(Buffer.from(renamed).toString('latin1')).toBe(Buffer.from(raw).toString('latin1').replace('map', 'nap'));
    const added = encodeObject(schema, json.replace('"a":"a"', '"a":"b"'), base);
    expect(Buffer.from(added).includes(Buffer.from(entry('z', Uint8Array.of(0xff))))).toBe(true);
  });

  it('does not get fields that its writer did not know', () => {
    const base = storedAs(
      'v1',
      'Pod',
      wired((writer) =>
        writer.field(
          1,
          wired((metadata) => metadata.field(1, 'a')),
        ),
      ),
    );
    const raw = readTypeMeta(encodeObject(schema, decodeObject(schema, base).json.replace('"a"', '"b"'), base))?.raw;
    expect(raw).toEqual(
      wired((writer) =>
        writer.field(
          1,
          wired((metadata) => metadata.field(1, 'b')),
        ),
      ),
    );
  });

  it('is sorted by field where its writer did not sort it', () => {
    const metadata = (name: string) => wired((writer) => writer.field(1, name));
    const spec = wired((writer) => writer.field(10, 'node'));
    const raw = wired((writer) => {
      writer.field(2, spec);
      writer.field(1, metadata('a'));
    });
    const base = storedAs('v1', 'Pod', raw);
    const edited = encodeObject(schema, decodeObject(schema, base).json.replace('"a"', '"b"'), base);
    expect(readTypeMeta(edited)?.raw).toEqual(
      wired((writer) => {
        writer.field(1, metadata('b'));
        writer.field(2, spec);
      }),
    );
  });

  it('is written anew where it became another kind', () => {
    const base = storedAs('v1', 'Pod', wired(unknown(99, 'x')));
    expect(decodeObject(schema, encodeObject(schema, '{"apiVersion":"v1","kind":"Secret"}', base)).unknownFields).toBe(
      0,
    );
  });
});

describe('a text that cannot be stored', () => {
  const pod = (members: string) => `{"apiVersion":"v1","kind":"Pod",${members}}`;
  const container = (members: string) => pod(`"spec":{"containers":[{},{${members}}]}`);

  it.each([
    [container('"imagee":"x"'), 'spec.containers[1].imagee', '/spec/containers/1/imagee'],
    [container('"image":7'), 'spec.containers[1].image', '/spec/containers/1/image'],
    [container('"ports":[{"containerPort":4294967296}]'), 'spec.containers[1].ports[0].containerPort', null],
    [container('"ports":[{"containerPort":1.5}]'), 'spec.containers[1].ports[0].containerPort', null],
    [container('"ports":{}'), 'spec.containers[1].ports', null],
    [container('"stdin":"yes"'), 'spec.containers[1].stdin', null],
    [container('"name":"a","name":"b"'), 'spec.containers[1].name', null],
    [container('"resources":{"limits":{"cpu":"much"}}'), 'spec.containers[1].resources.limits[cpu]', null],
    [pod('"metadata":{"labels":{"a/b":7}}'), 'metadata.labels[a/b]', '/metadata/labels/a~1b'],
    [pod('"metadata":{"labels":{"a":null}}'), 'metadata.labels[a]', null],
    [pod('"metadata":{"generation":9223372036854775808}'), 'metadata.generation', null],
    [pod('"metadata":{"creationTimestamp":"yesterday"}'), 'metadata.creationTimestamp', null],
    [pod('"metadata":[]'), 'metadata', '/metadata'],
    ['{"apiVersion":"v1","kind":"Secret","data":{"a":"not base64"}}', 'data[a]', null],
    ['{"kind":"Pod"}', 'apiVersion', '/apiVersion'],
    ['{"apiVersion":"v1","kind":7}', 'kind', '/kind'],
    ['[]', '', ''],
    ['{"apiVersion":', '', ''],
  ])('%s is refused with its path', (json, path, pointer) => {
    const failure = refusal(json);
    expect(failure).toMatchObject({
      code: 'ValueNotEncodable',
      message: expect.stringContaining(path),
      detail: { path },
    });
    if (pointer !== null) expect(failure).toMatchObject({ detail: { pointer } });
  });

  it('is refused where nobody knows its kind', () => {
    expect(refusal('{"apiVersion":"example.com/v1","kind":"Thing"}')).toMatchObject({ code: 'KindUnknown' });
  });
});
