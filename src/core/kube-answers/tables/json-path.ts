import type { JsonNode } from '../../kubernetes-storage/codec/json-tree.ts';

/** One step of a path. */
type Step =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'index'; readonly at: number }
  | { readonly kind: 'slice'; readonly from: number; readonly to: number | null }
  | { readonly kind: 'all' }
  | { readonly kind: 'filter'; readonly left: JsonPath; readonly test: Test | null };

/** What a filter compares with. */
interface Test {
  readonly operator: string;
  readonly right: JsonPath | string | number | boolean;
}

/** A parsed path. */
export type JsonPath = readonly Step[];

const longestPath = 1_024;

/**
 * Parses the path of a custom resource's column or selectable field, in the part of JSONPath that Kubernetes accepts
 * there: `.spec.a['b.c'].d[0][*].e`, `\.` in a name, slices, and filters as `[?(@.type=="Ready")]`. `null`: it is
 * something else.
 */
export function parseJsonPath(text: string): JsonPath | null {
  if (text.length > longestPath) return null;
  const steps: Step[] = [];
  let at = text.startsWith('$') || text.startsWith('@') ? 1 : 0;
  while (at < text.length) {
    const next = text.charAt(at) === '[' ? bracketAt(text, at) : fieldAt(text, at);
    if (next === null) return null;
    if (next.step !== null) steps.push(next.step);
    at = next.end;
  }
  return steps;
}

interface Parsed {
  readonly step: Step | null;
  readonly end: number;
}

function fieldAt(text: string, start: number): Parsed | null {
  let at = text.charAt(start) === '.' ? start + 1 : start;
  // A path may begin with its first name; a dot stands before all others.
  if (at === start && start > 1) return null;
  let name = '';
  while (at < text.length && text.charAt(at) !== '.' && text.charAt(at) !== '[') {
    if (text.charAt(at) === '\\') at++;
    name += text.charAt(at);
    at++;
  }
  if (name === '') return text.charAt(at) === '[' ? { step: null, end: at } : null;
  return { step: name === '*' ? { kind: 'all' } : { kind: 'field', name }, end: at };
}

function bracketAt(text: string, start: number): Parsed | null {
  const end = closingBracket(text, start);
  if (end === null) return null;
  const step = bracketStep(text.slice(start + 1, end).trim());
  return step === null ? null : { step, end: end + 1 };
}

/** Returns where a bracket closes, beyond quotes and brackets within. */
function closingBracket(text: string, start: number): number | null {
  let depth = 0;
  let quote = '';
  for (let at = start; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '[') depth++;
    else if (char === ']' && --depth === 0) return at;
  }
  return null;
}

function bracketStep(inner: string): Step | null {
  if (inner === '*') return { kind: 'all' };
  const quoted = literalText(inner);
  if (quoted !== null) return { kind: 'field', name: quoted };
  if (inner.startsWith('?(') && inner.endsWith(')')) return filterOf(inner.slice(2, -1));
  if (/^-?\d{1,9}$/.test(inner)) return { kind: 'index', at: Number(inner) };
  const slice = /^(-?\d{0,9}):(-?\d{0,9})$/.exec(inner);
  if (slice === null) return null;
  const [, from = '', to = ''] = slice;
  return { kind: 'slice', from: Number(from || 0), to: to === '' ? null : Number(to) };
}

const operators = ['==', '!=', '<=', '>=', '<', '>'];

function filterOf(expression: string): Step | null {
  const found = operatorIn(expression);
  const left = parseJsonPath((found === null ? expression : expression.slice(0, found.at)).trim());
  if (left === null) return null;
  if (found === null) return { kind: 'filter', left, test: null };
  const right = operand(expression.slice(found.at + found.operator.length).trim());
  return right === null ? null : { kind: 'filter', left, test: { operator: found.operator, right } };
}

function operatorIn(expression: string): { readonly at: number; readonly operator: string } | null {
  let quote = '';
  for (let at = 0; at < expression.length; at++) {
    const char = expression.charAt(at);
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else {
      const operator = operators.find((one) => expression.startsWith(one, at));
      if (operator !== undefined) return { at, operator };
    }
  }
  return null;
}

function operand(text: string): Test['right'] | null {
  const quoted = literalText(text);
  if (quoted !== null) return quoted;
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^-?\d{1,15}(?:\.\d{1,15})?$/.test(text)) return Number(text);
  return text.startsWith('@') || text.startsWith('$') ? parseJsonPath(text) : null;
}

/** Returns the text in quotes; `null` where the whole is not in quotes. */
function literalText(text: string): string | null {
  const quote = text.charAt(0);
  if ((quote !== '"' && quote !== "'") || text.length < 2 || !text.endsWith(quote)) return null;
  return text.slice(1, -1).replace(/\\(.)/g, '$1');
}

/** The most values that a path may find on its way. */
const mostFound = 10_000;

/** Returns what a path finds in a value, in order. What is missing is passed over. */
export function findByPath(root: JsonNode, path: JsonPath): readonly JsonNode[] {
  let found: readonly JsonNode[] = [root];
  for (const step of path) found = found.flatMap((node) => stepInto(node, step)).slice(0, mostFound);
  return found;
}

function stepInto(node: JsonNode, step: Step): readonly JsonNode[] {
  if (step.kind === 'field') {
    const member = node.kind === 'object' ? node.members.get(step.name) : undefined;
    return member === undefined ? [] : [member];
  }
  if (step.kind === 'all' && node.kind === 'object') return [...node.members.values()];
  if (node.kind !== 'array') return [];
  switch (step.kind) {
    case 'all':
      return node.elements;
    case 'index': {
      const element = node.elements.at(step.at);
      return element === undefined ? [] : [element];
    }
    case 'slice':
      return node.elements.slice(step.from, step.to ?? undefined);
    case 'filter':
      return node.elements.filter((element) => passes(element, step.left, step.test));
  }
}

function passes(element: JsonNode, left: JsonPath, test: Test | null): boolean {
  const [one] = findByPath(element, left);
  if (test === null || one === undefined) return test === null && one !== undefined;
  const right = typeof test.right === 'object' ? plainValue(findByPath(element, test.right)[0]) : test.right;
  return compare(plainValue(one), right, test.operator);
}

function plainValue(node: JsonNode | undefined): string | number | boolean | null {
  if (node?.kind === 'string') return node.value;
  if (node?.kind === 'number') return Number(node.text);
  return node?.kind === 'boolean' ? node.text === 'true' : null;
}

/** Compares as Go does: values of different types are never equal, nor ordered. */
function compare(one: string | number | boolean | null, other: typeof one, operator: string): boolean {
  if (one === null || other === null || typeof one !== typeof other) return false;
  switch (operator) {
    case '==':
      return one === other;
    case '!=':
      return one !== other;
    case '<':
      return one < other;
    case '>':
      return one > other;
    case '<=':
      return one <= other;
    default:
      return one >= other;
  }
}
