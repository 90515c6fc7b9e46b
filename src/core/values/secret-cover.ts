import { type JsonNode, type JsonObject, readJson } from '../kubernetes/codec/json-tree.ts';
import { lastApplied } from '../kubernetes/objects/object-head.ts';

/** What stands in the place of secret data, followed by its size. No base64 has such characters. */
export const cover = '••••••••';

/** Far more than any object has, and few enough for the stack. */
const deepest = 500;
/** An annotation may hold the object as it was applied, and that one again. */
const deepestAnnotation = 4;

/**
 * Compact JSON with the data of every Secret in it covered: of the object itself, of those in a list, and of what
 * `kubectl apply` keeps of them. `null` where it cannot be told what is in it.
 */
export function coverSecrets(json: string): string | null {
  return coverWithin(json, 0);
}

function coverWithin(json: string, annotations: number): string | null {
  try {
    const root = readJson(json);
    return write(root, 0, false);
  } catch {
    return null;
  }

  function write(node: JsonNode, level: number, isSecret: boolean): string {
    if (level > deepest) throw new RangeError('nested too deep to be covered');
    switch (node.kind) {
      case 'object':
        return writeObject(node, level, isSecret);
      case 'array':
        return `[${node.elements.map((element) => write(element, level + 1, isSecret)).join(',')}]`;
      default:
        return json.slice(node.start, node.end);
    }
  }

  /** `isListed`: an element of a SecretList, which need not name its kind. */
  function writeObject({ members }: JsonObject, level: number, isListed: boolean): string {
    const kind = textIn(members.get('kind'));
    const isSecret = isListed || kind === 'Secret';
    const parts = [...members].map(([name, value]) => {
      const label = JSON.stringify(name);
      if (isSecret && (name === 'data' || name === 'stringData'))
        return `${label}:${coverData(value, name === 'data' ? base64Size : Buffer.byteLength)}`;
      if (isSecret && name === 'metadata') return `${label}:${writeMetadata(value, level + 1)}`;
      return `${label}:${write(value, level + 1, kind === 'SecretList' && name === 'items')}`;
    });
    return `{${parts.join(',')}}`;
  }

  function writeMetadata(node: JsonNode, level: number): string {
    if (node.kind !== 'object') return write(node, level, false);
    const parts = [...node.members].map(([name, value]) => {
      const isAnnotated = name === 'annotations' && value.kind === 'object';
      return `${JSON.stringify(name)}:${isAnnotated ? writeAnnotations(value, level) : write(value, level, false)}`;
    });
    return `{${parts.join(',')}}`;
  }

  function writeAnnotations({ members }: JsonObject, level: number): string {
    const parts = [...members].map(([name, value]) => {
      const written = name === lastApplied ? coverApplied(value) : write(value, level, false);
      return `${JSON.stringify(name)}:${written}`;
    });
    return `{${parts.join(',')}}`;
  }

  function coverApplied(node: JsonNode): string {
    const text = textIn(node);
    const covered = text === null || annotations >= deepestAnnotation ? null : coverApplication(text);
    return JSON.stringify(covered ?? cover);
  }

  /** What was applied need not name its kind: it is a Secret, for the object is one. */
  function coverApplication(text: string): string | null {
    const isObject = /^\s*\{/.test(text);
    const covered = isObject ? coverWithin(`{"kind":"SecretList","items":[${text}]}`, annotations + 1) : null;
    return covered === null ? null : `${covered.slice('{"kind":"SecretList","items":['.length, -2)}\n`;
  }
}

function coverData(node: JsonNode, sizeOf: (text: string) => number): string {
  if (node.kind !== 'object') return node.kind === 'null' ? 'null' : JSON.stringify(cover);
  const parts = [...node.members].map(([name, value]) => {
    const text = textIn(value);
    return `${JSON.stringify(name)}:${JSON.stringify(text === null ? cover : coverText(text, sizeOf))}`;
  });
  return `{${parts.join(',')}}`;
}

/** What is covered already stays as it is. */
function coverText(text: string, sizeOf: (text: string) => number): string {
  if (/^•{8}(?: \(\d+ bytes?\))?$/.test(text)) return text;
  const size = sizeOf(text);
  return `${cover} (${size} ${size === 1 ? 'byte' : 'bytes'})`;
}

function base64Size(text: string): number {
  return Math.floor((text.replace(/[=\s]+$/, '').length * 3) / 4);
}

function textIn(node: JsonNode | undefined): string | null {
  return node?.kind === 'string' ? node.value : null;
}
