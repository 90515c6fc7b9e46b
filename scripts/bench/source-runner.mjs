import { createServer } from 'vite';
import { kernelPlugin } from '../kernels/plugin.mjs';
import { projectFolder } from '../project.mjs';

/**
 * Runs modules of the project in this process: they are TypeScript, which Node cannot read by itself. What they import
 * later is read until the runner is closed.
 */
export async function openSourceRunner() {
  const server = await createServer({
    root: projectFolder,
    configFile: false,
    logLevel: 'error',
    plugins: [kernelPlugin(projectFolder)],
    appType: 'custom',
    server: { middlewareMode: true, watch: null, hmr: false, ws: false },
    optimizeDeps: { noDiscovery: true },
  });
  return {
    /** @param {string} path in the project @returns {Promise<Record<string, unknown>>} what the module exports */
    import: (path) => server.ssrLoadModule(`/${path}`),
    close: () => server.close(),
  };
}
