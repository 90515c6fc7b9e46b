import { once } from '../../once.ts';
import {
  type FieldSchema,
  type KubernetesSchema,
  type MessageSchema,
  type Scalar,
  type SpecialForm,
  wireTypeOf,
  wordBits,
} from './schema.ts';
import { wire } from './wire.ts';

const flag = {
  list: 1,
  map: 2,
  pointer: 4,
  omitEmpty: 8,
  omitZero: 16,
  inline: 32,
  nullable: 64,
  retired: 128,
} as const;

const letters: Readonly<Record<string, Scalar>> = {
  s: 'string',
  y: 'bytes',
  b: 'bool',
  i: 'int32',
  l: 'int64',
  d: 'double',
};
const specials: readonly SpecialForm[] = [
  ...(['time', 'microtime', 'duration', 'rawjson', 'items', 'quantity', 'intstr'] as const),
  ...(['orbool', 'orarray', 'orstrings'] as const),
];

/** The stored table, made by `scripts/kubernetes-schema`. */
interface StoredTable {
  /** The package of each apiVersion. */
  readonly g: Readonly<Record<string, string>>;
  /** The packages. */
  readonly p: readonly string[];
  /** The messages: the place of the package, the name, the special form or 0, and four entries a field. */
  readonly t: readonly (readonly [place: number, name: string, special: SpecialForm | 0, fields: readonly unknown[]])[];
}

/** Above any field number of Kubernetes, whose largest is in the forties. */
const highestNumber = 9999;

/** What is known of a message's fields. */
type Fields = Omit<MessageSchema, 'name' | 'special'>;

/**
 * A message whose fields are read when they are first asked for: of a thousand messages, few are ever met. A class, since
 * getters of an object that is made by a function would be closures of each.
 */
class StoredMessage implements MessageSchema {
  readonly name: string;
  readonly special: SpecialForm | null;
  readonly #fields: () => Fields;

  constructor(name: string, special: SpecialForm | null, read: (name: string) => Fields) {
    this.name = name;
    this.special = special;
    this.#fields = once(() => read(name));
  }

  get fields(): Fields['fields'] {
    return this.#fields().fields;
  }

  get byNumber(): Fields['byNumber'] {
    return this.#fields().byNumber;
  }

  get byName(): Fields['byName'] {
    return this.#fields().byName;
  }

  get ascending(): Fields['ascending'] {
    return this.#fields().ascending;
  }

  get shownAbsent(): Fields['shownAbsent'] {
    return this.#fields().shownAbsent;
  }

  get members(): Fields['members'] {
    return this.#fields().members;
  }
}

/**
 * Returns the schema of a stored table. Throws where it has another shape: the file was damaged after it was built. The
 * fields of a message are read, and throw then, when they are first asked for.
 */
export function parseSchema(table: unknown): KubernetesSchema {
  const { g, p, t } = storedTable(table);
  const messages: readonly MessageSchema[] = t.map(
    ([place, name, special, flat]) =>
      new StoredMessage(`${entry(p, place)}.${name}`, special === 0 ? null : special, (name) =>
        readFields(name, flat, messages),
      ),
  );
  return {
    packages: new Map(Object.entries(g)),
    messages: new Map(messages.map((message) => [message.name, message])),
  };
}

/**
 * Checks a table, except for the fields of its messages. By hand: a schema library takes longer for it than everything
 * else that the table needs.
 */
function storedTable(table: unknown): StoredTable {
  const { g, p, t } = Object(table) as Partial<Record<keyof StoredTable, unknown>>; // checked here
  if (!isTexts(g)) throw damaged('these apiVersions');
  if (!Array.isArray(p) || !p.every(isText)) throw damaged('these packages');
  if (!Array.isArray(t) || !t.every(isMessage)) throw damaged('these messages');
  return { g, p, t };
}

const isText = (value: unknown): value is string => typeof value === 'string';

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isText);
}

function isMessage(value: unknown): value is StoredTable['t'][number] {
  if (!Array.isArray(value) || value.length !== 4) return false;
  const [place, name, special, fields]: readonly unknown[] = value;
  const isSpecial = special === 0 || specials.some((each) => each === special);
  return isWithin(place, 0, Number.MAX_SAFE_INTEGER) && isText(name) && isSpecial && Array.isArray(fields);
}

function readFields(messageName: string, flat: readonly unknown[], messages: readonly MessageSchema[]): Fields {
  const fields: FieldSchema[] = [];
  const byNumber: (FieldSchema | undefined)[] = [];
  for (let at = 0; at < flat.length; at += 4) {
    const [number, name, type, flags] = flat.slice(at, at + 4);
    const isField = typeof name === 'string' && isWithin(number, 1, highestNumber) && isWithin(flags, 0, 255);
    if (!isField) throw damaged(`a field ${JSON.stringify(flat.slice(at, at + 4))} in ${messageName}`);
    const known = typeof type === 'number' ? entry(messages, type) : letters[String(type)];
    if (known === undefined) throw damaged(`the type ${type}`);
    const field = fieldSchema(number, name, known, flags, fields.length);
    fields.push(field);
    byNumber[number] = field;
  }
  return {
    fields,
    byNumber,
    byName: new Map(fields.map((field) => [field.name, field])),
    ascending: fields.toSorted((a, b) => a.number - b.number),
    shownAbsent: shownAbsentBits(fields),
    members: new Set(memberNames(fields)),
  };
}

function shownAbsentBits(fields: readonly FieldSchema[]): readonly number[] {
  const words = new Array<number>(Math.ceil(fields.length / wordBits)).fill(0);
  for (const { index, isShownAbsent } of fields) {
    const word = Math.trunc(index / wordBits);
    if (isShownAbsent) words[word] = (words[word] ?? 0) | (1 << (index % wordBits));
  }
  return words;
}

function memberNames(fields: readonly FieldSchema[]): readonly string[] {
  return fields.flatMap((field) =>
    field.isInline && typeof field.type !== 'string' ? memberNames(field.type.fields) : field.name,
  );
}

function fieldSchema(
  number: number,
  name: string,
  type: Scalar | MessageSchema,
  flags: number,
  place: number,
): FieldSchema {
  const has = (bit: number) => (flags & bit) !== 0;
  const shape = has(flag.map) ? 'map' : has(flag.list) ? 'list' : 'single';
  const isInline = has(flag.inline) && typeof type !== 'string';
  // Go distinguishes absent from zero for all but plain structs and numbers.
  const canBeNull = shape !== 'single' || type === 'bytes' || has(flag.pointer) || has(flag.nullable);
  const isPlainScalar = !canBeNull && typeof type === 'string';
  return {
    number,
    name,
    label: Buffer.from(`${JSON.stringify(name)}:`),
    index: place,
    shape,
    type,
    wireType: shape === 'map' ? wire.lengthDelimited : wireTypeOf(type),
    valueWireType: wireTypeOf(type),
    isAlwaysWritten: !canBeNull && !has(flag.retired),
    isShownAbsent: canBeNull && !has(flag.omitEmpty) && !has(flag.retired),
    isHiddenWhenZero:
      has(flag.omitZero) || (has(flag.omitEmpty) && (isPlainScalar || type === 'bytes' || has(flag.nullable))),
    isInline,
  };
}

function entry<T>(list: readonly T[], at: number): T {
  const found = list[at];
  if (found === undefined) throw damaged(`an entry ${at}`);
  return found;
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

function damaged(what: string): Error {
  return new Error(`The Kubernetes schema table should not have, or lacks, ${what}.`);
}
