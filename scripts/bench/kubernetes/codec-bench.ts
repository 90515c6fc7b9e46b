import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Worker } from 'node:worker_threads';
import { brotliDecompressSync } from 'node:zlib';
import { bundleForNode } from '../../../src/testing/bundle.ts';
import { type GoldenObject, goldenObjects } from '../../../src/testing/kubernetes/golden-objects.ts';
import { registryMix } from '../../../src/testing/kubernetes/registry-mix.ts';
import { inProject } from '../../project.mjs';
import { median } from '../samples.mjs';
import type { Figure } from '../table.mjs';

/** An object with its JSON, and the same with one label edited. */
export interface BenchedObject {
  readonly stored: Uint8Array;
  readonly json: string;
  readonly edited: string;
}

export interface CodecBench {
  readonly objects: readonly BenchedObject[];
  readonly resourcesFolder: string;
  /** The path of a second codec, and the table for it. */
  readonly against: string | null;
  readonly table: unknown;
}

/** Objects a second, one number a round. */
export interface CodecFigures {
  readonly decode: readonly number[];
  readonly encode: readonly number[];
  readonly referenceDecode: readonly number[];
  readonly referenceEncode: readonly number[];
}

function withEdit({ name, stored, json }: GoldenObject): BenchedObject {
  const edited = json.replace('"labelsValue"', '"edited"');
  if (edited === json) throw new Error(`the golden ${name} has no label to edit`);
  return { stored, json, edited };
}

async function inWorker(script: string, bench: CodecBench): Promise<CodecFigures> {
  const worker = new Worker(script, { workerData: bench });
  const [figures]: CodecFigures[] = await once(worker, 'message');
  if (figures === undefined) throw new Error('the worker measured nothing');
  return figures;
}

/** The codec in one worker thread: objects like a registry's, and a Pod with every field set. */
export async function* measureCodec(against: string | null): AsyncGenerator<Figure> {
  const golden = goldenObjects();
  const script = await bundleForNode(inProject('scripts', 'bench', 'kubernetes', 'codec-worker.ts'));
  const resourcesFolder = inProject('resources');
  const file = inProject('resources', 'kubernetes-schema.json.br');
  const table: unknown = JSON.parse(brotliDecompressSync(readFileSync(file)).toString('utf8'));
  const beside = against === null ? 'JSON.parse and JSON.stringify of the same text' : basename(against);
  const sets: readonly {
    readonly name: string;
    readonly objects: readonly GoldenObject[];
    readonly target?: number;
  }[] = [
    { name: 'average object', objects: registryMix(golden), target: 20_000 },
    { name: 'golden Pod', objects: golden.filter(({ name }) => name === 'core.v1.Pod') },
  ];
  for (const { name, objects, target } of sets) {
    const bench = { objects: objects.map(withEdit), resourcesFolder, against, table };
    const { decode, encode, referenceDecode, referenceEncode } = await inWorker(script, bench);
    const bytes = objects.reduce((sum, { stored }) => sum + stored.byteLength, 0) / objects.length;
    const note = `${bytes.toFixed(0)} bytes; beside ${beside}`;
    const megabytes = (rates: readonly number[]): number => (median(rates) * bytes) / 1_000_000;
    yield {
      name: `${name}: decode to JSON`,
      unit: 'objects/s',
      value: median(decode),
      ...(target !== undefined && { target, isMoreBetter: true }),
      reference: median(referenceDecode),
      note,
    };
    yield {
      name: `${name}: decode to JSON`,
      unit: 'MB/s',
      value: megabytes(decode),
      reference: megabytes(referenceDecode),
    };
    yield {
      name: `${name}: encode, one label edited`,
      unit: 'objects/s',
      value: median(encode),
      reference: median(referenceEncode),
      note: 'with the original',
    };
  }
}
