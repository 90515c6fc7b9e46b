#!/usr/bin/env node
import { isAscii } from 'node:buffer';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { Script } from 'node:vm';

// Runs the build's scripts of the command line, each with what V8 has compiled of it beside it: compiling takes longer
// than all else of a short command, and Node 20 has no cache of its own for it. Compiled code lies where its script lies,
// and is trusted as that is. V8 refuses what another version of it made, and compiles the script as always.

/** The body of a CommonJS script. */
type Body = (
  exports: object,
  require: (name: string) => unknown,
  module: { readonly exports: object },
  filename: string,
  dirname: string,
) => void;

const program = join(__dirname, 'cli', 'index.cjs');
const requirePackage = createRequire(program);
const loaded = new Map<string, { readonly module: { exports: object }; readonly script: Script }>();

function load(file: string): object {
  const known = loaded.get(file);
  if (known !== undefined) return known.module.exports;
  const bytes = readFileSync(file);
  const text = bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
  const compiled = compiledOf(file);
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${text}\n})`, {
    filename: file,
    ...(compiled === null ? {} : { cachedData: compiled }),
  });
  const module = { exports: {} };
  loaded.set(file, { module, script });
  const folder = dirname(file);
  const requireFrom = (name: string) => (name.startsWith('.') ? load(resolve(folder, name)) : requirePackage(name));
  const body: Body = script.runInThisContext();
  body.call(module.exports, module.exports, requireFrom, module, file, folder);
  return module.exports;
}

/** A copy of the build may be without it. */
function compiledOf(file: string): Buffer | null {
  try {
    return readFileSync(`${file}.compiled`);
  } catch {
    return null;
  }
}

/** Writes what V8 has compiled of the scripts that were run, for those that have none yet. For the build. */
export function keepCompiled(): void {
  for (const [file, { script }] of loaded) {
    if (compiledOf(file) === null) writeFileSync(`${file}.compiled`, script.createCachedData());
  }
}

/** Runs the command line with the arguments of the process. */
export function start(): void {
  load(program);
}

if (require.main === module) start();
