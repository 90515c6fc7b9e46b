import { join } from 'node:path';
import { build } from 'vite';
import { buildFacts } from '../build-facts.mjs';
import { kernelPlugin } from '../kernels/plugin.mjs';
import { inProject, projectFolder } from '../project.mjs';

/**
 * Makes one CommonJS file of an entry and all that it imports, packages included: what is inside an executable can load
 * nothing but Node's own modules. Native parts stay out; ssh2 does without.
 * @param {string} entry
 * @param {string} folder
 * @param {string} name
 * @returns {Promise<string>} the file
 */
export async function bundle(entry, folder, name) {
  const native = ['cpu-features', /\.node$/];
  await build({
    root: projectFolder,
    configFile: false,
    logLevel: 'warn',
    plugins: [kernelPlugin(projectFolder)],
    define: buildFacts(projectFolder),
    ssr: { noExternal: true, external: ['cpu-features'], target: 'node' },
    build: {
      ssr: inProject(entry),
      outDir: folder,
      emptyOutDir: false,
      target: 'node20.18',
      minify: true,
      rolldownOptions: {
        external: native,
        // What is imported late is still run late: it stands in the same file as a function.
        output: { format: 'cjs', codeSplitting: false, entryFileNames: name, keepNames: true },
      },
    },
  });
  return join(folder, name);
}
