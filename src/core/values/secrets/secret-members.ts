import type { JsonNode, JsonObject } from '../../kubernetes-storage/codec/json-tree.ts';

/**
 * Returns a name folded as Go compares it where no member matches exactly: in any case, and with the long s and the
 * Kelvin sign.
 */
export function folded(name: string): string {
  return name.toLowerCase().replaceAll('\u017f', 's');
}

/** Returns whether a member of a Secret holds data. */
export function isData(name: string): boolean {
  const lower = folded(name);
  return lower === 'data' || lower === 'stringdata';
}

/** Returns an object's kind, `Secret` where it names several; `null` where it names none. */
export function kindOf({ members }: JsonObject): string | null {
  let kind: string | null = null;
  for (const [name, node] of members) {
    if (node.kind !== 'string' || folded(name) !== 'kind') continue;
    if (node.value === 'Secret' || node.value === 'SecretList') return node.value;
    kind ??= node.value;
  }
  return kind;
}

/** Returns whether a member holds the elements of a SecretList, which need not name their kind. */
export function listsSecrets(kind: string | null, name: string): boolean {
  return kind === 'SecretList' && folded(name) === 'items';
}

/** Returns the values of members named `annotations`, where the member is named `metadata`. */
export function annotationsIn(name: string, metadata: JsonNode): readonly JsonNode[] {
  if (folded(name) !== 'metadata' || metadata.kind !== 'object') return [];
  return [...metadata.members].filter(([member]) => isAnnotations(member)).map(([, node]) => node);
}

/** Returns whether a member of an object's metadata holds its annotations. */
export function isAnnotations(name: string): boolean {
  return folded(name) === 'annotations';
}

/** Returns whether a node is a number, a boolean or null, which hold no text. */
export function isPlainNode(node: JsonNode): boolean {
  return node.kind === 'number' || node.kind === 'boolean' || node.kind === 'null';
}
