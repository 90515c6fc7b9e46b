import described from './messages.json' with { type: 'json' };

/** How a field's value is kept: as itself in an object, and as which wire type in bytes. */
export type FieldKind = 'int64' | 'uint64' | 'uint32' | 'bool' | 'string' | 'bytes' | 'enum' | 'message';

/** The names of an enum by number, and the other way. */
export interface EnumNames {
  readonly names: ReadonlyMap<number, string>;
  readonly numbers: ReadonlyMap<string, number>;
}

/** A field of a message. */
export interface FieldShape {
  readonly id: number;
  readonly name: string;
  readonly kind: FieldKind;
  readonly isRepeated: boolean;
  /** The field that says which one of several is set; `null` for a field of its own. */
  readonly oneof: string | null;
  /** Of an `enum`. */
  readonly enumNames: EnumNames | null;
  /** Of a `message`: described when it is first met, because a transaction may hold transactions. */
  readonly message: () => MessageShape;
}

/** A message of etcd's proto files. */
export interface MessageShape {
  /** In the order in which they are written, by number. */
  readonly fields: readonly FieldShape[];
  readonly byId: readonly (FieldShape | undefined)[];
  /** What a field has that no byte sets: not the lists, of which every object has its own. */
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly lists: readonly string[];
}

/** A message as `messages.json` has it. */
interface DescribedMessage {
  readonly fields: Readonly<Record<string, { readonly type: string; readonly id: number; readonly rule?: string }>>;
  readonly nested?: Readonly<Record<string, Described | undefined>>;
  readonly oneofs?: Readonly<Record<string, { readonly oneof: readonly string[] }>>;
}

interface DescribedEnum {
  readonly values: Readonly<Record<string, number>>;
}

type Described = DescribedMessage | DescribedEnum;

/** The proto files' messages and enums, by package. */
const packages: Readonly<Record<string, Readonly<Record<string, Described | undefined>> | undefined>> =
  described.messages;

/** The messages that were asked for so far: a command needs few of them. */
const shapes = new Map<DescribedMessage, MessageShape>();

/** Returns a message's shape by a name of the proto files, read in a package. */
export function messageShape(name: string, pkg: string): MessageShape {
  const found = find(name, pkg);
  if (found === null || 'values' in found.described) throw new Error(`etcd's proto files have no ${name}`);
  const known = shapes.get(found.described);
  if (known !== undefined) return known;
  const shape = shapeOf(found.described, found.pkg);
  shapes.set(found.described, shape);
  return shape;
}

function find(name: string, pkg: string): { readonly pkg: string; readonly described: Described } | null {
  const [first = '', second] = name.split('.');
  const own = packages[pkg]?.[first];
  if (own !== undefined) return { pkg, described: own };
  const elsewhere = second === undefined ? undefined : packages[first]?.[second];
  return elsewhere === undefined ? null : { pkg: first, described: elsewhere };
}

const scalars: ReadonlySet<string> = new Set<FieldKind>(['int64', 'uint64', 'uint32', 'bool', 'string', 'bytes']);

function shapeOf(message: DescribedMessage, pkg: string): MessageShape {
  const oneofs = Object.entries(message.oneofs ?? {});
  const fields = Object.entries(message.fields).map(([name, { type, id, rule }]): FieldShape => {
    const oneof = oneofs.find(([, one]) => one.oneof.includes(name))?.[0] ?? null;
    const own = { id, name, isRepeated: rule === 'repeated', oneof, message: () => messageShape(type, pkg) };
    // The scalars are kinds by their own names.
    if (scalars.has(type)) return { ...own, kind: type as FieldKind, enumNames: null };
    const named = message.nested?.[type] ?? find(type, pkg)?.described;
    if (named === undefined) throw new Error(`etcd's proto files have no ${type}`);
    return 'values' in named
      ? { ...own, kind: 'enum', enumNames: enumNames(named) }
      : { ...own, kind: 'message', enumNames: null };
  });
  fields.sort((a, b) => a.id - b.id);
  const byId: (FieldShape | undefined)[] = [];
  for (const field of fields) byId[field.id] = field;
  const single = fields.filter(({ isRepeated, oneof }) => !isRepeated && oneof === null);
  return {
    fields,
    byId,
    defaults: Object.fromEntries(single.map((field) => [field.name, defaultOf(field)])),
    lists: fields.filter(({ isRepeated }) => isRepeated).map(({ name }) => name),
  };
}

function enumNames({ values }: DescribedEnum): EnumNames {
  const entries = Object.entries(values);
  return { names: new Map(entries.map(([name, number]) => [number, name])), numbers: new Map(entries) };
}

const noBytes = Buffer.alloc(0);

function defaultOf({ kind, enumNames: known }: FieldShape): unknown {
  switch (kind) {
    case 'int64':
    case 'uint64':
      return '0';
    case 'uint32':
      return 0;
    case 'bool':
      return false;
    case 'string':
      return '';
    case 'bytes':
      return noBytes;
    case 'enum':
      return known?.names.get(0) ?? 0;
    case 'message':
      return null;
  }
}
