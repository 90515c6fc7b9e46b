import { posix } from 'node:path';
import { descendants, isNode, lineAt, type Node, parseProgram } from './syntax.ts';

/** What a file exports by one name. */
interface Export {
  readonly name: string;
  readonly line: number;
  /** Where its statement begins: its sentence stands before it. */
  readonly start: number;
}

/** What a file imports from another one; `null` stands for everything. */
interface Taken {
  readonly from: string;
  readonly names: readonly string[] | null;
}

const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) || path.startsWith('src/testing/');
const isChecked = (path: string): boolean => /^src\/(contract|core)\//.test(path) && !isTest(path);

const nodesOf = (value: unknown): readonly Node[] => (Array.isArray(value) ? value.filter(isNode) : []);
const inner = (node: Node, name: string): unknown => Object.entries(node).find(([key]) => key === name)?.[1];
const nodeIn = (node: Node, name: string): Node | null => {
  const value = inner(node, name);
  return isNode(value) ? value : null;
};
const nameIn = (node: Node | null, property: string): string | null => {
  const value = node === null ? null : inner(node, property);
  return typeof value === 'string' ? value : null;
};

/** The names that a declaration declares. */
function declaredBy(declaration: Node): readonly string[] {
  const ids =
    declaration.type === 'VariableDeclaration'
      ? nodesOf(inner(declaration, 'declarations')).map((one) => nodeIn(one, 'id'))
      : [nodeIn(declaration, 'id')];
  return ids.flatMap((id) => nameIn(id, 'name') ?? []);
}

function exportsOf(program: Node & { readonly body: readonly Node[] }, text: string): readonly Export[] {
  return program.body
    .filter(({ type }) => type === 'ExportNamedDeclaration')
    .flatMap((statement) => {
      const declaration = nodeIn(statement, 'declaration');
      const { start } = statement;
      return (declaration === null ? [] : declaredBy(declaration)).map((name) => ({
        name,
        start,
        line: lineAt(text, start),
      }));
    });
}

/** A kernel is taken whole: its exports are WebAssembly's. */
const isKernel = (specifier: string): boolean => specifier.endsWith('?kernel');

/** What a file takes from others, types included. A dynamic import takes everything. */
function takenBy(path: string, program: Node): readonly Taken[] {
  const taken: Taken[] = [];
  for (const node of descendants(program)) {
    const specifier = nameIn(nodeIn(node, 'source'), 'value');
    if (specifier === null || !specifier.startsWith('.')) continue;
    const from = posix.join(posix.dirname(path), specifier.replace(/\?.*$/, ''));
    const specifiers = nodesOf(inner(node, 'specifiers'));
    const names = specifiers.map((one) => nameIn(nodeIn(one, 'imported') ?? nodeIn(one, 'local'), 'name'));
    const isWhole =
      specifiers.length === 0 ||
      isKernel(specifier) ||
      specifiers.some(({ type }) => type === 'ImportNamespaceSpecifier');
    taken.push({ from, names: isWhole ? null : names.filter((name) => name !== null) });
  }
  return taken;
}

/** Whether a sentence stands right before a place: a comment of `/**`, and nothing but space behind it. */
function hasSentence(text: string, at: number): boolean {
  // Reasons for the linter may stand between the two.
  const before = text
    .slice(0, at)
    .replace(/(?:\s*\/\/[^\n]*\n)+$/, '')
    .trimEnd();
  if (!before.endsWith('*/')) return false;
  const comment = before.slice(before.lastIndexOf('/*'), -'*/'.length);
  return comment.startsWith('/**') && /[^\s*/]/.test(comment);
}

/** The names that a file uses, each as often as it does: `b` of `a.b` and of `{ b: 1 }` is another thing. */
function usesIn(node: Node, uses = new Map<string, number>()): ReadonlyMap<string, number> {
  const name = node.type === 'Identifier' ? nameIn(node, 'name') : null;
  if (name !== null) uses.set(name, (uses.get(name) ?? 0) + 1);
  const isPlain = inner(node, 'computed') !== true && inner(node, 'shorthand') !== true;
  for (const [part, value] of Object.entries(node)) {
    if (isPlain && (part === 'property' || part === 'key')) continue;
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) usesIn(child, uses);
  }
  return uses;
}

/**
 * Returns the exports of the contract and of core that have no sentence, and the unused ones: no other file of the
 * product uses them, nor does their own. One sentence each: file and line, what is wrong, what to do.
 */
export function exportViolations(files: ReadonlyMap<string, string>): readonly string[] {
  const programs = new Map([...files].map(([path, text]) => [path, parseProgram(path, text)]));
  const used = new Map<string, Set<string> | 'all'>();
  for (const [path, program] of programs) {
    if (isTest(path)) continue;
    for (const { from, names } of takenBy(path, program)) {
      const known = used.get(from) ?? new Set();
      if (known === 'all') continue;
      for (const name of names ?? []) known.add(name);
      used.set(from, names === null ? 'all' : known);
    }
  }
  const violations: string[] = [];
  for (const [path, program] of programs) {
    if (!isChecked(path)) continue;
    const text = files.get(path) ?? '';
    const taken = used.get(path);
    const exported = exportsOf(program, text);
    const uses = usesIn(program);
    for (const { name, line, start } of exported) {
      // A type may have the name of its value, and its sentence.
      const isSaid = exported.some((other) => other.name === name && hasSentence(text, other.start));
      if (!hasSentence(text, start) && !isSaid) {
        violations.push(
          `${path}:${line} exports ${name} without a sentence. Write what it is or returns above it, in a comment of /**.`,
        );
      }
      if (taken === 'all' || taken?.has(name) || (uses.get(name) ?? 0) > 1) continue;
      violations.push(
        `${path}:${line} exports ${name}, which nothing but tests uses. Remove it, or move it to src/testing.`,
      );
    }
  }
  return violations;
}
