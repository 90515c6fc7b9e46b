import { badRequest } from '../answers/status.ts';

/** One requirement of a label selector. */
interface Requirement {
  readonly key: string;
  readonly operator: 'in' | 'notin' | 'exists' | 'absent' | 'above' | 'below';
  readonly values: readonly string[];
}

/** A parsed label selector: every requirement has to be met. */
export type LabelSelector = readonly Requirement[];

const longestSelector = 64 * 1024;
const nameCharacters = /^[A-Za-z0-9_.-]*$/;
const subdomainCharacters = /^[a-z0-9.-]*$/;
const alphanumeric = /^[A-Za-z0-9]$/;
const [longestName, longestSubdomain] = [63, 253];
const integer = /^-?\d{1,18}$/;

/**
 * Parses a label selector: `a=b`, `a==b`, `a!=b`, `a in (b,c)`, `a notin (b)`, `a`, `!a`, `a>1`, `a<1`, joined by commas.
 * Fails with a `Refusal` (400).
 */
export function parseLabelSelector(text: string): LabelSelector {
  if (text.length > longestSelector) throw badRequest('unable to parse requirement: it is too long');
  const scanner = new Scanner(text);
  const requirements: Requirement[] = [];
  if (scanner.atEnd) return requirements;
  for (;;) {
    requirements.push(readRequirement(scanner));
    if (scanner.atEnd) return requirements;
    scanner.expect(',', "expected: ',' or 'end of string'");
  }
}

/** Reads words and signs, with white space between. */
class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#skip();
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** Returns a sign if it comes next, and moves behind it. */
  take(...signs: readonly string[]): string | null {
    const sign = signs.find((one) => this.#text.startsWith(one, this.#at));
    if (sign === undefined) return null;
    this.#at += sign.length;
    this.#skip();
    return sign;
  }

  expect(sign: string, otherwise: string): void {
    if (this.take(sign) === null) throw unparsed(`found '${this.#next()}', ${otherwise}`);
  }

  /** Returns the word that comes next, empty where none does. */
  word(): string {
    const start = this.#at;
    while (this.#at < this.#text.length && !' \t\r\n,()=!<>'.includes(this.#text.charAt(this.#at))) this.#at++;
    const word = this.#text.slice(start, this.#at);
    this.#skip();
    return word;
  }

  #next(): string {
    return this.#text.slice(this.#at, this.#at + 40);
  }

  #skip(): void {
    while (this.#at < this.#text.length && ' \t\r\n'.includes(this.#text.charAt(this.#at))) this.#at++;
  }
}

function unparsed(what: string): Error {
  return badRequest(`unable to parse requirement: ${what}`);
}

function readRequirement(scanner: Scanner): Requirement {
  const isAbsent = scanner.take('!') !== null;
  const key = scanner.word();
  requireKey(key);
  if (isAbsent) return { key, operator: 'absent', values: [] };
  const sign = scanner.take('==', '=', '!=', '>', '<');
  if (sign !== null) return withSign(key, sign, scanner.word());
  const operator = scanner.take('in ', 'in(', 'notin ', 'notin(');
  if (operator === null) return { key, operator: 'exists', values: [] };
  if (!operator.endsWith('(')) scanner.expect('(', "expected: '('");
  return { key, operator: operator.startsWith('in') ? 'in' : 'notin', values: readValues(scanner) };
}

function withSign(key: string, sign: string, value: string): Requirement {
  if (sign === '>' || sign === '<') {
    if (!integer.test(value)) throw unparsed(`for 'Gt', 'Lt' operators, the value must be an integer`);
    return { key, operator: sign === '>' ? 'above' : 'below', values: [value] };
  }
  requireValue(value);
  return { key, operator: sign === '!=' ? 'notin' : 'in', values: [value] };
}

function readValues(scanner: Scanner): readonly string[] {
  const values: string[] = [];
  for (;;) {
    const value = scanner.word();
    requireValue(value);
    values.push(value);
    if (scanner.take(')') !== null) return values;
    scanner.expect(',', "expected: ',' or ')'");
  }
}

function isName(text: string): boolean {
  return text.length <= longestName && isEnclosed(text) && nameCharacters.test(text);
}

function isSubdomain(text: string): boolean {
  return text.length <= longestSubdomain && isEnclosed(text) && subdomainCharacters.test(text);
}

/** Whether a text begins and ends with a letter or digit. */
function isEnclosed(text: string): boolean {
  return alphanumeric.test(text.charAt(0)) && alphanumeric.test(text.charAt(text.length - 1));
}

function requireKey(key: string): void {
  const slash = key.indexOf('/');
  const isValid = slash < 0 ? isName(key) : isSubdomain(key.slice(0, slash)) && isName(key.slice(slash + 1));
  if (!isValid)
    throw unparsed(
      `<nil>: Invalid value: ${quoted(key)}: name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character`,
    );
}

function requireValue(value: string): void {
  if (value !== '' && !isName(value))
    throw unparsed(
      `values[0][]: Invalid value: ${quoted(value)}: a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character`,
    );
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}

/** Returns whether labels meet every requirement. A label that is absent differs from every value. */
export function selectsLabels(selector: LabelSelector, labels: ReadonlyMap<string, string>): boolean {
  return selector.every((requirement) => isMet(requirement, labels.get(requirement.key)));
}

function isMet({ operator, values }: Requirement, value: string | undefined): boolean {
  switch (operator) {
    case 'in':
      return value !== undefined && values.includes(value);
    case 'notin':
      return value === undefined || !values.includes(value);
    case 'exists':
      return value !== undefined;
    case 'absent':
      return value === undefined;
    case 'above':
    case 'below':
      return value !== undefined && integer.test(value) && isBeyond(BigInt(value), BigInt(values[0] ?? '0'), operator);
  }
}

function isBeyond(value: bigint, bound: bigint, operator: 'above' | 'below'): boolean {
  return operator === 'above' ? value > bound : value < bound;
}
