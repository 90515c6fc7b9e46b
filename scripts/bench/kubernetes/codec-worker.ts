import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { decodeObject } from '../../../src/core/kubernetes-storage/codec/decode.ts';
import { encodeObject } from '../../../src/core/kubernetes-storage/codec/encode.ts';
import { loadKubernetesSchema } from '../../../src/core/kubernetes-storage/codec/load-schema.ts';
import type { BenchedObject, CodecBench, CodecFigures } from './codec-bench.ts';

/** What is measured: one codec, or what stands beside it. */
interface Contender {
  readonly decode: (object: BenchedObject) => unknown;
  readonly encode: (object: BenchedObject) => unknown;
}

/** A second codec, as `--against` names it. */
interface OtherCodec {
  readonly loadSchema: (table: unknown) => unknown;
  readonly decode: (schema: unknown, value: Uint8Array) => { readonly obj: unknown };
  readonly stringify: (object: unknown) => string;
  readonly encode: (schema: unknown, object: unknown, base: Uint8Array) => Uint8Array;
}

const roundMs = 400;
const rounds = 5;

async function ours(resourcesFolder: string): Promise<Contender> {
  const schema = await loadKubernetesSchema(resourcesFolder);
  return {
    decode: ({ stored }) => decodeObject(schema, stored).json,
    encode: ({ edited, stored }) => encodeObject(schema, edited, stored),
  };
}

async function other(path: string, table: unknown): Promise<Contender> {
  const codec: OtherCodec = await import(/* @vite-ignore */ pathToFileURL(path).href);
  const schema = codec.loadSchema(table);
  return {
    decode: ({ stored }) => codec.stringify(codec.decode(schema, stored).obj),
    encode: ({ edited, stored }) => codec.encode(schema, JSON.parse(edited), stored),
  };
}

/** The least that reading the same objects can cost in JavaScript. */
const plainJson: Contender = {
  decode: ({ json }) => JSON.stringify(JSON.parse(json)),
  encode: ({ edited }) => JSON.stringify(JSON.parse(edited)),
};

/** Objects a second, over whole passes so that each kind counts for its share. */
function measureRound(objects: readonly BenchedObject[], act: (object: BenchedObject) => unknown): number {
  const since = performance.now();
  let passes = 0;
  for (; performance.now() - since < roundMs; passes++) for (const object of objects) act(object);
  return (passes * objects.length * 1000) / (performance.now() - since);
}

const { objects, resourcesFolder, against, table }: CodecBench = workerData;
const contenders = [await ours(resourcesFolder), against === null ? plainJson : await other(against, table)];
const acts = contenders.flatMap(({ decode, encode }) => [decode, encode]);
const samples: number[][] = acts.map(() => []);
// They take turns, so that a busy machine slows all of them; the first round only warms them up.
for (let round = 0; round <= rounds; round++) {
  for (const [index, act] of acts.entries()) {
    const rate = measureRound(objects, act);
    if (round > 0) samples[index]?.push(rate);
  }
}
const [decode = [], encode = [], referenceDecode = [], referenceEncode = []] = samples;
const figures: CodecFigures = { decode, encode, referenceDecode, referenceEncode };
parentPort?.postMessage(figures);
