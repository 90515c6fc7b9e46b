import { EtcdeckError } from '../../../contract/failure.ts';
import type { KeySource } from '../../../contract/key-source.ts';
import type { KeyValue } from '../../../contract/keys.ts';
import { bufferOf, lossyTextOf } from '../../bytes/bytes.ts';
import { decodeObject } from '../../kubernetes-storage/codec/decode.ts';
import { encodeObject } from '../../kubernetes-storage/codec/encode.ts';
import { type JsonObject, readJson, withoutWhiteSpace } from '../../kubernetes-storage/codec/json-tree.ts';
import { type KubernetesSchema, type MessageSchema, messageOf } from '../../kubernetes-storage/codec/schema.ts';
import { readTypeMeta, type TypeMeta } from '../../kubernetes-storage/codec/type-meta.ts';
import { readEncryptionEnvelope } from '../../kubernetes-storage/heads/encryption-envelope.ts';
import { storedAs } from '../../kubernetes-storage/heads/stored-as.ts';
import { holdsSecret } from '../../values/secrets/holds-secret.ts';
import { wholeCover } from '../../values/secrets/secret-marks.ts';
import type { ValueCodecs } from '../../values/value-codecs.ts';
import { unreadable } from '../answers/status.ts';
import { converterOf } from '../objects/convert.ts';
import { JsonParts } from '../objects/json-text.ts';
import { isSameShape } from '../objects/same-shape.ts';
import type { ServedObject } from '../objects/served-object.ts';
import type { Served } from '../resources/served-resource.ts';
import { encodeKnown } from './known-members.ts';
import { namesAlone, withEncodedCovers } from './masked-json.ts';
import { sortedJson } from './sorted-json.ts';

/** How stored values are opened. */
export interface Opening {
  readonly schema: KubernetesSchema;
  readonly messages: StoredMessages;
  readonly codecs: Pick<ValueCodecs, 'opened' | 'toShown'>;
  /** The source whose EncryptionConfiguration opens its values; `null`: none does. */
  readonly source: KeySource | null;
  /** Whether the data of Secrets is answered as it is. */
  readonly reveal: boolean;
}

/**
 * Finds the messages of objects that are answered as they are stored. Remembers the last one: a list is of one kind, which is
 * mostly stored in one version.
 */
export class StoredMessages {
  readonly #schema: KubernetesSchema;
  #served: Served | null = null;
  #apiVersion = '';
  #found: MessageSchema | null = null;

  constructor(schema: KubernetesSchema) {
    this.#schema = schema;
  }

  /** Returns the message of a resource's kind in the version that it is stored in; `null` where it is answered in another shape. */
  of(served: Served, apiVersion: string): MessageSchema | null {
    if (served !== this.#served || apiVersion !== this.#apiVersion) {
      this.#found = this.#find(served, apiVersion);
      this.#served = served;
      this.#apiVersion = apiVersion;
    }
    return this.#found;
  }

  #find({ resource, apiVersion: asked }: Served, apiVersion: string): MessageSchema | null {
    const message = messageOf(this.#schema, apiVersion, resource.kind);
    if (message === undefined || apiVersion === asked) return message ?? null;
    const other = messageOf(this.#schema, asked, resource.kind);
    return other !== undefined && isSameShape(message, other) ? message : null;
  }
}

/** A stored key. */
type Entry = Pick<KeyValue, 'key' | 'value' | 'modRevision'>;

/** Opens a stored object; see `KubeAnswers.open`. */
export function openObject(opening: Opening, served: Served, entry: Entry): ServedObject | Promise<ServedObject> {
  return openAsStored(opening, served, entry) ?? openAnyhow(opening, served, entry);
}

/** Opens an object that is answered as it is stored, which nearly all are; `null` for others, damaged ones among them. */
function openAsStored(
  { messages, reveal }: Opening,
  served: Served,
  { value, modRevision }: Entry,
): ServedObject | null {
  const { resource, apiVersion } = served;
  if (resource.custom !== null || (!reveal && holdsSecret(value))) return null;
  const meta = metaOf(value);
  if (meta === null || meta.kind !== resource.kind) return null;
  const message = messages.of(served, meta.apiVersion);
  if (message === null) return null;
  const { raw } = meta;
  const stored = { message, raw };
  return { form: 'protobuf', apiVersion, kind: meta.kind, modRevision, isMasked: false, message, raw, stored };
}

function metaOf(value: Uint8Array): TypeMeta | null {
  try {
    return readTypeMeta(value);
  } catch (error) {
    if (error instanceof EtcdeckError) return null;
    throw error;
  }
}

async function openAnyhow(
  { schema, codecs, source, reveal }: Opening,
  { resource, apiVersion }: Served,
  entry: Entry,
): Promise<ServedObject> {
  const { key, modRevision } = entry;
  const isEncrypted = storedAs(entry.value) === 'encrypted';
  // One Buffer, for whatever reads it.
  const clear = bufferOf(isEncrypted ? await decrypted(codecs, source, entry) : entry.value);
  const shown = reveal ? clear : await codecs.toShown(clear, { reveal });
  const isMasked = shown !== clear;
  const facts = { apiVersion, kind: resource.kind, modRevision, isMasked };
  try {
    const masked = isMasked ? maskedJson(lossyTextOf(shown)) : null;
    return resource.custom === null ? builtIn(masked) : custom(masked);
  } catch (error) {
    if (!(error instanceof EtcdeckError)) throw error;
    throw unreadable(`unable to read ${lossyTextOf(key)}: ${error.message}`);
  }

  function builtIn(masked: string | null): ServedObject {
    const value = masked === null ? asProtobuf(clear) : encodeMasked(masked);
    const meta = readTypeMeta(value);
    if (meta === null) throw notAnObject(key);
    return { form: 'protobuf', ...facts, ...inVersion(meta, value) };
  }

  function inVersion(meta: TypeMeta, value: Uint8Array) {
    const message = messageOf(schema, meta.apiVersion, meta.kind);
    if (message === undefined || meta.kind !== resource.kind) throw unconvertible(key, meta, apiVersion);
    const stored = { message, raw: meta.raw };
    if (meta.apiVersion === apiVersion) return { ...stored, stored };
    const asked = messageOf(schema, apiVersion, meta.kind);
    if (asked !== undefined && isSameShape(message, asked)) return { ...stored, stored };
    const convert = converterOf(meta.kind, meta.apiVersion, apiVersion);
    if (convert === undefined || asked === undefined) throw unconvertible(key, meta, apiVersion);
    const { json } = decodeObject(schema, value);
    const converted = readTypeMeta(encodeObject(schema, convert(new JsonParts(json, readJson(json))), null));
    if (converted === null) throw notAnObject(key);
    return { message: asked, raw: converted.raw, stored };
  }

  /** Returns a built-in object in protobuf, also where it is stored as JSON: so it is printed as Go prints it. */
  function asProtobuf(value: Uint8Array): Uint8Array {
    switch (storedAs(value)) {
      case 'protobuf':
        return value;
      case 'json':
        return encodeKnown(schema, lossyTextOf(value));
      default:
        throw notAnObject(key);
    }
  }

  function encodeMasked(json: string): Uint8Array {
    try {
      return encodeObject(schema, json, null);
    } catch (error) {
      if (!(error instanceof EtcdeckError)) throw error;
      // A cover in a field of bytes, or of a number.
      return encodeObject(schema, coveredWhole(), null);
    }
  }

  function maskedJson(covered: string): string {
    const isObject = covered.trimStart().startsWith('{');
    return isObject ? withEncodedCovers(covered) : coveredWhole(covered);
  }

  function coveredWhole(cover = wholeCover(clear.length)): string {
    const json = namesAlone(clear, cover);
    if (json === null) throw notAnObject(key);
    return json;
  }

  function custom(masked: string | null): ServedObject {
    const text = masked ?? withoutWhiteSpace(jsonText(clear, key));
    const root = readJson(text);
    if (root.kind !== 'object') throw notAnObject(key);
    const storedVersion = new JsonParts(text, root).of('apiVersion').string();
    if (storedVersion !== apiVersion && !resource.custom?.isAnyVersion)
      throw unconvertible(key, { apiVersion: storedVersion, kind: resource.kind }, apiVersion);
    const json = sortedJson(
      text,
      root,
      new Map([['apiVersion', JSON.stringify(apiVersion)]]),
      new Map([['resourceVersion', `"${modRevision}"`]]),
    );
    const sorted = readJson(json);
    if (sorted.kind !== 'object') throw notAnObject(key);
    return { form: 'json', ...facts, json, root: sorted, partialJson: () => partialJson(schema, json, sorted) };
  }
}

/** Returns a custom resource's metadata as a `PartialObjectMetadata`, whose members have the order of a built-in one's. */
function partialJson(schema: KubernetesSchema, json: string, root: JsonObject): string {
  const metadata = new JsonParts(json, root).of('metadata').json() ?? '{}';
  const partial = `{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":${metadata}}`;
  try {
    return decodeObject(schema, encodeObject(schema, partial, null)).json;
  } catch (error) {
    // Members that metadata does not have.
    if (error instanceof EtcdeckError) return partial;
    throw error;
  }
}

/** Opens a value that is stored encrypted. */
async function decrypted(
  codecs: Opening['codecs'],
  source: KeySource | null,
  { key, value }: Entry,
): Promise<Uint8Array> {
  const clear = await codecs.opened(source, key, value);
  if (clear !== null) return clear;
  const envelope = readEncryptionEnvelope(value);
  const by = envelope === null ? 'an unknown provider' : `${envelope.provider} with the key "${envelope.name}"`;
  throw unreadable(`unable to read ${lossyTextOf(key)}: it is encrypted by ${by}, and no configuration given opens it`);
}

function jsonText(value: Uint8Array, key: Uint8Array): string {
  if (storedAs(value) !== 'json') throw notAnObject(key);
  const text = lossyTextOf(value);
  try {
    JSON.parse(text);
  } catch {
    throw notAnObject(key);
  }
  return text;
}

function notAnObject(key: Uint8Array): Error {
  return unreadable(`unable to read ${lossyTextOf(key)}: it is no object of Kubernetes in JSON or protobuf`);
}

function unconvertible(key: Uint8Array, { apiVersion, kind }: { apiVersion: string; kind: string }, asked: string) {
  const what = `it is stored as ${kind} of ${apiVersion}, which is not converted to ${asked}`;
  return unreadable(`unable to read ${lossyTextOf(key)}: ${what}`);
}
