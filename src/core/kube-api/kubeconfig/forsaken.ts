import { readdir, unlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { readSmallFile } from '../../files/small-file.ts';
import { accessesIn, ownLine, withoutNamed } from './kubeconfig-text.ts';

/** How many of them are looked after at a start. */
const mostForsaken = 100;
const ownName = /^(\d{1,5})\.kubeconfig$/;

/**
 * Removes the kubeconfigs in a folder whose servers were killed: a server listens before it writes its file, and removes
 * it before it stops listening. Never fails: what cannot be removed stays.
 */
export async function removeForsaken(folder: string): Promise<void> {
  const names = await readdir(folder).catch((): string[] => []);
  const own = names.filter((name) => ownName.test(name)).slice(0, mostForsaken);
  await Promise.all(
    own.map((name) => removeIfForsaken(join(folder, name), Number.parseInt(name, 10)).catch(() => null)),
  );
}

async function removeIfForsaken(file: string, port: number): Promise<void> {
  if (await isListening(port)) return;
  const text = await readSmallFile(file, { bytes: 2 ** 16, purpose: 'a kubeconfig' });
  if (text.toString().startsWith(ownLine)) await unlink(file);
}

/** Returns a user's kubeconfig without the accesses of servers that were killed. */
export async function withoutForsaken(file: string, text: string): Promise<string> {
  const accesses = accessesIn(file, text).slice(0, mostForsaken);
  const forsaken = await Promise.all(accesses.map(async ({ name, port }) => ((await isListening(port)) ? [] : [name])));
  return withoutNamed(file, text, forsaken.flat());
}

const answerMs = 1_000;

/** Returns whether anything listens on a port of 127.0.0.1; where that is not certain, it does. */
function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    if (port < 1 || port > 65_535) return resolve(false);
    const socket = connect({ host: '127.0.0.1', port, timeout: answerMs });
    const settle = (is: boolean): void => {
      socket.destroy();
      resolve(is);
    };
    socket.once('connect', () => settle(true));
    socket.once('timeout', () => settle(true));
    socket.once('error', (error: NodeJS.ErrnoException) => settle(error.code !== 'ECONNREFUSED'));
  });
}
