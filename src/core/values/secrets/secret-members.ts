import type { JsonNode, JsonObject } from '../../kubernetes/codec/json-tree.ts';

/** Whether a member of a Secret has data. Go matches names in any case where no member has the exact one. */
export function isData(name: string): boolean {
  const lower = name.toLowerCase();
  return lower === 'data' || lower === 'stringdata';
}

/** Returns an object's kind, that of a Secret where it names several; `null` where it names none. */
export function kindOf({ members }: JsonObject): string | null {
  let kind: string | null = null;
  for (const [name, node] of members) {
    if (node.kind !== 'string' || name.toLowerCase() !== 'kind') continue;
    if (node.value === 'Secret' || node.value === 'SecretList') return node.value;
    kind ??= node.value;
  }
  return kind;
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
