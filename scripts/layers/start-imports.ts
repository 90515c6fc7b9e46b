import { dirname, posix } from 'node:path';
import { descendants, isNode, type Node, parseProgram } from './syntax.ts';

/** A place where a process starts, and how much it may load before anything else. */
export interface Start {
  readonly entry: string;
  /** Packages that are small, or needed at once. Others are imported when used. */
  readonly packages: ReadonlySet<string>;
  /** How many characters the loaded sources may have; without a bound where it is absent. */
  readonly most?: number;
}

/** What is loaded before a window shows anything. */
export const productStart: Start = {
  entry: 'src/core/app.ts',
  packages: new Set(['zod', 'yaml', 'proper-lockfile', '@noble/ciphers']),
};

/** What `etcdeck --version`, help and completions load: the definitions of commands, and not what they do. */
export const commandLineStart: Start = {
  entry: 'src/cli/index.ts',
  packages: new Set(['commander']),
  most: 120_000,
};

/** What the commands load that print what the definitions say. */
export const shellStarts: readonly Start[] = ['completion', 'man'].map((name) => ({
  entry: `src/cli/actions/${name}.ts`,
  packages: new Set<string>(),
  most: 40_000,
}));

/**
 * Returns, for each package that a file loads at once and that may not be loaded at the start, the way to it; and says
 * where the sources that are loaded are too many. Follows static imports of values only; `await import()` and types load
 * nothing.
 */
export function startViolations(
  files: ReadonlyMap<string, string>,
  { entry, packages, most }: Start,
): readonly string[] {
  const ways = new Map([[entry, [entry]]]);
  const violations = new Map<string, string>();
  let characters = 0;
  // A map goes on to what is added meanwhile.
  for (const [path, way] of ways) {
    // Of a JSON file the build keeps what is used, and of a kernel a few kilobytes.
    if (path.endsWith('.json') || path.endsWith('?kernel')) continue;
    const text = files.get(path);
    if (text === undefined) throw new Error(`${path} is no source file`);
    characters += text.length;
    for (const specifier of loadedBy(path, text)) {
      if (specifier.startsWith('.')) {
        const next = posix.join(dirname(path), specifier);
        if (!ways.has(next)) ways.set(next, [...way, next]);
        continue;
      }
      const name = packageOf(specifier);
      if (name.startsWith('node:') || packages.has(name) || violations.has(name)) continue;
      const words = `${name} is loaded when ${entry} starts, by ${way.join(' → ')}.`;
      violations.set(name, `${words} Import it where it is used, by await import(), or import from a file without it.`);
    }
  }
  const isTooMuch = most !== undefined && characters > most;
  const tooMuch = `${characters} characters of source are loaded when ${entry} starts, and ${most} may be: ${[...ways.keys()].join(', ')}.`;
  return [...violations.values(), ...(isTooMuch ? [tooMuch] : [])];
}

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

function loadedBy(path: string, text: string): readonly string[] {
  const statements = parseProgram(path, text).body.filter((node) => !isOfTypes(node));
  return statements.flatMap((node) => {
    const isImport = node.type === 'ImportDeclaration' || node.type.startsWith('Export');
    if (!isImport || !('source' in node) || !isNode(node.source) || !('value' in node.source)) return [];
    return typeof node.source.value === 'string' ? [node.source.value] : [];
  });
}

/** Whether a statement names types only: the build leaves it out. */
function isOfTypes(node: Node): boolean {
  const kind = (each: object): unknown =>
    'importKind' in each ? each.importKind : 'exportKind' in each ? each.exportKind : undefined;
  if (kind(node) === 'type') return true;
  const named = [...descendants(node)].filter(({ type }) => /^(Import|Export).*Specifier$/.test(type));
  return named.length > 0 && named.every((each) => kind(each) === 'type');
}
