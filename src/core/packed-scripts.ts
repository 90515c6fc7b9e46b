import { isAscii } from 'node:buffer';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

// Runs the build's scripts with what V8 has compiled of them: compiling takes longer than all else of a start, and Node 20
// has no cache of its own for it. The scripts that a start loads lie in packs, each one text for V8 with its compiled code
// behind it: opening and handing over a hundred scripts takes as long as running them. Packs lie where the scripts lie, and
// are trusted as these are. V8 refuses what another version of it made, and compiles the text as always. Where a
// pack cannot be read, or holds no script, the files of the scripts run.

/** The body of a CommonJS script. */
type Body = (
  exports: object,
  require: (name: string) => unknown,
  module: { readonly exports: object },
  filename: string,
  dirname: string,
) => void;

/** What is in the packs. A pack's text is a list of bodies. */
interface PackIndex {
  /** Of a script: its pack, and its place in that. */
  readonly scripts: Readonly<Record<string, readonly [pack: number, place: number] | undefined>>;
  readonly packs: readonly Pack[];
}

interface Pack {
  /** Where its text ends. Its compiled code begins at the next `packAlignment`. */
  readonly textEnd: number;
  /** What compiled it, since V8 compares versions and flags, and not the kind of processor; `null`: nothing yet. */
  readonly compiler: string | null;
  /** Of the compiled code; `null` where none is asked for. */
  readonly sum: number | null;
}

/** A pack that is in use. */
interface OpenPack {
  readonly script: Script;
  readonly bodies: readonly Body[];
}

/** V8 copies compiled code that lies elsewhere. */
const packAlignment = 8;

/** Scripts of one folder, which load each other as `./name`. */
export interface PackedScripts {
  /** Runs a script, unless it was run before, and returns its exports. */
  load(name: string): object;
  /** Returns the scripts that were loaded. For the build. */
  loaded(): readonly string[];
  /** Returns the packs whose compiled code V8 has taken. For the test. */
  taken(): readonly number[];
  /** Returns the packs that nothing is compiled of; `null` where there are none. For the build. */
  uncompiled(): readonly number[] | null;
  /** Puts scripts into packs that have nothing compiled yet. For the build. */
  writePacks(groups: readonly (readonly string[])[]): void;
  /** Keeps what V8 has compiled by now of some packs, with what it had been given. For the build. */
  keepCompiled(kept: readonly number[]): void;
}

/**
 * Opens the scripts of a folder, with its packs where it has them. V8 looks at the first bytes of compiled code only, and
 * ends the process where others are damaged: where `sum` adds the bytes up, it is not given such code.
 */
export function openPackedScripts(folder: string, sum?: (compiled: Uint8Array) => number): PackedScripts {
  const requirePackage = createRequire(join(folder, 'index.cjs'));
  const indexFile = join(folder, 'packs.json');
  const packFile = (pack: number): string => join(folder, `${pack}.pack`);
  const index = readIndex(indexFile);
  const packs = new Map<number, OpenPack | null>();
  const loaded = new Map<string, { exports: object }>();

  function load(name: string): object {
    const known = loaded.get(name);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    // Before it runs: it may load others that load it.
    loaded.set(name, module);
    try {
      const body = packedBody(name) ?? ownBody(join(folder, name));
      body.call(module.exports, module.exports, requireFrom, module, join(folder, name), folder);
    } catch (error) {
      loaded.delete(name);
      throw error;
    }
    return module.exports;
  }

  const requireFrom = (name: string): unknown => (name.startsWith('./') ? load(name.slice(2)) : requirePackage(name));

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

  function readPack(number: number): OpenPack | null {
    const filename = packFile(number);
    const bytes = bytesOf(filename);
    const pack = index?.packs[number];
    if (bytes === null || pack === undefined) return null;
    const [text, compiled] = partsOf(bytes, pack);
    const isOurs = pack.compiler === compiler && (sum === undefined || sum(compiled) === pack.sum);
    try {
      const script = new Script(text.toString('latin1'), isOurs ? { filename, cachedData: compiled } : { filename });
      return { script, bodies: script.runInThisContext() };
    } catch {
      return null;
    }
  }

  return {
    load,
    loaded: () => [...loaded.keys()],
    taken: () => [...packs].flatMap(([pack, open]) => (open?.script.cachedDataRejected === false ? [pack] : [])),
    uncompiled: () =>
      readIndex(indexFile)?.packs.flatMap(({ compiler: by }, pack) => (by === null ? [pack] : [])) ?? null,
    writePacks(groups) {
      const scripts: Record<string, readonly [number, number]> = {};
      const written = groups.map((names, number): Pack => {
        const texts = names.map((name) => [name, wrapped(readFileSync(join(folder, name), 'utf8'))] as const);
        // Others would double what V8 keeps of all: they stay files.
        const kept = texts.filter(([, text]) => isAscii(Buffer.from(text)));
        for (const [place, [name]] of kept.entries()) scripts[name] = [number, place];
        const text = Buffer.from(`[${kept.map(([, body]) => body).join(',\n')}]`);
        writeFileSync(packFile(number), text);
        return { textEnd: text.length, compiler: null, sum: null };
      });
      writeIndex(indexFile, { scripts, packs: written });
    },
    keepCompiled(kept) {
      const before = readIndex(indexFile);
      if (before === null) return;
      const after = before.packs.map((pack, number): Pack => {
        const script = kept.includes(number) ? packs.get(number)?.script : undefined;
        const bytes = script === undefined ? null : bytesOf(packFile(number));
        if (script === undefined || bytes === null) return pack;
        const [text] = partsOf(bytes, pack);
        const compiled = script.createCachedData();
        const padding = Buffer.alloc(compiledAt(pack) - text.length);
        writeFileSync(packFile(number), Buffer.concat([text, padding, compiled]));
        return { ...pack, compiler, sum: sum?.(compiled) ?? null };
      });
      writeIndex(indexFile, { ...before, packs: after });
    },
  };
}

const compiler = `V8 ${process.versions.v8} for ${process.platform}, ${process.arch}`;

function ownBody(file: string): Body {
  return new Script(wrapped(readFileSync(file, 'utf8')), { filename: file }).runInThisContext();
}

const wrapped = (text: string): string => `(function (exports, require, module, __filename, __dirname) {${text}\n})`;

const compiledAt = ({ textEnd }: Pack): number => Math.ceil(textEnd / packAlignment) * packAlignment;

function partsOf(bytes: Buffer, pack: Pack): readonly [text: Buffer, compiled: Buffer] {
  return [bytes.subarray(0, pack.textEnd), bytes.subarray(compiledAt(pack))];
}

/** A copy of the build may be without packs, or have damaged ones. */
function readIndex(file: string): PackIndex | null {
  const bytes = bytesOf(file);
  try {
    return bytes === null ? null : JSON.parse(bytes.toString()); // the build's own
  } catch {
    return null;
  }
}

function writeIndex(file: string, index: PackIndex): void {
  writeFileSync(file, JSON.stringify(index));
}

function bytesOf(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}
