import { compileKernel } from './compile.mjs';

const query = '?kernel';

/**
 * Lets modules import kernels: `import { wasm } from './print.kernel.ts?kernel'` is the compiled kernel in base64.
 * docs/decisions/078-kernels.md has why.
 * @param {string} project
 * @returns {import('vite').Plugin}
 */
export function kernelPlugin(project) {
  return {
    name: 'etcdeck-kernels',
    // Before what takes every file for TypeScript.
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith(query)) return null;
      const { wasm, files } = await compileKernel(project, id.slice(0, -query.length));
      for (const file of files) this.addWatchFile(file);
      return { code: `export const wasm = '${Buffer.from(wasm).toString('base64')}';`, map: null, moduleType: 'js' };
    },
  };
}
