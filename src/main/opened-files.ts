import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Returns the files that a command line names, as a file manager or an operator gives them: `etcdeck a.db`, and
 * `etcdeck open a.db`. Switches, and what is no plain file, are left out.
 */
export function filesIn(argv: readonly string[], folder: string): readonly string[] {
  return argv
    .slice(1)
    .filter((word) => !word.startsWith('-'))
    .map((word) => resolve(folder, word))
    .filter(isPlainFile);
}

/** Returns the file that a window was asked to go to, as by dropping it there; `null` for any other URL. */
export function fileOfUrl(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host } = new URL(url);
  // A host would be another machine's, which opening the file would greet with the user's name.
  if (protocol !== 'file:' || host !== '') return null;
  try {
    const file = fileURLToPath(url);
    return isPlainFile(file) ? file : null;
  } catch {
    return null;
  }
}

function isPlainFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
