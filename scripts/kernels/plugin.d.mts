import type { Plugin } from 'vite';

/**
 * Lets modules import kernels: `import { wasm } from './print.kernel.ts?kernel'` is the compiled kernel in base64.
 * `project`: the folder of the project.
 */
export function kernelPlugin(project: string): Plugin;
