import { posix } from 'node:path';
import { findCycles } from './cycles.ts';
import { folderCircles } from './folders.ts';
import { type Import, parseSource } from './imports.ts';
import {
  emptyNames,
  figures,
  hostAware,
  hostNames,
  kernelPlugin,
  layers,
  listeningDoors,
  listeningModules,
  listeningNames,
  protoParser,
  rendererParts,
  rendererTesting,
  terminalDoors,
  terminalNames,
  wireFolder,
  wirePackages,
} from './rules.ts';

const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);
const layerOf = (path: string): string => path.split('/')[1] ?? '';

/** Where a relative import leads, as a path from the project's folder, without a loader's `?query`. */
const targetOf = (path: string, specifier: string): string =>
  posix.join(posix.dirname(path), specifier.replace(/\?.*$/, ''));

const isRelative = (specifier: string): boolean => specifier.startsWith('.');

const isOneOf = (packages: readonly string[], specifier: string): boolean =>
  packages.some((name) =>
    name.endsWith('*')
      ? specifier.startsWith(name.slice(0, -1))
      : specifier === name || specifier.startsWith(`${name}/`),
  );

/** What is wrong with one import of a file that is not a test, or null. */
function importProblem(path: string, specifier: string): string | null {
  const layer = layers[layerOf(path)];
  if (layer === undefined) return `the layer is not known. Add it to scripts/layers/rules.ts, with whom it may import.`;
  if (!isRelative(specifier)) {
    if (isOneOf(wirePackages, specifier) && layerOf(path) !== 'testing') {
      const isParser = specifier === protoParser.package && path.startsWith(protoParser.folder);
      return isParser || path.startsWith(wireFolder)
        ? null
        : `only ${wireFolder} speaks to etcd. Call its functions, or add one there for the service you need.`;
    }
    if (specifier === 'vitest' && path.startsWith(rendererTesting)) return null;
    return isOneOf(layer.packages, specifier) ? null : layer.advice;
  }
  const target = targetOf(path, specifier);
  if (!target.startsWith('src/')) {
    if (layerOf(path) === 'testing' && target === kernelPlugin) return null;
    return target.startsWith('resources/') || target === 'package.json' ? null : layer.advice;
  }
  if (isTest(target)) return 'a test is imported by nobody. Move what is shared to src/testing.';
  const to = layerOf(target);
  if (to === 'testing' && layerOf(path) !== 'testing') {
    return 'src/testing is for tests only. What the product needs belongs into src/core.';
  }
  if (to !== layerOf(path) && !layer.layers.includes(to)) return layer.advice;
  return layerOf(path) === 'renderer' ? rendererProblem(path, target) : null;
}

/** What is wrong with an import inside the renderer, or from it into the contract. */
function rendererProblem(path: string, target: string): string | null {
  const part = path.split('/')[2] ?? '';
  const rule = rendererParts[part];
  const to = layerOf(target) === 'renderer' ? (target.split('/')[2] ?? '') : layerOf(target);
  if (target !== figures && rule?.mustNotKnow.includes(to)) return rule.advice;
  if (part === 'features' && to === 'features' && target.split('/')[3] !== path.split('/')[3])
    return rule?.advice ?? null;
  if (to === 'backend' && !hostAware.test(path)) {
    return 'only src/renderer/main.tsx knows which host it is in. Take the API from src/renderer/state.';
  }
  return null;
}

/** The line on which a file writes to the terminal past those that may, or null. */
function terminalLine(path: string, text: string, names: ReadonlyMap<string, number>): number | null {
  const layer = layerOf(path);
  const hasTerminal = ['core', 'main', 'webhost', 'cli'].includes(layer);
  if (!hasTerminal || terminalDoors.includes(path)) return null;
  const named = terminalNames.filter((name) => layer === 'cli' || name === 'contentOf').find((name) => names.has(name));
  if (named !== undefined) return names.get(named) ?? 1;
  const direct = /\bprocess\s*\.\s*std(?:out|err)\b/.exec(text);
  return direct === null ? null : text.slice(0, direct.index).split('\n').length;
}

/** The line on which a file listens for connections that may not, or null. */
function listeningLine(path: string, text: string, names: ReadonlyMap<string, number>): number | null {
  if (!['core', 'main'].includes(layerOf(path)) || listeningDoors.includes(path)) return null;
  if (!listeningModules.some((module) => text.includes(`'${module}'`))) return null;
  const named = listeningNames.find((name) => names.has(name) && !isTypeAlone(text, name));
  return named === undefined ? null : (names.get(named) ?? 1);
}

const isTypeAlone = (text: string, name: string): boolean =>
  new RegExp(String.raw`import type \{[^}]*\b${name}\b`).test(text) ||
  new RegExp(String.raw`\btype ${name}\b`).test(text);

const missesExtension = ({ specifier }: Import): boolean =>
  isRelative(specifier) && !/\.[a-z0-9]+(\?[a-zA-Z]+)?$/.test(specifier);

/**
 * Everything in which the sources break the layers, one sentence each: file and line, what it does, what to do instead.
 * Tests may reach into any layer, and are held to extensions only.
 */
export function layerViolations(files: ReadonlyMap<string, string>): readonly string[] {
  const violations: string[] = [];
  const graph = new Map<string, readonly string[]>();
  for (const [path, text] of files) {
    const { imports, isBarrel, names } = parseSource(path, text);
    const say = (line: number, what: string): void => void violations.push(`${path}:${line} ${what}`);

    for (const { specifier, line } of imports.filter(missesExtension)) {
      say(line, `imports '${specifier}' without its extension. Write the file's whole name, '${specifier}.ts'.`);
    }
    if (isTest(path)) continue;
    for (const { specifier, line } of imports) {
      const problem = importProblem(path, specifier);
      if (problem !== null) say(line, `imports '${specifier}': ${problem}`);
    }
    graph.set(
      path,
      imports.filter(({ specifier }) => isRelative(specifier)).map(({ specifier }) => targetOf(path, specifier)),
    );

    const terminal = terminalLine(path, text, names);
    if (terminal !== null) {
      const door = layerOf(path) === 'cli' ? 'Console.print or tell' : 'the Logger of the ports';
      say(terminal, `writes to the terminal. Give ${door} what core/terminal made printable: others may have said it.`);
    }
    const listening = listeningLine(path, text, names);
    if (listening !== null) {
      say(
        listening,
        'listens for connections: the app opens no TCP port unasked. Name the file in listeningDoors, and why.',
      );
    }
    if (isBarrel) say(1, 'only hands on what other files export. Import from those files, and remove this one.');
    const empty = path.split('/').find((folder) => emptyNames.includes(folder));
    if (empty !== undefined) say(1, `lies in a folder '${empty}', which says nothing. Name the noun it is about.`);
    if (layerOf(path) === 'renderer' && !hostAware.test(path)) {
      for (const name of hostNames.filter((known) => names.has(known))) {
        say(
          names.get(name) ?? 1,
          `names ${name}: only src/renderer/main.tsx and backend/ know the host. Ask the contract (settings.host) what differs.`,
        );
      }
    }
  }
  for (const cycle of findCycles(graph)) {
    violations.push(
      `${[...cycle, cycle[0]].join(' -> ')} is a cycle. Move what two of them share into a file that imports neither.`,
    );
  }
  return [...violations, ...folderCircles(graph)];
}
