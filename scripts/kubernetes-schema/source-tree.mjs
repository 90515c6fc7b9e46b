import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readGoPackage } from './go-package.mjs';
import { readProto } from './proto-file.mjs';
import { specialMessages, wrappedList } from './special-messages.mjs';
import { flag } from './table.mjs';

/** @typedef {import('./table.mjs').Field} Field */
/** @typedef {import('./table.mjs').Message} Message */
/** @typedef {import('./proto-file.mjs').ProtoField} ProtoField */
/** @typedef {import('./go-package.mjs').GoField} GoField */
/** @typedef {{ readonly proto: import('./proto-file.mjs').ProtoFile, readonly go: import('./go-package.mjs').GoPackage }} Source */

/** Folders without API types of their own. */
const passedOver = new Set(['vendor', 'testdata', 'third_party', 'node_modules', '.git']);
/** Made up by Kubernetes for its own tests. */
const testPackage = /\.testapigroup\./;
const notRead = /(_test|\.pb|^zz_generated.*|_swagger_doc_generated)\.go$/;

/** @param {string} folder @returns {string[]} */
function protosUnder(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return passedOver.has(entry.name) ? [] : protosUnder(path);
      return entry.name === 'generated.proto' ? [path] : [];
    });
}

/** @param {string} path of a generated.proto @returns {Source} */
function readSource(path) {
  const folder = dirname(path);
  const files = readdirSync(folder).filter((name) => name.endsWith('.go') && !notRead.test(name));
  try {
    return {
      proto: readProto(readFileSync(path, 'utf8')),
      go: readGoPackage(files.sort().map((name) => readFileSync(join(folder, name), 'utf8'))),
    };
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : error}`);
  }
}

/** The folder of a package, as Go names it: `k8s.io/api/core/v1`. @param {string} protoPackage */
const goPath = (protoPackage) =>
  protoPackage
    .replace(/^k8s\.io\./, 'k8s.io/')
    .replace(/(?<!^k8s)\./g, '/')
    .replaceAll('_', '-');

/**
 * The facts of one release's Kubernetes API sources. Where its packages lie under the folders does not matter: each
 * generated.proto says its own package, and has its Go types beside it.
 * @param {readonly string[]} folders
 * @returns {import('./table.mjs').Table}
 */
export function readSources(folders) {
  /** @type {Map<string, Source>} */
  const sources = new Map();
  for (const path of folders.flatMap(protosUnder)) {
    const source = readSource(path);
    if (testPackage.test(`.${source.proto.package}.`)) continue;
    if (sources.has(source.proto.package))
      throw new Error(`${source.proto.package} is there twice, once in ${path}: give the sources of one release.`);
    sources.set(source.proto.package, source);
  }
  if (sources.size === 0)
    throw new Error(`There is no generated.proto under ${folders.join(', ')}: these are no Kubernetes API sources.`);

  const byGoPath = new Map([...sources].map(([name, { go }]) => [goPath(name), go]));
  /** @type {Map<string, string>} */
  const groups = new Map();
  /** @type {Map<string, Message>} */
  const messages = new Map();
  for (const { proto, go } of sources.values()) {
    if (go.apiVersion !== null && proto.messages.size > 0) groups.set(go.apiVersion, proto.package);
    for (const [name, fields] of proto.messages) {
      const fullName = `${proto.package}.${name}`;
      messages.set(fullName, readMessage(fullName, fields, structOf(name, go, byGoPath), go.slices.has(name)));
    }
  }
  return { groups, messages: markNullable(messages) };
}

/**
 * @param {string} name
 * @param {import('./go-package.mjs').GoPackage} go
 * @param {ReadonlyMap<string, import('./go-package.mjs').GoPackage>} byGoPath
 */
function structOf(name, go, byGoPath) {
  const other = go.otherNames.get(name);
  if (other === undefined) return go.structs.get(name);
  const end = other.lastIndexOf('.');
  const struct = byGoPath.get(other.slice(0, end))?.structs.get(other.slice(end + 1));
  if (struct === undefined) throw new Error(`${name} is a ${other}, which is in no source: give its folder too.`);
  return struct;
}

/**
 * @param {string} fullName
 * @param {readonly ProtoField[]} protoFields
 * @param {readonly GoField[] | undefined} struct
 * @param {boolean} isSlice
 * @returns {Message}
 */
function readMessage(fullName, protoFields, struct, isSlice) {
  const special = specialMessages.get(fullName) ?? (isSlice ? wrappedList : null);
  if (struct === undefined && special === null) throw new Error(`${fullName} has no Go struct beside its .proto.`);
  // Hand-written types write themselves: the fields of such a struct have no tags.
  const isHandWritten = special !== null || struct?.length === 0;
  const fields = protoFields.map((field) => {
    const goField = struct?.find(({ number }) => number === field.number);
    if (goField === undefined && !isHandWritten) throw new Error(`${fullName}.${field.name} has no Go field.`);
    return readField(field, goField);
  });
  return { special, fields };
}

/** @param {ProtoField} field @param {GoField | undefined} goField @returns {Field} */
function readField({ number, name, type, shape }, goField) {
  let flags = { single: 0, repeated: flag.repeated, map: flag.map }[shape];
  if (goField === undefined) return { number, name, type, flags };
  const { isPointer, isEmbedded, json, jsonOptions } = goField;
  if (isPointer) flags |= flag.pointer;
  if (jsonOptions.includes('omitempty')) flags |= flag.omitEmpty;
  if (jsonOptions.includes('omitzero')) flags |= flag.omitZero;
  // Kubernetes 1.36 dropped the word "inline" from its tags; an embedded struct without a name is what it means.
  const isInline = isEmbedded && !json;
  if (isInline) return { number, name: '', type, flags: flags | flag.inline };
  return { number, name: json === '-' ? name : json || goField.name, type, flags };
}

/** @param {ReadonlyMap<string, Message>} messages */
function markNullable(messages) {
  const isNullable = (/** @type {Field} */ { type, flags }) =>
    messages.get(type)?.special === wrappedList && (flags & (flag.repeated | flag.map | flag.pointer)) === 0;
  return new Map(
    [...messages].map(([name, { special, fields }]) => [
      name,
      {
        special,
        fields: fields.map((field) => (isNullable(field) ? { ...field, flags: field.flags | flag.nullable } : field)),
      },
    ]),
  );
}
