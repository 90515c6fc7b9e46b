import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inProject } from './project.mjs';

/** The manual page and the completions, each by its path below `/usr/share`, with the command that prints it. */
export const shellFiles = {
  'man/man1/etcdeck.1': ['man'],
  'bash-completion/completions/etcdeck': ['completion', 'bash'],
  'zsh/vendor-completions/_etcdeck': ['completion', 'zsh'],
  'fish/vendor_completions.d/etcdeck.fish': ['completion', 'fish'],
};

/**
 * Writes the manual page and the completions into a folder, as they stand below `/usr/share`. The command line has to be
 * built.
 * @param {string} folder
 */
export function writeShellFiles(folder) {
  for (const [path, args] of Object.entries(shellFiles)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, execFileSync(process.execPath, [inProject('out/main/cli.cjs'), ...args]));
  }
}
