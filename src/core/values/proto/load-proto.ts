import type { Field, IParserResult, NamespaceBase, Root, Type } from 'protobufjs';
import { readPackageFile } from '../../assets/product-files.ts';
import { protoInvalid } from './proto-invalid.ts';
import { declarationLine, extendLine, importLine } from './proto-lines.ts';

/** A `.proto` file: its path, which is only a name here, and its text. */
export interface ProtoFile {
  readonly file: string;
  readonly text: string;
}

type Library = typeof import('protobufjs');

/**
 * Parses `.proto` files into one tree, with every name in it resolved. Reads no file: an import names one of the given
 * files, by the end of its path, or one that Google ships with protobuf. Fails with `ProtoInvalid`. The library parses
 * only; its encoders make code at run time, and drop what they do not know.
 */
export async function loadProto(files: readonly ProtoFile[]): Promise<Root> {
  const { default: library } = await import('protobufjs');
  const root = new library.Root();
  const known = new Set<string>();
  for (const [place, { file, text }] of files.entries()) {
    for (const path of parseInto(library, root, files, place)) {
      if (isAmong(files, path, { file, line: () => importLine(library.tokenize(text, false), path) })) continue;
      if (known.has(path)) continue;
      known.add(path);
      addShipped(library, root, path);
    }
  }
  requireFields(library, root, files);
  requireExtended(library, root, files);
  root.resolveAll();
  return root;
}

/** Returns the paths that the file imports. */
function parseInto(library: Library, root: Root, files: readonly ProtoFile[], place: number): readonly string[] {
  const { file, text } = fileAt(files, place);
  try {
    const { imports = [], weakImports = [] } = parse(library, root, text, place);
    return [...imports, ...weakImports];
  } catch (error) {
    const what = messageIn(error);
    const [, words, line] = /^([\s\S]*) \((?:\d+, )?line (\d+)\)$/.exec(what) ?? [];
    if (words !== undefined) throw protoInvalid(file, Number(line), wordsOf(words));
    throw protoInvalid(file, lineOf(library, files, place, what), wordsOf(what));
  }
}

/** Parses one file. Its place stands for its path, which may be anything, in what the parser says and makes. */
function parse(library: Library, root: Root, text: string, place: number): IParserResult {
  Reflect.set(library.parse, 'filename', String(place));
  return library.parse(text, root, { keepCase: true });
}

/** Some of the parser's failures have no line: it is that of the shortest beginning that fails in the same way. */
function lineOf(library: Library, files: readonly ProtoFile[], place: number, what: string): number {
  const lines = fileAt(files, place).text.split('\n');
  let good = 0;
  let bad = lines.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (failsAlike(lines.slice(0, middle).join('\n'))) bad = middle;
    else good = middle;
  }
  return bad;

  function failsAlike(beginning: string): boolean {
    const root = new library.Root();
    try {
      for (const [at, { text }] of files.slice(0, place).entries()) parse(library, root, text, at);
      parse(library, root, beginning, place);
      return false;
    } catch (error) {
      return messageIn(error) === what;
    }
  }
}

function fileAt(files: readonly ProtoFile[], place: number): ProtoFile {
  const found = files[place];
  if (found === undefined) throw new Error('no file has this place');
  return found;
}

const messageIn = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function wordsOf(what: string): string {
  if (what === 'max depth exceeded') return 'it is nested too deep';
  // The parser has no word for what comes behind the last one.
  return what.includes(" 'null'") ? 'the file ends too early' : what.replace(/^illegal /, 'unexpected ');
}

interface Importing {
  readonly file: string;
  readonly line: () => number | null;
}

/** Returns whether an import names one of the files; `false` where it names one that is shipped. */
function isAmong(files: readonly ProtoFile[], path: string, { file, line }: Importing): boolean {
  const found = files.filter((one) => isNamed(one.file, path));
  if (found.length > 1) throw protoInvalid(file, line(), `several of the files are "${path}"`);
  if (found.length === 1) return true;
  if (shipped.has(path)) return false;
  throw protoInvalid(file, line(), `it imports "${path}", which is not among the files`);
}

/** Returns whether a file's path ends with an imported one, which always has slashes. */
function isNamed(file: string, path: string): boolean {
  const slashed = file.replaceAll('\\', '/');
  return slashed === path || slashed.endsWith(`/${path}`);
}

const built = ['any', 'duration', 'empty', 'field_mask', 'struct', 'timestamp', 'wrappers'];
const beside = ['api', 'descriptor', 'source_context', 'type'];
const pathOf = (name: string): string => `google/protobuf/${name}.proto`;
const shipped: ReadonlySet<string> = new Set([...built, ...beside].map(pathOf));

function addShipped(library: Library, root: Root, path: string): void {
  const name = beside.find((one) => pathOf(one) === path);
  if (name === undefined) {
    root.addJSON(library.common.get(path)?.nested ?? {});
    return;
  }
  // The package's own file, whose shape is the library's.
  root.addJSON(JSON.parse(readPackageFile(`protobufjs/google/protobuf/${name}.json`)).nested);
}

/** The numbers that protobuf has for fields. */
const mostNumber = 2 ** 29 - 1;

function faultOf(library: Library, within: Type, { id, name, type }: Field): string | null {
  // The parser takes any number.
  if (id < 1 || id > mostNumber) return `${name} has the number ${id}, which no field can have`;
  const isKnown =
    Object.hasOwn(library.types.basic, type) || within.lookup(type, [library.Type, library.Enum]) !== null;
  return isKnown ? null : `there is no type ${type}`;
}

/** Fails for the first field that cannot be: its type is nowhere, or its number is none. */
function requireFields(library: Library, root: Root, files: readonly ProtoFile[]): void {
  for (const type of everyType(root)) {
    // What is shipped is of no file.
    if (type.filename === null) continue;
    for (const field of type.fieldsArray) {
      const fault = isExtension(field) ? null : faultOf(library, type, field);
      if (fault === null) continue;
      const { file, text } = fileAt(files, Number(type.filename));
      throw protoInvalid(file, declarationLine(library.tokenize(text, false), field.name, field.id), fault);
    }
  }
}

function requireExtended(library: Library, root: Root, files: readonly ProtoFile[]): void {
  const [lost] = root.deferred;
  if (lost === undefined) return;
  const message = lost.extend ?? '';
  const { file, text } = fileAt(files, Number(lost.filename));
  const line = extendLine(library.tokenize(text, false), message);
  throw protoInvalid(file, line, `there is no message ${message} to extend`);
}

/** Returns whether a field came to its message from outside. */
export function isExtension({ extend, declaringField }: Field): boolean {
  return extend !== undefined || declaringField !== null;
}

/** Returns every message of a tree, outer ones before those within. */
export function everyType(within: NamespaceBase): readonly Type[] {
  const found: Type[] = [];
  const open: NamespaceBase[] = [within];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (isType(at)) found.push(at);
    for (const nested of at.nestedArray.toReversed()) if (isNamespace(nested)) open.push(nested);
  }
  return found;
}

const isNamespace = (nested: object): nested is NamespaceBase => 'nestedArray' in nested;
const isType = (nested: object): nested is Type => 'fieldsArray' in nested && 'oneofsArray' in nested;
