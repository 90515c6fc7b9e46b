import { fileURLToPath } from 'node:url';
import { projectFolder } from '../project.mjs';
import { compileKernel } from './compile.mjs';

const query = '?kernel';

/**
 * Compiles what is imported with `?kernel`, where Node itself loads the sources.
 * @type {import('node:module').ResolveHook}
 */
export async function resolve(specifier, context, next) {
  if (!specifier.endsWith(query)) return await next(specifier, context);
  const url = new URL(specifier, context.parentURL).href;
  return { url, format: 'module', shortCircuit: true };
}

/** @type {import('node:module').LoadHook} */
export async function load(url, context, next) {
  if (!url.endsWith(query)) return await next(url, context);
  const { wasm } = await compileKernel(projectFolder, fileURLToPath(url.slice(0, -query.length)));
  const source = `export const wasm = ${JSON.stringify(Buffer.from(wasm).toString('base64'))};\n`;
  return { format: 'module', source, shortCircuit: true };
}
