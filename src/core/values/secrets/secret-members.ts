import type { JsonNode, JsonObject } from '../../kubernetes/codec/json-tree.ts';

/** Whether a member of a Secret has data. Go matches names in any case where no member has the exact one. */
export function isData(name: string): boolean {
  const lower = name.toLowerCase();
  return lower === 'data' || lower === 'stringdata';
}

/** Returns an object's kind; `null` where it names none. */
export function kindOf({ members }: JsonObject): string | null {
  for (const [name, node] of members) if (name.toLowerCase() === 'kind' && node.kind === 'string') return node.value;
  return null;
}

/** Whether a member holds the elements of a SecretList, which need not name their kind. */
export function listsSecrets(kind: string | null, name: string): boolean {
  return kind === 'SecretList' && name.toLowerCase() === 'items';
}

/** Returns the annotations in a member called `metadata`; `null` where there are none. */
export function annotationsIn(name: string, metadata: JsonNode): JsonNode | null {
  if (name !== 'metadata' || metadata.kind !== 'object') return null;
  return metadata.members.get('annotations') ?? null;
}
