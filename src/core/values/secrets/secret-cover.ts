import { withoutEnd } from '../../../contract/text-end.ts';
import { type JsonNode, type JsonObject, readJson } from '../../kubernetes/codec/json-tree.ts';
import { lastApplied } from '../../kubernetes/objects/object-head.ts';
import { deepestJson } from './json-secrets.ts';
import { cover, coverOf, isCover } from './secret-marks.ts';
import { isData, kindOf, listsSecrets } from './secret-members.ts';

/** An annotation may hold the object as it was applied, and that one again. */
const deepestApplied = 4;

/** Returns a text within JSON covered; `null` where nothing of it has to be. */
export type CoverText = (text: string) => string | null;

/**
 * Returns compact JSON with the data of every Secret in it covered: of the object itself, of the elements of a list,
 * and of what a Secret's annotations keep of it. Every other text is what `coverText` returns. `null` where the JSON
 * cannot be parsed, or is nested too deep.
 */
export function coverSecrets(json: string, coverText: CoverText): string | null {
  return coverWithin(json, coverText, false, 0);
}

/** `isListed`: a Secret that need not name its kind. `applied`: in how many annotations it lies. */
function coverWithin(json: string, coverText: CoverText, isListed: boolean, applied: number): string | null {
  try {
    return write(readJson(json), 0, isListed);
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
        return `[${node.elements.map((element) => write(element, level + 1, isSecret)).join(',')}]`;
      case 'string': {
        const covered = coverText(node.value);
        return covered === null ? json.slice(node.start, node.end) : JSON.stringify(covered);
      }
      default:
        return json.slice(node.start, node.end);
    }
  }

  function writeObject(object: JsonObject, level: number, isElement: boolean): string {
    const kind = kindOf(object);
    const isSecret = isElement || kind === 'Secret';
    return writeMembers(object, (name, value) => {
      if (isSecret && isData(name)) return coverData(value, name.toLowerCase() === 'data');
      if (isSecret && name === 'metadata' && value.kind === 'object') return writeMetadata(value, level + 1);
      // Spelled out, so that what is covered is known by it.
      if ((isSecret || kind === 'SecretList') && value.kind === 'string' && value.value === kind)
        return JSON.stringify(kind);
      return write(value, level + 1, listsSecrets(kind, name));
    });
  }

  function writeMetadata(metadata: JsonObject, level: number): string {
    return writeMembers(metadata, (name, value) =>
      name === 'annotations' && value.kind === 'object'
        ? writeMembers(value, (annotation, text) => writeAnnotation(annotation, text, level))
        : write(value, level, false),
    );
  }

  function writeAnnotation(name: string, node: JsonNode, level: number): string {
    if (node.kind !== 'string' || isCover(node.value)) return write(node, level, false);
    const covered = applied < deepestApplied ? coverApplied(node.value) : null;
    if (covered !== null) return JSON.stringify(covered);
    return name === lastApplied ? JSON.stringify(cover) : write(node, level, false);
  }

  /** The object as it was applied, of a Secret: it is one too, and need not name its kind. */
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

/** The line break that a program ends its JSON with. */
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

/** Of the bytes that base64 stands for, without decoding it. */
function base64Size(text: string): number {
  return Math.floor((withoutEnd(text, (character) => '= \t\r\n'.includes(character)).length * 3) / 4);
}
