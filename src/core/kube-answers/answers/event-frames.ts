import { encodeObject } from '../../kubernetes-storage/codec/encode.ts';
import { readJson } from '../../kubernetes-storage/codec/json-tree.ts';
import { type KubernetesSchema, messageOf } from '../../kubernetes-storage/codec/schema.ts';
import { WireWriter } from '../../kubernetes-storage/codec/wire-writer.ts';
import { jsonOf } from '../objects/json-text.ts';
import type { ServedObject } from '../objects/served-object.ts';
import type { Served } from '../resources/served-resource.ts';
import type { AnswerForm } from './answer-form.ts';
import { JsonChunks } from './json-chunks.ts';
import { protobufObject } from './protobuf-object.ts';
import { writeSingle } from './single-answer.ts';
import { badRequest, type Status } from './status.ts';
import type { TableRows } from './table-rows.ts';
import type { WatchEventType, WatchFrames } from './watch-frames.ts';

const endsInitial = 'k8s.io/initial-events-end';

/** Writes the events of a watch in the form agreed on. */
export class EventFrames implements WatchFrames {
  readonly #schema: KubernetesSchema;
  readonly #served: Served;
  readonly #form: AnswerForm;
  readonly #rows: TableRows;
  readonly #json = new JsonChunks();
  #hadColumns = false;

  constructor(schema: KubernetesSchema, served: Served, form: AnswerForm, rows: TableRows) {
    this.#schema = schema;
    this.#served = served;
    this.#form = form;
    this.#rows = rows;
  }

  event(type: WatchEventType, object: ServedObject): Uint8Array {
    return this.#frame(type, object);
  }

  bookmark(revision: number, endsInitialEvents: boolean): Uint8Array {
    return this.#frame('BOOKMARK', this.#marker(revision, endsInitialEvents));
  }

  error(status: Status): Uint8Array {
    const text = JSON.stringify(status);
    if (this.#form.media === 'protobuf') return protobufFrame('ERROR', encodeObject(this.#schema, text, null));
    return Buffer.from(`{"type":"ERROR","object":${text}}\n`);
  }

  #frame(type: string, object: ServedObject): Uint8Array {
    if (this.#form.media === 'protobuf' && object.form === 'protobuf')
      return protobufFrame(type, protobufObject(object));
    const json = this.#json;
    json.literal(`{"type":"${type}","object":`);
    writeSingle(json, this.#form, this.#rows, object, !this.#hadColumns);
    this.#hadColumns = true;
    json.literal('}\n');
    return json.take();
  }

  /** Returns an object with nothing but what a bookmark says. */
  #marker(modRevision: number, endsInitialEvents: boolean): ServedObject {
    const { apiVersion, resource } = this.#served;
    const facts = { apiVersion, kind: resource.kind, modRevision, isMasked: false };
    if (resource.custom === null) {
      const message = messageOf(this.#schema, apiVersion, resource.kind);
      if (message === undefined) throw badRequest(`no watch of ${apiVersion}`);
      const marker = { message, raw: endsInitialEvents ? markedMetadata() : new Uint8Array() };
      return { form: 'protobuf', ...facts, ...marker, stored: marker };
    }
    const metadata = jsonOf([
      ['annotations', endsInitialEvents ? `{"${endsInitial}":"true"}` : null],
      ['resourceVersion', `"${modRevision}"`],
    ]);
    const json = jsonOf([
      ['apiVersion', JSON.stringify(apiVersion)],
      ['kind', JSON.stringify(resource.kind)],
      ['metadata', metadata],
    ]);
    const root = readJson(json);
    if (root.kind !== 'object') throw badRequest(`no watch of ${apiVersion}`);
    const partial = `{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":${metadata}}`;
    return { form: 'json', ...facts, json, root, partialJson: () => partial };
  }
}

/** `metadata` of every object, and `annotations` in it. */
const field = { metadata: 1, annotations: 12 } as const;

function markedMetadata(): Uint8Array {
  const writer = new WireWriter();
  const metadata = writer.open(field.metadata);
  const pair = writer.open(field.annotations);
  writer.field(1, endsInitial);
  writer.field(2, 'true');
  writer.close(pair);
  writer.close(metadata);
  return writer.finish();
}

/** Returns a `WatchEvent` behind its length in four bytes. */
function protobufFrame(type: string, object: Uint8Array): Uint8Array {
  const writer = new WireWriter();
  writer.fixed(4, () => undefined);
  writer.field(1, type);
  const extension = writer.open(2);
  writer.field(1, object);
  writer.close(extension);
  const frame = Buffer.from(writer.finish());
  frame.writeUInt32BE(frame.length - 4, 0);
  return frame;
}
