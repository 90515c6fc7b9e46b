import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundleForNode } from '../testing/bundle.ts';
import { openPackedScripts } from './packed-scripts.ts';

// Each act is a process of its own: what V8 has compiled once, it does not read again.

const root = mkdtempSync(join(tmpdir(), 'etcdeck-packs-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const folder = join(root, 'scripts');
const pack = join(folder, '0.pack');
const indexFile = join(folder, 'packs.json');
let module = '';

beforeAll(async () => {
  module = await bundleForNode(join(import.meta.dirname, 'packed-scripts.ts'));
});

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  writeFileSync(join(folder, 'index.cjs'), "exports.said = require('./word.cjs').word() + '!'");
  writeFileSync(join(folder, 'word.cjs'), "exports.word = () => 'hello'");
});

/** Runs some code with the scripts as `scripts`, and returns what it leaves in `told`. */
function run(code: string, flags: readonly string[] = []): unknown {
  const program = `import { crc32 } from 'node:zlib';
    import { writeSync } from 'node:fs';
    import { openPackedScripts } from ${JSON.stringify(module)};
    const scripts = openPackedScripts(${JSON.stringify(folder)}, crc32);
    let told = null;
    ${code};
    writeSync(1, JSON.stringify(told));`;
  const args = [...flags, '--input-type=module', '-e', program];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

/** What the first script says, and the packs whose compiled code it ran from. */
const said = (flags?: readonly string[]): unknown =>
  run("told = [scripts.load('index.cjs').said, scripts.taken()]", flags);

const writePack = (): unknown => run("scripts.writePacks([['index.cjs', 'word.cjs']])");

function compile(): void {
  writePack();
  run("scripts.load('index.cjs'); scripts.keepCompiled([0])");
}

describe('packed scripts', () => {
  it('run as files where there is no pack', () => {
    expect(said()).toEqual(['hello!', []]);
    expect(openPackedScripts(folder).uncompiled()).toBeNull();
  });

  it('run from their pack, without their files', () => {
    writePack();
    expect(openPackedScripts(folder).uncompiled()).toEqual([0]);
    for (const name of ['index.cjs', 'word.cjs']) rmSync(join(folder, name));
    expect(said()).toEqual(['hello!', []]);
  });

  it('run from what V8 has compiled', () => {
    compile();
    expect(openPackedScripts(folder).uncompiled()).toEqual([]);
    expect(said()).toEqual(['hello!', [0]]);
  });

  it('run from their text where V8 refuses that: for it, other flags are another version', () => {
    compile();
    expect(said(['--no-opt'])).toEqual(['hello!', []]);
  });

  it('run from their text where another version, or another kind of processor, has compiled', () => {
    compile();
    const index = JSON.parse(readFileSync(indexFile, 'utf8'));
    writeFileSync(
      indexFile,
      JSON.stringify({ ...index, packs: [{ ...index.packs[0], compiler: 'V8 1.0 for elsewhere' }] }),
    );
    expect(said()).toEqual(['hello!', []]);
  });

  it('run from their text where a single byte of what V8 has compiled is damaged', () => {
    compile();
    const whole = readFileSync(pack);
    const end = JSON.parse(readFileSync(indexFile, 'utf8')).packs[0].textEnd;
    // Of its head, which V8 looks at, of its middle and its end.
    for (const at of [end + 16, Math.floor((end + whole.length) / 2), whole.length - 1]) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 0x55;
      writeFileSync(pack, damaged);
      expect(said(), `byte ${at}`).toEqual(['hello!', []]);
    }
  });

  it('run as files where a pack, or the list of packs, is cut off', () => {
    compile();
    writeFileSync(pack, readFileSync(pack).subarray(0, 40));
    expect(said()).toEqual(['hello!', []]);
    writeFileSync(indexFile, readFileSync(indexFile).subarray(0, 40));
    expect(said()).toEqual(['hello!', []]);
  });

  it('are read again after they could not be', () => {
    rmSync(join(folder, 'word.cjs'));
    const reason = "try { scripts.load('index.cjs') } catch (error) { told = [error.code] }";
    const mend = `(await import('node:fs')).writeFileSync(${JSON.stringify(join(folder, 'word.cjs'))}, 'exports.word = () => 1')`;
    expect(run(`${reason}; ${mend}; told.push(scripts.load('index.cjs').said)`)).toEqual(['ENOENT', '1!']);
  });

  it('run from their text where what V8 has compiled is cut off', () => {
    compile();
    writeFileSync(pack, readFileSync(pack).subarray(0, -100));
    expect(said()).toEqual(['hello!', []]);
  });
});
