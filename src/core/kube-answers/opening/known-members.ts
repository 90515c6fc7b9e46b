import { EtcdeckError } from '../../../contract/failure.ts';
import { encodeObject } from '../../kubernetes-storage/codec/encode.ts';
import { type JsonNode, type JsonObject, readJson } from '../../kubernetes-storage/codec/json-tree.ts';
import type { KubernetesSchema } from '../../kubernetes-storage/codec/schema.ts';

/** The most members of one object that are passed over: a release adds a few to a kind. */
const mostUnknown = 32;

/**
 * Returns the protobuf of an object that is stored as JSON, without the members that the schema does not have, as an API
 * server of the schema's release would read it. Fails with `ValueNotEncodable`, `KindUnknown`.
 */
export function encodeKnown(schema: KubernetesSchema, json: string): Uint8Array {
  let text = json;
  for (let left = mostUnknown; ; left--) {
    try {
      return encodeObject(schema, text, null);
    } catch (error) {
      const pointer = left > 0 ? unknownAt(error) : null;
      const without = pointer === null ? null : withoutMember(text, pointer);
      if (without === null) throw error;
      text = without;
    }
  }
}

function unknownAt(error: unknown): string | null {
  if (!(error instanceof EtcdeckError) || !error.message.endsWith('has no such field')) return null;
  const { pointer } = error.detail ?? {};
  return typeof pointer === 'string' ? pointer : null;
}

/** Returns JSON without the member at a pointer; `null` where there is none. */
function withoutMember(text: string, pointer: string): string | null {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const name = steps.pop() ?? '';
  let node: JsonNode | undefined = readJson(text);
  for (const step of steps) {
    if (node?.kind === 'object') node = node.members.get(step);
    else if (node?.kind === 'array') node = node.elements[Number(step)];
  }
  if (node?.kind !== 'object' || !node.members.has(name)) return null;
  return text.slice(0, node.start) + membersBut(text, node, name) + text.slice(node.end);
}

function membersBut(text: string, { members }: JsonObject, name: string): string {
  const kept = [...members].filter(([member]) => member !== name);
  return `{${kept.map(([member, node]) => `${JSON.stringify(member)}:${text.slice(node.start, node.end)}`).join(',')}}`;
}
