#!/usr/bin/env node
import { isAscii } from 'node:buffer';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

// Runs the build's scripts of the command line with what V8 has compiled of them: compiling takes longer than all else of a
// short command, and Node 20 has no cache of its own for it. The scripts that short commands load lie in packs, each one
// text for V8 with its compiled code behind it: opening and handing over a hundred scripts takes as long as running them.
// Packs lie where the scripts lie, and are trusted as these are. V8 refuses what another version of it made, and compiles
// the text as always.

/** The body of a CommonJS script. */
type Body = (
  exports: object,
  require: (name: string) => unknown,
  module: { readonly exports: object },
  filename: string,
  dirname: string,
) => void;

/** What is in the packs. A pack's text is a list of bodies. */
export interface PackIndex {
  /** Of a script: its pack, and its place in that. */
  readonly scripts: Readonly<Record<string, readonly [pack: number, place: number] | undefined>>;
  /** Where each pack's text ends. Its compiled code begins at the next `packAlignment`. */
  readonly textEnds: readonly number[];
}

/** A pack that is in use. */
interface OpenPack {
  readonly script: Script;
  readonly bodies: readonly Body[];
}

/** V8 copies compiled code that lies elsewhere. */
const packAlignment = 8;

/** All scripts lie in one folder, and load each other as `./name`. */
const folder = join(__dirname, 'cli');
const indexFile = join(folder, 'packs.json');
const requirePackage = createRequire(join(folder, 'index.cjs'));
const index = readIndex();
const packs = new Map<number, OpenPack | null>();
const loaded = new Map<string, { exports: object }>();

function load(name: string): object {
  const known = loaded.get(name);
  if (known !== undefined) return known.exports;
  const module = { exports: {} };
  loaded.set(name, module);
  const body = packedBody(name) ?? ownBody(join(folder, name));
  body.call(module.exports, module.exports, requireFrom, module, join(folder, name), folder);
  return module.exports;
}

const requireFrom = (name: string): unknown => (name.startsWith('./') ? load(name.slice(2)) : requirePackage(name));

function ownBody(file: string): Body {
  return new Script(wrapped(readFileSync(file, 'utf8')), { filename: file }).runInThisContext();
}

const wrapped = (text: string): string => `(function (exports, require, module, __filename, __dirname) {${text}\n})`;

function packedBody(name: string): Body | null {
  const [pack, place] = index?.scripts[name] ?? [];
  return pack === undefined || place === undefined ? null : (openPack(pack)?.bodies[place] ?? null);
}

function openPack(pack: number): OpenPack | null {
  const known = packs.get(pack);
  if (known !== undefined) return known;
  const opened = readPack(pack);
  packs.set(pack, opened);
  return opened;
}

function readPack(pack: number): OpenPack | null {
  const bytes = bytesOf(packFile(pack));
  if (bytes === null) return null;
  const [text, compiled] = partsOf(bytes, pack);
  const script = new Script(text.toString('latin1'), {
    filename: packFile(pack),
    ...(compiled.length === 0 ? {} : { cachedData: compiled }),
  });
  return { script, bodies: script.runInThisContext() };
}

function partsOf(bytes: Buffer, pack: number): readonly [text: Buffer, compiled: Buffer] {
  const end = index?.textEnds[pack] ?? 0;
  return [bytes.subarray(0, end), bytes.subarray(Math.ceil(end / packAlignment) * packAlignment)];
}

const packFile = (pack: number): string => join(folder, `${pack}.pack`);

/** A copy of the build may be without packs. */
function readIndex(): PackIndex | null {
  const bytes = bytesOf(indexFile);
  return bytes === null ? null : JSON.parse(bytes.toString()); // the build's own
}

function bytesOf(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}

/** Returns the scripts that were loaded. For the build. */
export function loadedScripts(): readonly string[] {
  return [...loaded.keys()];
}

/** Puts scripts into packs that have nothing compiled yet. For the build. */
export function writePacks(groups: readonly (readonly string[])[]): void {
  const scripts: Record<string, readonly [number, number]> = {};
  const textEnds: number[] = [];
  for (const [pack, names] of groups.entries()) {
    const texts = names.map((name) => [name, wrapped(readFileSync(join(folder, name), 'utf8'))] as const);
    // Others would double what V8 keeps of all: they stay files.
    const kept = texts.filter(([, text]) => isAscii(Buffer.from(text)));
    for (const [place, [name]] of kept.entries()) scripts[name] = [pack, place];
    const text = Buffer.from(`[${kept.map(([, body]) => body).join(',\n')}]`);
    textEnds.push(text.length);
    writeFileSync(packFile(pack), text);
  }
  const written: PackIndex = { scripts, textEnds };
  writeFileSync(indexFile, JSON.stringify(written));
}

/** Keeps what V8 has compiled by now of some packs, with what it had been given. For the build. */
export function keepCompiled(kept: readonly number[]): void {
  for (const pack of kept) {
    const script = packs.get(pack)?.script;
    const bytes = bytesOf(packFile(pack));
    if (script === undefined || bytes === null) continue;
    const [text] = partsOf(bytes, pack);
    const padding = Buffer.alloc(Math.ceil(text.length / packAlignment) * packAlignment - text.length);
    writeFileSync(packFile(pack), Buffer.concat([text, padding, script.createCachedData()]));
  }
}

/** Runs the command line with the arguments of the process. */
export function start(): void {
  load('index.cjs');
}

if (require.main === module) start();
