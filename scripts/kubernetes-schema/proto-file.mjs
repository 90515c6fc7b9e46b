/**
 * A field as a .proto says it. `type` is a scalar's letter (those of the table), or a message's full name.
 * @typedef {{ readonly number: number, readonly name: string, readonly type: string,
 *   readonly shape: 'single' | 'repeated' | 'map' }} ProtoField
 * @typedef {{ readonly package: string, readonly messages: ReadonlyMap<string, readonly ProtoField[]> }} ProtoFile
 */

/** The scalars that Kubernetes stores. @type {ReadonlyMap<string, string>} */
const letters = new Map([
  ['string', 's'],
  ['bytes', 'y'],
  ['bool', 'b'],
  ['int32', 'i'],
  ['int64', 'l'],
  ['double', 'd'],
]);

const patterns = {
  field: /^(optional|repeated)\s+([\w.]+)\s+(\w+)\s*=\s*(\d+);$/,
  map: /^map<string,\s*([\w.]+)>\s+(\w+)\s*=\s*(\d+);$/,
  message: /^message\s+(\w+)\s*\{$/,
  package: /^package\s+([\w.]+);$/,
  preamble: /^(syntax|import|option)\b/,
};

/** @param {string} text the lines keep their numbers */
const withoutComments = (text) => text.replace(/\/\/.*|\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ''));

/** @param {string} type @param {string} inPackage */
function typeOf(type, inPackage) {
  const letter = letters.get(type);
  if (letter !== undefined) return letter;
  if (type.includes('.')) return type.replace(/^\./, '');
  // A message begins with a capital; what is left is a scalar that no Kubernetes type has had so far.
  if (!/^[A-Z]/.test(type)) throw new Error(`the table has no letter for the scalar ${type}`);
  return `${inPackage}.${type}`;
}

/**
 * Reads a generated.proto, which go-to-protobuf writes in one plain form. Anything else in it is an error, so that a new
 * form is learnt and not passed over.
 * @param {string} text
 * @returns {ProtoFile}
 */
export function readProto(text) {
  let inPackage = '';
  /** @type {Map<string, ProtoField[]>} */
  const messages = new Map();
  /** @type {ProtoField[] | null} */
  let fields = null;
  for (const [index, raw] of withoutComments(text).split('\n').entries()) {
    const line = raw.trim();
    if (line === '') continue;
    try {
      if (fields === null) {
        const name = patterns.message.exec(line)?.[1];
        if (name !== undefined) {
          fields = [];
          messages.set(name, fields);
        } else {
          const named = patterns.package.exec(line)?.[1];
          if (named === undefined && !patterns.preamble.test(line)) throw new Error('not understood');
          inPackage = named ?? inPackage;
        }
      } else if (line === '}') {
        fields = null;
      } else {
        fields.push(readField(line, inPackage));
      }
    } catch (error) {
      const why = error instanceof Error ? error.message : error;
      throw new Error(`line ${index + 1}: ${why}: ${line}`);
    }
  }
  return { package: inPackage, messages };
}

/** @param {string} line @param {string} inPackage @returns {ProtoField} */
function readField(line, inPackage) {
  const [, label, type, name, number] = patterns.field.exec(line) ?? [];
  if (type !== undefined && name !== undefined) {
    const shape = label === 'repeated' ? 'repeated' : 'single';
    return { number: Number(number), name, type: typeOf(type, inPackage), shape };
  }
  const [, valueType, mapName, mapNumber] = patterns.map.exec(line) ?? [];
  if (valueType === undefined || mapName === undefined) throw new Error('not understood');
  return { number: Number(mapNumber), name: mapName, type: typeOf(valueType, inPackage), shape: 'map' };
}
