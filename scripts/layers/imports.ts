import { descendants, isNode, lineAt, type Node, parseProgram } from './syntax.ts';

/** One import, export-from, dynamic import or `import()` type of a source file; types count like values. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
}

export interface SourceFile {
  readonly imports: readonly Import[];
  /** Every statement hands on what another file exports. */
  readonly isBarrel: boolean;
  /** Free-standing names the code mentions, each with its first line: globals are found among them. */
  readonly names: ReadonlyMap<string, number>;
}

/** The text of a node's `source`, where it is a literal. */
function sourceOf(node: Node): string | null {
  if (!('source' in node) || !isNode(node.source) || !('value' in node.source)) return null;
  return typeof node.source.value === 'string' ? node.source.value : null;
}

const handsOn = (node: Node): boolean =>
  node.type === 'ExportAllDeclaration' || (node.type === 'ExportNamedDeclaration' && sourceOf(node) !== null);

/** Reads a source file with the parser that also builds it. Throws where it is not valid TypeScript. */
export function parseSource(path: string, text: string): SourceFile {
  const program = parseProgram(path, text);
  const imports: Import[] = [];
  const names = new Map<string, number>();
  for (const node of descendants(program)) {
    const specifier = sourceOf(node);
    if (specifier !== null) imports.push({ specifier, line: lineAt(text, node.start) });
    if (node.type === 'Identifier' && 'name' in node && typeof node.name === 'string' && !names.has(node.name)) {
      names.set(node.name, lineAt(text, node.start));
    }
  }
  const statements: readonly Node[] = program.body;
  return { imports, isBarrel: statements.length > 0 && statements.every(handsOn), names };
}
