/**
 * A field of a Go struct. `json` is the name in its JSON tag, `null` without such a tag; `number` is the protobuf field.
 * @typedef {{ readonly name: string, readonly number: number, readonly isPointer: boolean, readonly isEmbedded: boolean,
 *   readonly json: string | null, readonly jsonOptions: readonly string[] }} GoField
 */

/**
 * What the Go files of one folder declare. Another name for a type is `package path.Name`.
 * @typedef {{ readonly structs: ReadonlyMap<string, readonly GoField[]>, readonly slices: ReadonlySet<string>,
 *   readonly otherNames: ReadonlyMap<string, string>, readonly apiVersion: string | null }} GoPackage
 */

const literalOrComment = /`[^`]*`|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

const withoutComments = (/** @type {string} */ source) =>
  source.replace(literalOrComment, (found) => (found.startsWith('//') || found.startsWith('/*') ? '' : found));

/** Whether a file is built only on request. @param {string} source */
const isOptional = (source) => /^\/\/go:build (?!!)/m.test(source);

/** @param {string} tags @param {string} key */
const tag = (tags, key) => new RegExp(`\\b${key}:"([^"]*)"`).exec(tags)?.[1]?.split(',');

/** The fields that protobuf knows: gofmt puts each on a separate line. @param {string} body @returns {GoField[]} */
function readFields(body) {
  return body.split('\n').flatMap((line) => {
    const [, declared, tags = ''] = /^\s*(\S.*?)\s*`([^`]*)`\s*$/.exec(line) ?? [];
    const number = tag(tags, 'protobuf')?.[1];
    if (declared === undefined || number === undefined) return [];
    const [name = '', type] = declared.split(/\s+/);
    const [json = null, ...jsonOptions] = tag(tags, 'json') ?? [];
    return [
      {
        name: type === undefined ? (name.split('.').pop() ?? name).replace('*', '') : name,
        number: Number(number),
        isPointer: (type ?? name).startsWith('*'),
        isEmbedded: type === undefined,
        json,
        jsonOptions,
      },
    ];
  });
}

/** The paths of imported packages, by the names that the file knows them by. @param {string} source */
function importsOf(source) {
  const block = /^import \(\n([\s\S]*?)^\)/m.exec(source)?.[1] ?? /^import (.*)$/m.exec(source)?.[1] ?? '';
  return new Map(
    [...block.matchAll(/^\s*(\w+)?\s*"([^"]+)"/gm)].map(([, name, path = '']) => [
      name ?? path.slice(path.lastIndexOf('/') + 1),
      path,
    ]),
  );
}

/**
 * Reads what Go's struct tags say and a .proto does not.
 * @param {readonly string[]} sources the Go files of one folder
 * @returns {GoPackage}
 */
export function readGoPackage(sources) {
  /** @type {Map<string, GoField[]>} */
  const structs = new Map();
  /** @type {Set<string>} */
  const slices = new Set();
  /** @type {Map<string, string>} */
  const otherNames = new Map();
  /** @type {string | undefined} */
  let group;
  /** @type {string | undefined} */
  let version;
  for (const source of sources.filter((source) => !isOptional(source)).map(withoutComments)) {
    for (const [, name = '', body = ''] of source.matchAll(/^type (\w+) struct ?\{(?:\n([\s\S]*?)^)?\}/gm)) {
      structs.set(name, readFields(body));
    }
    for (const [, name = ''] of source.matchAll(/^type (\w+) \[\]/gm)) slices.add(name);
    const imports = importsOf(source);
    for (const [, name = '', from = '', type] of source.matchAll(/^type (\w+) (?:= )?(\w+)\.(\w+)$/gm)) {
      otherNames.set(name, `${imports.get(from) ?? from}.${type}`);
    }
    group ??= /\bGroupName\s*=\s*"([^"]*)"/.exec(source)?.[1];
    version ??= /\bSchemeGroupVersion\s*=\s*schema\.GroupVersion\{[^}]*\bVersion:\s*"([^"]+)"/.exec(source)?.[1];
  }
  const apiVersion = version === undefined ? null : [group, version].filter(Boolean).join('/');
  return { structs, slices, otherNames, apiVersion };
}
