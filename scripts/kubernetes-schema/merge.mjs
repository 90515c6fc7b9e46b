import { retiredFields } from './retired-fields.mjs';
import { flag } from './table.mjs';

/** @typedef {import('./table.mjs').Field} Field */
/** @typedef {import('./table.mjs').Message} Message */
/** @typedef {import('./table.mjs').Table} Table */

const isRetired = (/** @type {Field} */ { flags }) => (flags & flag.retired) !== 0;

/** @param {readonly Field[]} fields @param {number} number */
const has = (fields, number) => fields.some((field) => field.number === number);

/**
 * The live fields that a table has and a source has not, of the messages that both have. A newer release has them all, but
 * for those that it retired.
 * @param {Table} table
 * @param {Table} source
 */
export function lackingFields(table, source) {
  return [...source.messages].flatMap(([name, { fields }]) =>
    (table.messages.get(name)?.fields ?? [])
      .filter((field) => !isRetired(field) && !has(fields, field.number))
      .map((field) => `${name}.${field.name}`),
  );
}

/**
 * The facts of both: nothing that either knows is lost, and where they differ the newer one is right.
 * @param {Table} older
 * @param {Table} newer
 * @returns {Table}
 */
export function merge(older, newer) {
  const messages = new Map(older.messages);
  for (const [name, message] of newer.messages) {
    const before = messages.get(name);
    messages.set(name, before === undefined ? message : mergeMessage(before, message));
  }
  return retire({ groups: new Map([...older.groups, ...newer.groups]), messages });
}

/** @param {Message} older @param {Message} newer @returns {Message} */
function mergeMessage(older, newer) {
  const fields = [...newer.fields];
  for (const [index, field] of older.fields.entries()) {
    if (has(fields, field.number)) continue;
    // JSON shows fields in the order of the struct: behind its neighbour is where this one was.
    const before = older.fields[index - 1];
    const at = before === undefined ? -1 : fields.findIndex(({ number }) => number === before.number);
    fields.splice(at + 1, 0, field);
  }
  return { special: newer.special, fields };
}

/** Marks what is retired, and puts it behind what is not. @param {Table} table @returns {Table} */
function retire({ groups, messages }) {
  const result = new Map(messages);
  for (const [name, retired] of retiredFields) {
    const message = messages.get(name);
    if (message === undefined) continue;
    const known = retired.filter(({ type }) => type.length === 1 || messages.has(type));
    const live = message.fields.filter(({ number }) => !has(known, number));
    result.set(name, { ...message, fields: [...live, ...known] });
  }
  return { groups, messages: result };
}
