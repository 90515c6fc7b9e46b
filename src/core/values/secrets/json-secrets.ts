import { type JsonNode, type JsonObject, readJson } from '../../kubernetes-storage/codec/json-tree.ts';
import { isHarmless, isSecretAlone } from './secret-annotations.ts';
import { isCover } from './secret-marks.ts';
import { annotationsIn, isData, isPlainNode, kindOf, listsSecrets } from './secret-members.ts';

/** The levels of JSON that are searched: more than any object has, and few enough for the stack. */
export const deepestJson = 500;

/** Reads JSON of an object, a list or a string; returns `null` for any other text. */
export function jsonIn(text: string): JsonNode | null {
  const body = text.trimStart();
  const first = body.charAt(0);
  if (first !== '{' && first !== '[' && first !== '"') return null;
  try {
    return readJson(body);
  } catch {
    return null;
  }
}

/**
 * Returns whether JSON has a Secret with uncovered data, or a text of which `holdsText` is true. Undecidable parts
 * count as one: a repeated name, of which only the last value is read, and deep nesting.
 */
export function jsonHoldsSecret(root: JsonNode, holdsText: (text: string) => boolean): boolean {
  return holds(root, 0, false);

  function holds(node: JsonNode, level: number, isListed: boolean): boolean {
    if (level > deepestJson) return true;
    switch (node.kind) {
      case 'object':
        return holdsObject(node, level, isListed);
      case 'array':
        return node.elements.some((element) => holds(element, level + 1, isListed));
      case 'string':
        return holdsText(node.value);
      default:
        return false;
    }
  }

  function holdsObject(object: JsonObject, level: number, isListed: boolean): boolean {
    if (object.repeated !== null) return true;
    const kind = kindOf(object);
    const isSecret = isListed || kind === 'Secret';
    for (const [name, value] of object.members) {
      if (isSecret && isData(name)) {
        if (hasData(value)) return true;
        continue;
      }
      if (isSecret && annotationsIn(name, value).some(keepsData)) return true;
      if (holdsText(name) || holds(value, level + 1, listsSecrets(kind, name))) return true;
    }
    return false;
  }

  /** For a Secret: annotations may keep its data, unless covered or plainly harmless. */
  function keepsData(annotations: JsonNode): boolean {
    if (annotations.kind !== 'object') return isUncovered(annotations);
    for (const [name, value] of annotations.members) {
      if (!isUncovered(value) || (value.kind === 'string' && isHarmless(name, value.value))) continue;
      const applied = value.kind === 'string' ? jsonIn(value.value) : null;
      if (applied?.kind !== 'object' || !isSecretAlone(applied) || holds(applied, 0, true)) return true;
    }
    return false;
  }
}

function isUncovered(node: JsonNode): boolean {
  return !isPlainNode(node) && !(node.kind === 'string' && isCover(node.value));
}

function hasData(node: JsonNode): boolean {
  if (node.kind === 'null') return false;
  if (node.kind !== 'object') return node.kind !== 'string' || !isCover(node.value);
  if (node.repeated !== null) return true;
  for (const value of node.members.values()) if (value.kind !== 'string' || !isCover(value.value)) return true;
  return false;
}
