import type { JsonNode, JsonObject } from '../../kubernetes-storage/codec/json-tree.ts';
import { byBytes } from '../view/object-view.ts';

/** The members to set in an object, each with its JSON, instead of what the object has. */
export type Replaced = ReadonlyMap<string, string>;

/** The deepest JSON that is written: a custom resource's is some tens deep. */
const deepest = 500;

/**
 * Returns an object's JSON as the API server prints a custom resource: members sorted by name at every level, with some
 * of the root's and of its metadata's members replaced. `text` has no white space between its parts.
 */
export function sortedJson(text: string, root: JsonObject, ofRoot: Replaced, ofMetadata: Replaced): string {
  const metadata = root.members.get('metadata');
  const inner = metadata?.kind === 'object' ? metadata : null;
  const written = inner === null ? membersOf(ofMetadata) : writeObject(text, inner, ofMetadata, 1);
  return writeObject(text, root, new Map([...ofRoot, ['metadata', written]]), 0);
}

function membersOf(replaced: Replaced): string {
  return `{${[...replaced].map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`;
}

function writeObject(text: string, { members }: JsonObject, replaced: Replaced, depth: number): string {
  const names = [...new Set([...members.keys(), ...replaced.keys()])];
  if (!isSorted(names)) names.sort(byBytes);
  const parts = names.map((name) => {
    const node = members.get(name);
    const json = replaced.get(name) ?? (node === undefined ? 'null' : writeNode(text, node, depth + 1));
    return `${nameJson(name)}:${json}`;
  });
  return `{${parts.join(',')}}`;
}

function writeNode(text: string, node: JsonNode, depth: number): string {
  if (depth > deepest || isSortedWithin(node)) return text.slice(node.start, node.end);
  if (node.kind === 'array') return `[${node.elements.map((one) => writeNode(text, one, depth + 1)).join(',')}]`;
  if (node.kind === 'object') return writeObject(text, node, new Map(), depth);
  return text.slice(node.start, node.end);
}

/** Whether a value has no members out of order, so that it can be taken as it is. */
function isSortedWithin(root: JsonNode): boolean {
  const waiting: JsonNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === 'array') waiting.push(...node.elements);
    else if (node.kind === 'object') {
      if (node.repeated !== null || !isSorted([...node.members.keys()])) return false;
      waiting.push(...node.members.values());
    }
  }
  return true;
}

function isSorted(names: readonly string[]): boolean {
  return names.every((name, place) => place === 0 || byBytes(names[place - 1] ?? '', name) < 0);
}

/** Go escapes what could end a script. */
function nameJson(name: string): string {
  return JSON.stringify(name).replace(
    /[<>&\u2028\u2029]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
