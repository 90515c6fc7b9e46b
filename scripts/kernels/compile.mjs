import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';

/**
 * How kernels are compiled: fast code that has no memory of its own to manage, and asks its host for nothing but what
 * it imports. Memory has 8 MiB (128 pages) from the start, of which a page counts once it is written, and no more than
 * 1 GiB: memory that grows leaves its buffer, and from then on V8 checks every access to any bytes of the thread.
 */
const flags = [
  ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--converge', '--noAssert'],
  ...['--runtime', 'stub', '--enable', 'simd', '--use', 'abort=', '--maximumMemory', '16384', '--noColors'],
  ...['--initialMemory', '128'],
];

/**
 * Returns the files of a kernel: its own and those that it imports, by their paths from the project's folder.
 * @param {string} project
 * @param {string} entry in the project
 * @returns {ReadonlyMap<string, string>}
 */
export function kernelFiles(project, entry) {
  /** @type {Map<string, string>} */
  const files = new Map([[entry, '']]);
  // A map goes on to what is added meanwhile.
  for (const path of files.keys()) {
    const text = readFileSync(join(project, path), 'utf8');
    files.set(path, text);
    for (const [, specifier = ''] of text.matchAll(/^(?:import|\}) [^'\n]*'(\.[^'\n]+)';$/gm)) {
      const next = posix.join(posix.dirname(path), specifier);
      if (!files.has(next)) files.set(next, '');
    }
  }
  return files;
}

/**
 * Returns a kernel's WebAssembly, compiled anew where its sources or the compiler changed. Throws with what the compiler
 * says where the sources are wrong.
 * @param {string} project
 * @param {string} file the kernel's file
 * @returns {Promise<{ readonly wasm: Uint8Array, readonly files: readonly string[] }>}
 */
export async function compileKernel(project, file) {
  const entry = relative(project, file).split(sep).join('/');
  const sources = kernelFiles(project, entry);
  const files = [...sources.keys()].map((path) => join(project, path));
  const cached = join(project, 'node_modules', '.cache', 'etcdeck-kernels', `${hashOf(project, sources)}.wasm`);
  try {
    return { wasm: readFileSync(cached), files };
  } catch {
    // Compiled below.
  }
  const wasm = await compile(entry, sources);
  mkdirSync(dirname(cached), { recursive: true });
  // Processes that compile at the same time do not read half of a file.
  const own = `${cached}.${process.pid}`;
  writeFileSync(own, wasm);
  renameSync(own, cached);
  return { wasm, files };
}

/** @param {string} project @param {ReadonlyMap<string, string>} sources @returns {string} */
function hashOf(project, sources) {
  const versionOf = (/** @type {string} */ name) =>
    JSON.parse(readFileSync(join(project, 'node_modules', name, 'package.json'), 'utf8')).version;
  const compiler = ['assemblyscript', 'binaryen'].map(versionOf);
  return createHash('sha256')
    .update(JSON.stringify([compiler, flags, ...sources]))
    .digest('hex');
}

/** @param {string} entry @param {ReadonlyMap<string, string>} sources @returns {Promise<Uint8Array>} */
async function compile(entry, sources) {
  // Late, for it takes a second to load.
  const { main } = await import('assemblyscript/asc');
  /** @type {Uint8Array | null} */
  let wasm = null;
  /** @type {string[]} */
  const said = [];
  const stream = { write: (/** @type {string | Uint8Array} */ text) => void said.push(String(text)) };
  const { error } = await main([entry, '--outFile', 'kernel.wasm', ...flags], {
    stdout: stream,
    stderr: stream,
    readFile: (name) => sources.get(name.split(sep).join('/')) ?? null,
    writeFile: (name, contents) => {
      if (name === 'kernel.wasm' && typeof contents !== 'string') wasm = contents;
    },
    listFiles: () => [],
  });
  if (error !== null || wasm === null)
    throw new Error(`${entry} does not compile:\n${said.join('') || error?.message}`);
  return wasm;
}
