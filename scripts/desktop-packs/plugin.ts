import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';
import { openPackedScripts } from '../../src/core/packed-scripts.ts';
import { hasElectron, runInElectron } from './run-in-electron.mjs';

/** The folder of the desktop's scripts within the main process' build. */
const scriptsFolder = 'desktop/';

/**
 * Puts the scripts that a window's start loads into one pack, and has Electron run them for what V8 compiles. Where there is
 * no Electron there is no desktop to start; where one does not run here, says so: the desktop takes longer to start.
 */
export function desktopPackPlugin(project: string): Plugin {
  const folder = join(project, 'out', 'main', scriptsFolder);
  return {
    name: 'etcdeck-desktop-pack',
    apply: 'build',
    writeBundle(_, bundle) {
      const files = loadedAtStart(bundle, `${scriptsFolder}index.cjs`);
      openPackedScripts(folder).writePacks([files.map((file) => file.slice(scriptsFolder.length))]);
    },
    async closeBundle() {
      if (!hasElectron()) return;
      const reason = await rehearse(project, folder);
      if (reason !== null) console.warn(`V8 has compiled nothing of the desktop, which starts slower: ${reason}.`);
    },
  };
}

/** The scripts that the first imports itself, early or late, and what these import at once. */
function loadedAtStart(bundle: Rolldown.OutputBundle, first: string): readonly string[] {
  const chunk = (file: string): Rolldown.OutputChunk => {
    const found = bundle[file];
    if (found?.type !== 'chunk') throw new Error(`The build has no script ${file}`);
    return found;
  };
  const isOurs = (file: string): boolean => bundle[file] !== undefined;
  const names = new Set([first, ...chunk(first).dynamicImports.filter(isOurs)]);
  // A set goes on to what is added meanwhile.
  for (const name of names) for (const file of chunk(name).imports.filter(isOurs)) names.add(file);
  return [...names];
}

/** Runs the rehearsal in Electron. Returns why it came to nothing, or null. */
async function rehearse(project: string, folder: string): Promise<string | null> {
  const scratch = mkdtempSync(join(tmpdir(), 'etcdeck-build-'));
  try {
    await build({
      root: project,
      configFile: false,
      logLevel: 'warn',
      ssr: { noExternal: true, target: 'node' },
      build: {
        ssr: join(project, 'scripts/desktop-packs/rehearsal.ts'),
        outDir: scratch,
        emptyOutDir: false,
        target: 'node20.18',
        rolldownOptions: { external: ['electron'], output: { format: 'cjs', entryFileNames: 'rehearsal.cjs' } },
      },
    });
    const env = { ETCDECK_CONFIG_DIR: join(scratch, 'settings'), ETCDECK_REHEARSED: folder };
    const reason = await runInElectron(join(scratch, 'rehearsal.cjs'), { scratch, env });
    if (reason !== null) return reason;
    return openPackedScripts(folder).uncompiled()?.length === 0 ? null : 'Electron did not run what was built';
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
