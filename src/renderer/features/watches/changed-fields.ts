import type { DecodedValue } from '../../../contract/values.ts';

/** One field that differs between two texts; `null`: it is not there. */
export interface ChangedField {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Counters that every write of an object moves: other changes are listed before them. */
const counters: readonly string[] = ['metadata.generation', 'metadata.resourceVersion', 'status.observedGeneration'];

/** Returns the fields that differ between two texts of a value, in their order, counters last. */
export function changedFields(
  before: Pick<DecodedValue, 'text' | 'language'>,
  after: Pick<DecodedValue, 'text' | 'language'>,
): readonly ChangedField[] {
  const was = fieldsOf(before);
  const is = fieldsOf(after);
  const changed = [...is].flatMap(([path, text]) => {
    const old = was.get(path) ?? null;
    return old === text ? [] : [{ path, before: old, after: text }];
  });
  const gone = [...was].flatMap(([path, text]) => (is.has(path) ? [] : [{ path, before: text, after: null }]));
  const all = [...changed, ...gone];
  const isCounter = ({ path }: ChangedField): boolean => counters.includes(path);
  return [...all.filter((field) => !isCounter(field)), ...all.filter(isCounter)];
}

function fieldsOf({ text, language }: Pick<DecodedValue, 'text' | 'language'>): ReadonlyMap<string, string> {
  if (language === 'yaml') return yamlFields(text);
  const fields = new Map<string, string>();
  if (language === 'json') addJson(fields, '', parsed(text));
  return fields;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function addJson(fields: Map<string, string>, path: string, value: unknown): void {
  if (typeof value !== 'object' || value === null) {
    if (value !== undefined) fields.set(path, typeof value === 'string' ? value : JSON.stringify(value));
    return;
  }
  const isList = Array.isArray(value);
  for (const [name, member] of Object.entries(value)) {
    addJson(fields, isList ? `${path}[${name}]` : join(path, name), member);
  }
}

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

/** What encloses a line: a name with members further in, or an item of a list. */
interface Enclosing {
  readonly indent: number;
  readonly path: string;
  readonly isItem: boolean;
  /** It has its text on its own line; what is further in goes on with it. */
  readonly isLeaf: boolean;
}

/**
 * The fields of a text as core lays YAML out: a member a line, in blocks. What is laid out in another way is taken for a
 * part of the field above it, and still differs where it differs.
 */
function yamlFields(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  const items = new Map<string, number>();
  const stack: Enclosing[] = [];
  for (const line of text.replace(/\n$/, '').split('\n')) {
    let content = line.trimStart();
    let indent = line.length - content.length;
    const top = stack.at(-1);
    if (top?.isLeaf && (content === '' || indent > top.indent)) {
      goOn(fields, top.path, content);
      continue;
    }
    if (content === '' || content === '---') continue;
    while (content === '-' || content.startsWith('- ')) {
      leave(stack, (one) => one.indent > indent || ((one.isItem || one.isLeaf) && one.indent === indent));
      const list = stack.at(-1)?.path ?? '';
      const index = items.get(list) ?? 0;
      items.set(list, index + 1);
      stack.push({ indent, path: `${list}[${index}]`, isItem: true, isLeaf: false });
      content = content.slice(2);
      indent += 2;
    }
    const member = memberOf(content);
    if (member === null) {
      const path = stack.at(-1)?.path ?? '';
      if (content !== '') goOn(fields, path, content);
      continue;
    }
    leave(stack, (one) => one.indent >= indent);
    const path = join(stack.at(-1)?.path ?? '', member.name);
    const isLeaf = member.text !== '';
    stack.push({ indent, path, isItem: false, isLeaf });
    if (isLeaf) fields.set(path, member.text);
  }
  return fields;
}

/** Adds a line to the text of a field. */
function goOn(fields: Map<string, string>, path: string, line: string): void {
  const text = fields.get(path);
  fields.set(path, text === undefined ? line : `${text}\n${line}`);
}

function leave(stack: Enclosing[], isLeft: (one: Enclosing) => boolean): void {
  for (let top = stack.at(-1); top !== undefined && isLeft(top); top = stack.at(-1)) stack.pop();
}

/** Returns a line's name and what follows it; `null` where it has none. */
function memberOf(content: string): { readonly name: string; readonly text: string } | null {
  const quote = content[0];
  const from = quote === '"' || quote === "'" ? content.indexOf(quote, 1) : 0;
  if (from === -1) return null;
  const colon = content.indexOf(':', from);
  if (colon === -1) return null;
  const behind = content[colon + 1];
  if (behind !== undefined && behind !== ' ') {
    const next = content.indexOf(': ', colon);
    const end = next !== -1 ? next : content.endsWith(':') ? content.length - 1 : -1;
    return end === -1 ? null : { name: content.slice(0, end), text: content.slice(end + 2).trim() };
  }
  return { name: content.slice(0, colon), text: content.slice(colon + 1).trim() };
}
