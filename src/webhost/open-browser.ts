import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Opens the link in the user's browser through a file that only the user can read, because other users can see a
 * process's arguments, and the first use consumes the link. Returns the function that removes the file.
 */
export async function openInBrowser(link: string): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-open-'));
  const file = join(folder, 'open.html');
  const page = `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${link}"><title>etcdeck</title>`;
  await writeFile(file, page, { mode: 0o600 });
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const [command, ...args] = opener(pathToFileURL(file).href);
  try {
    await new Promise<void>((resolve, reject) => {
      spawn(command, args, { detached: true, stdio: 'ignore' }).once('error', reject).once('spawn', resolve).unref();
    });
  } catch (error) {
    await remove();
    throw error;
  }
  return remove;
}

function opener(url: string): [command: string, ...args: string[]] {
  if (process.platform === 'darwin') return ['open', url];
  // `start` is a shell built-in, which takes its first quoted argument as a title.
  if (process.platform === 'win32') return ['cmd', '/c', 'start', '""', url];
  return ['xdg-open', url];
}
