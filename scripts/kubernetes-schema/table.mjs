/**
 * A field of the table: what the codec knows of it. `type` is a scalar's letter, or a message's full name.
 * @typedef {{ readonly number: number, readonly name: string, readonly type: string, readonly flags: number }} Field
 * @typedef {{ readonly special: string | null, readonly fields: readonly Field[] }} Message
 */

/**
 * The facts about Kubernetes' types: the package of each apiVersion, and each message by its full name.
 * @typedef {{ readonly groups: ReadonlyMap<string, string>, readonly messages: ReadonlyMap<string, Message> }} Table
 */

/**
 * The same as it is stored: packages `p`; messages `t`, each with its package's index, name, special form (or 0), and
 * fields flattened to number, JSON name, scalar's letter or message's index, flags.
 * @typedef {{ readonly g: Readonly<Record<string, string>>, readonly p: readonly string[],
 *   readonly t: readonly (readonly [number, string, string | 0, readonly (number | string)[]])[] }} StoredTable
 */

/** What sets a field apart, as bits. */
export const flag = {
  repeated: 1,
  map: 2,
  /** A Go pointer: written only when set. */
  pointer: 4,
  omitEmpty: 8,
  omitZero: 16,
  /** An embedded struct: its fields stand among its parent's. */
  inline: 32,
  /** A slice in Go, a message on the wire: may be absent. */
  nullable: 64,
  /** No longer in Kubernetes: written only when the JSON has it. */
  retired: 128,
};

/** @type {Table} */
export const emptyTable = { groups: new Map(), messages: new Map() };

const isMessage = (/** @type {string} */ type) => type.length > 1;

/** @param {string} name */
const split = (name) =>
  /** @type {const} */ ([name.slice(0, name.lastIndexOf('.')), name.slice(name.lastIndexOf('.') + 1)]);

const byName = (/** @type {readonly [string, unknown]} */ [a], /** @type {readonly [string, unknown]} */ [b]) =>
  a < b ? -1 : 1;

/**
 * The table as it is stored, sorted, so that the same facts are the same text. Throws where a field names a message that
 * the table does not have.
 * @param {Table} table
 * @returns {StoredTable}
 */
export function toStored({ groups, messages }) {
  const sorted = [...messages].sort(byName);
  const packages = [...new Set(sorted.map(([name]) => split(name)[0]))].sort();
  const indexOf = new Map(sorted.map(([name], index) => [name, index]));
  const typeOf = (/** @type {string} */ type, /** @type {string} */ where) => {
    const index = isMessage(type) ? indexOf.get(type) : type;
    if (index === undefined) throw new Error(`${where} is a ${type}, which is in no source: give its folder too.`);
    return index;
  };
  return {
    g: Object.fromEntries([...groups].sort(byName)),
    p: packages,
    t: sorted.map(([fullName, { special, fields }]) => {
      const [inPackage, name] = split(fullName);
      const flat = fields.flatMap(({ number, name, type, flags }) => [
        number,
        name,
        typeOf(type, `${fullName}.${name}`),
        flags,
      ]);
      return [packages.indexOf(inPackage), name, special ?? 0, flat];
    }),
  };
}

/** @param {StoredTable} stored @returns {Table} */
export function fromStored({ g, p, t }) {
  const names = t.map(([inPackage, name]) => `${p[inPackage]}.${name}`);
  const typeOf = (/** @type {number | string | undefined} */ type) =>
    String(typeof type === 'number' ? names[type] : type);
  return {
    groups: new Map(Object.entries(g)),
    messages: new Map(
      t.map(([, , special, flat], index) => {
        /** @type {Field[]} */
        const fields = [];
        for (let at = 0; at < flat.length; at += 4) {
          const [number, name, type, flags] = flat.slice(at, at + 4);
          fields.push({ number: Number(number), name: String(name), type: typeOf(type), flags: Number(flags) });
        }
        return [names[index] ?? '', { special: special === 0 ? null : special, fields }];
      }),
    ),
  };
}
