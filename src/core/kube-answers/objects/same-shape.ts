import type { FieldSchema, KubernetesSchema, MessageSchema } from '../../kubernetes-storage/codec/schema.ts';
import { messageOf } from '../../kubernetes-storage/codec/schema.ts';

const known = new WeakMap<MessageSchema, WeakMap<MessageSchema, boolean>>();

/**
 * Returns whether two messages are one and the same to a reader: the same fields, by number, name, type and how they are
 * printed, also within. An object of one is then an object of the other, whatever versions they are of.
 */
export function isSameShape(one: MessageSchema, other: MessageSchema): boolean {
  const answers = known.get(one) ?? new WeakMap<MessageSchema, boolean>();
  known.set(one, answers);
  const answer = answers.get(other) ?? compare(one, other, new Set());
  answers.set(other, answer);
  return answer;
}

/** Returns whether a kind has the same shape in two versions; `false` where the schema lacks one of them. */
export function isSameInVersions(schema: KubernetesSchema, kind: string, one: string, other: string): boolean {
  const [a, b] = [messageOf(schema, one, kind), messageOf(schema, other, kind)];
  return a !== undefined && b !== undefined && isSameShape(a, b);
}

/** `assumed`: the pairs that are being compared further out, since messages refer to themselves. */
function compare(one: MessageSchema, other: MessageSchema, assumed: Set<string>): boolean {
  if (one === other) return true;
  const pair = `${one.name} ${other.name}`;
  if (assumed.has(pair)) return true;
  assumed.add(pair);
  if (one.special !== other.special || one.fields.length !== other.fields.length) return false;
  return one.fields.every((field, place) => {
    const counterpart = other.fields[place];
    return counterpart !== undefined && isSameField(field, counterpart, assumed);
  });
}

function isSameField(one: FieldSchema, other: FieldSchema, assumed: Set<string>): boolean {
  return (
    one.number === other.number &&
    one.name === other.name &&
    one.shape === other.shape &&
    one.isAlwaysWritten === other.isAlwaysWritten &&
    one.isInline === other.isInline &&
    one.isShownAbsent === other.isShownAbsent &&
    one.isHiddenWhenZero === other.isHiddenWhenZero &&
    (typeof one.type === 'string' || typeof other.type === 'string'
      ? one.type === other.type
      : compare(one.type, other.type, assumed))
  );
}
