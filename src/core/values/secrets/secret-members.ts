import type { JsonNode, JsonObject } from '../../kubernetes/codec/json-tree.ts';

/** The members of a Secret whose values are covered. Kubernetes reads names in any case where no other member fits. */
export function isData(name: string): boolean {
  const lower = name.toLowerCase();
  return lower === 'data' || lower === 'stringdata';
}

/** What an object calls its kind; `null` where it names none. */
export function kindOf({ members }: JsonObject): string | null {
  for (const [name, node] of members) if (name.toLowerCase() === 'kind' && node.kind === 'string') return node.value;
  return null;
}

/** The elements of a list are Secrets, and need not name their kind. */
export function listsSecrets(kind: string | null, name: string): boolean {
  return kind === 'SecretList' && name.toLowerCase() === 'items';
}

/** The annotations of an object; `null` where it has none. */
export function annotationsIn(name: string, metadata: JsonNode): JsonNode | null {
  if (name !== 'metadata' || metadata.kind !== 'object') return null;
  return metadata.members.get('annotations') ?? null;
}
