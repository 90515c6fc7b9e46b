import { descendants, isNode, lineAt, type Node, parseProgram } from '../layers/syntax.ts';

/** A regular expression of a source file; `null` for the source of one that is made at run time. */
export interface FoundExpression {
  readonly path: string;
  readonly line: number;
  readonly source: string | null;
  readonly flags: string;
}

/** Every regular expression of a source file: its literals, and what it makes with `RegExp`. */
export function findExpressions(path: string, text: string): readonly FoundExpression[] {
  const found: FoundExpression[] = [];
  for (const node of descendants(parseProgram(path, text))) {
    const at = { path, line: lineAt(text, node.start) };
    const literal = literalOf(node);
    if (literal !== null) found.push({ ...at, source: literal.pattern, flags: literal.flags });
    else if (makesExpression(node)) found.push({ ...at, source: null, flags: '' });
  }
  return found;
}

function literalOf(node: Node): { readonly pattern: string; readonly flags: string } | null {
  if (node.type !== 'Literal' || !('regex' in node)) return null;
  // The parser's own type of it.
  return node.regex as { readonly pattern: string; readonly flags: string };
}

function makesExpression(node: Node): boolean {
  if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return false;
  return 'callee' in node && isNode(node.callee) && 'name' in node.callee && node.callee.name === 'RegExp';
}
