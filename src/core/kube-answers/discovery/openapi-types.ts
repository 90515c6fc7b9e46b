import type { FieldSchema, MessageSchema, Scalar, SpecialForm } from '../../kubernetes-storage/codec/schema.ts';

/** A schema of OpenAPI v3. */
export type OpenApiSchema = Readonly<Record<string, unknown>>;

const scalars: Readonly<Record<Scalar, OpenApiSchema>> = {
  string: { type: 'string' },
  bytes: { type: 'string', format: 'byte' },
  bool: { type: 'boolean' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  double: { type: 'number', format: 'double' },
};

const specials: Readonly<Record<SpecialForm, OpenApiSchema>> = {
  time: { type: 'string', format: 'date-time' },
  microtime: { type: 'string', format: 'date-time' },
  duration: { type: 'string' },
  rawjson: { type: 'object' },
  items: { type: 'array', items: { type: 'string' } },
  quantity: { type: 'string' },
  intstr: { type: 'string', format: 'int-or-string' },
  orbool: {},
  orarray: {},
  orstrings: {},
};

/** Collects the schemas of messages, and of all that they are made of. */
export class OpenApiTypes {
  readonly #schemas = new Map<string, OpenApiSchema>();

  /** The schemas by name, in the order they were met. */
  get schemas(): Readonly<Record<string, OpenApiSchema>> {
    return Object.fromEntries(this.#schemas);
  }

  /** Adds a message, and returns a reference to it. `facts`: what else its schema says. */
  reference(message: MessageSchema, facts: OpenApiSchema = {}): OpenApiSchema {
    const name = typeName(message.name);
    if (!this.#schemas.has(name)) {
      // Set before its fields are looked at: messages refer to themselves.
      this.#schemas.set(name, {});
      this.#schemas.set(name, { ...this.#schemaOf(message), ...facts });
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  #schemaOf(message: MessageSchema): OpenApiSchema {
    if (message.special !== null) return specials[message.special];
    return { type: 'object', description: '', properties: Object.fromEntries(this.#properties(message)) };
  }

  #properties(message: MessageSchema): readonly (readonly [string, OpenApiSchema])[] {
    return message.fields.flatMap((field) =>
      field.isInline && typeof field.type !== 'string'
        ? this.#properties(field.type)
        : [[field.name, this.#propertyOf(field)] as const],
    );
  }

  #propertyOf({ shape, type }: FieldSchema): OpenApiSchema {
    const value = typeof type === 'string' ? scalars[type] : this.reference(type);
    if (shape === 'list') return { type: 'array', items: value };
    return shape === 'map' ? { type: 'object', additionalProperties: value } : value;
  }
}

/** Returns the name of a message as OpenAPI has it: `io.k8s.api.core.v1.Pod`. */
function typeName(message: string): string {
  return message.replace(/^k8s\.io\./, 'io.k8s.');
}
