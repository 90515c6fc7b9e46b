import { isSameJson, type JsonNode, type JsonObject } from '../kubernetes-storage/codec/json-tree.ts';

/** JSON with the text of which its nodes are parts. */
export interface JsonText {
  readonly text: string;
  readonly node: JsonNode;
}

/**
 * Returns edited JSON in the order, digits and escapes of its base. YAML shows none of these, so an edit changes only
 * what it is meant to. New members come last.
 */
export function mergeJson(base: JsonText, edited: JsonText): string {
  const { node } = edited;
  if (isSame(base.node, node)) return base.text.slice(base.node.start, base.node.end);
  if (node.kind === 'object' && base.node.kind === 'object') return mergeObjects(base, base.node, edited.text, node);
  if (node.kind === 'array' && base.node.kind === 'array') {
    const old = base.node.elements;
    const parts = node.elements.map((element, at) => {
      const counterpart = old[at];
      const one = { text: edited.text, node: element };
      return counterpart === undefined ? sliceOf(one) : mergeJson({ text: base.text, node: counterpart }, one);
    });
    return `[${parts.join(',')}]`;
  }
  return sliceOf(edited);
}

function mergeObjects(base: JsonText, old: JsonObject, text: string, edited: JsonObject): string {
  const kept = [...old.members].flatMap(([name, before]) => {
    const node = edited.members.get(name);
    if (node === undefined) return [];
    return [`${JSON.stringify(name)}:${mergeJson({ text: base.text, node: before }, { text, node })}`];
  });
  const added = [...edited.members].flatMap(([name, node]) =>
    old.members.has(name) ? [] : [`${JSON.stringify(name)}:${sliceOf({ text, node })}`],
  );
  return `{${[...kept, ...added].join(',')}}`;
}

function isSame(base: JsonNode, edited: JsonNode): boolean {
  if (isSameJson(base, edited)) return true;
  // `1.0` and `1` are the same number, which YAML prints in one form.
  return (
    base.kind === 'number' &&
    edited.kind === 'number' &&
    isFraction(base.text) &&
    Number(base.text) === Number(edited.text)
  );
}

function isFraction(digits: string): boolean {
  return /[.eE]|^-0$/.test(digits);
}

function sliceOf({ text, node }: JsonText): string {
  return text.slice(node.start, node.end);
}
