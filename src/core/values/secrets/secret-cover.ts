import { withoutEnd } from '../../../contract/text-end.ts';
import { type JsonArray, type JsonNode, type JsonObject, readJson } from '../../kubernetes-storage/codec/json-tree.ts';
import { deepestJson } from './json-secrets.ts';
import { isHarmless, isSecretAlone } from './secret-annotations.ts';
import { cover, coverOf, isCover } from './secret-marks.ts';
import { folded, isAnnotations, isData, isPlainNode, kindOf, listsSecrets } from './secret-members.ts';

/** An annotation may hold the applied object, whose annotation holds an earlier one, and so on. */
const deepestApplied = 4;

/** The characters of base64, base64url and hexadecimal. */
const digits = /^[0-9A-Za-z+/=_-]*$/;

/** Covers a text within JSON; `null` where there is nothing to cover. */
export type CoverText = (text: string) => string | null;

/**
 * Returns compact JSON with the data of every Secret in it covered: in the object itself, in the elements of a list,
 * and in a Secret's annotations. `coverText` covers all other texts. `null` where the JSON cannot be parsed, or is
 * nested too deep.
 */
export function coverSecrets(json: string, coverText: CoverText): string | null {
  return coverWithin(json, coverText, false, 0);
}

/** `isListed`: a Secret that need not name its kind. `applied`: the number of enclosing annotations. */
function coverWithin(json: string, coverText: CoverText, isListed: boolean, applied: number): string | null {
  try {
    const root = readJson(json);
    // An annotation counts as an object only if it has no members but a Secret's.
    if (applied > 0 && !(root.kind === 'object' && isSecretAlone(root))) return null;
    return write(root, 0, isListed);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return null;
    throw error;
  }

  function write(node: JsonNode, level: number, isSecret: boolean): string {
    if (level > deepestJson) throw new RangeError('nested too deep to be covered');
    switch (node.kind) {
      case 'object':
        return writeObject(node, level, isSecret);
      case 'array':
        return writeArray(node, level, isSecret);
      case 'string': {
        const covered = coverText(node.value);
        return covered === null ? json.slice(node.start, node.end) : JSON.stringify(covered);
      }
      default:
        return json.slice(node.start, node.end);
    }
  }

  function writeArray({ elements }: JsonArray, level: number, isSecret: boolean): string {
    const texts = elements.map((element) => (element.kind === 'string' ? coverText(element.value) : null));
    // One base64 text may be split into lines.
    const isPacked = texts.some((text) => text !== null && isCover(text));
    const parts = elements.map((element, place) => {
      if (element.kind !== 'string') return write(element, level + 1, isSecret);
      const text = texts[place] ?? (isPacked && digits.test(element.value) ? cover : null);
      return text === null ? json.slice(element.start, element.end) : JSON.stringify(text);
    });
    return `[${parts.join(',')}]`;
  }

  function writeObject(object: JsonObject, level: number, isElement: boolean): string {
    const kind = kindOf(object);
    const isSecret = isElement || kind === 'Secret';
    return writeMembers(object, (name, value) => {
      if (isSecret && isData(name)) return coverData(value, folded(name) === 'data');
      if (isSecret && folded(name) === 'metadata' && value.kind === 'object') return writeMetadata(value, level + 1);
      // Written without escapes, so that the covered object is recognised by it.
      if ((isSecret || kind === 'SecretList') && value.kind === 'string' && value.value === kind)
        return JSON.stringify(kind);
      return write(value, level + 1, listsSecrets(kind, name));
    });
  }

  function writeMetadata(metadata: JsonObject, level: number): string {
    return writeMembers(metadata, (name, value) =>
      isAnnotations(name) ? writeAnnotations(value, level) : write(value, level, false),
    );
  }

  function writeAnnotations(node: JsonNode, level: number): string {
    if (node.kind !== 'object') return isPlainNode(node) ? write(node, level, false) : JSON.stringify(cover);
    return writeMembers(node, (name, text) => writeAnnotation(name, text, level));
  }

  function writeAnnotation(name: string, node: JsonNode, level: number): string {
    if (isPlainNode(node)) return write(node, level, false);
    if (node.kind !== 'string') return JSON.stringify(cover);
    if (isCover(node.value) || isHarmless(name, node.value)) return write(node, level, false);
    return JSON.stringify((applied < deepestApplied ? coverApplied(node.value) : null) ?? cover);
  }

  /** Covers the applied object in a Secret's annotation, which is a Secret too and need not name its kind. */
  function coverApplied(text: string): string | null {
    if (!text.trimStart().startsWith('{')) return null;
    const covered = coverWithin(text, coverText, true, applied + 1);
    return covered === null ? null : covered + endOf(text);
  }

  function writeMembers({ members }: JsonObject, writeValue: (name: string, value: JsonNode) => string): string {
    const parts = [...members].map(
      ([name, value]) => `${JSON.stringify(coverText(name) ?? name)}:${writeValue(name, value)}`,
    );
    return `{${parts.join(',')}}`;
  }
}

/** Returns the line break at the end of a program's JSON. */
function endOf(text: string): string {
  return text.endsWith('\n') ? '\n' : '';
}

function coverData(node: JsonNode, isBase64: boolean): string {
  if (node.kind !== 'object') return node.kind === 'null' ? 'null' : JSON.stringify(cover);
  const parts = [...node.members].map(([name, value]) => {
    const text = value.kind === 'string' ? value.value : null;
    const covered = text === null ? cover : coverOf(text, isBase64 ? base64Size(text) : Buffer.byteLength(text));
    return `${JSON.stringify(name)}:${JSON.stringify(covered)}`;
  });
  return `{${parts.join(',')}}`;
}

/** Returns the decoded size of base64, without decoding it. */
function base64Size(text: string): number {
  return Math.floor((withoutEnd(text, (character) => '= \t\r\n'.includes(character)).length * 3) / 4);
}
