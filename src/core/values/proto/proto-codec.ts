import { EtcdeckError } from '../../../contract/failure.ts';
import { type JsonNode, readJson } from '../../kubernetes-storage/codec/json-tree.ts';
import { malformed } from '../../kubernetes-storage/codec/malformed.ts';
import type { Codec } from '../codec.ts';
import { layOutJson, requireJson } from '../json-layout.ts';
import { placeOf } from '../unreadable.ts';
import { decodeMessage } from './decode-message.ts';
import { encodeMessage } from './encode-message.ts';
import { messageOf, type ProtoSchema } from './proto-schema.ts';

/** How the values of a key are read, by the operator's own `.proto` files. */
export interface ValueDecoder {
  readonly name: string;
  readonly schema: ProtoSchema;
}

/** Messages of the operator's own types, as protobuf's JSON with the names of the `.proto` files. */
export function protoCodec({ name, schema }: ValueDecoder): Codec {
  const message = messageOf(schema, schema.root);
  const read = (value: Uint8Array) => decodeMessage(schema, message, { bytes: value, origin: 0 });
  return {
    name: 'protobuf',
    detect: () => true,
    decode({ value }) {
      const { json, unknown, known, isBroken } = read(value);
      if (known === 0 && unknown > 0) throw malformed(`${schema.root} has none of its fields`, 0);
      const notes = [
        { kind: 'decoder', name, message: schema.root } as const,
        ...(unknown > 0 ? [{ kind: 'unknownFields', count: unknown } as const] : []),
        ...(isBroken ? [{ kind: 'brokenText' } as const] : []),
      ];
      return { text: layOutJson(json) ?? json, language: 'json', notes, object: null };
    },
    encode({ text, base }) {
      requireJson(text);
      const node = readJson(text);
      const old = base === null ? null : { stored: { bytes: base.value, origin: 0 }, ...read(base.value) };
      try {
        return encodeMessage(schema, message, {
          node,
          base: old === null ? null : { stored: old.stored, node: readJson(old.json) },
          isBroken: old?.isBroken ?? false,
        });
      } catch (error) {
        throw placed(error, text, node);
      }
    },
  };
}

/** Returns an encoder's failure with the line of the part that it is about. */
function placed(error: unknown, text: string, root: JsonNode): unknown {
  if (!(error instanceof EtcdeckError)) return error;
  const { pointer } = error.detail ?? {};
  if (error.code !== 'ValueNotEncodable' || typeof pointer !== 'string') return error;
  const { code, message, detail } = error;
  return new EtcdeckError({ code, message, detail: { ...detail, ...placeOf(text, startOf(root, pointer)) } });
}

/** Returns where the part that a JSON pointer names begins, or the nearest part around it. */
function startOf(root: JsonNode, pointer: string): number {
  let node = root;
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    const next =
      node.kind === 'object' ? node.members.get(name) : node.kind === 'array' ? node.elements[Number(name)] : undefined;
    if (next === undefined) break;
    node = next;
  }
  return node.start;
}
