import { chmod, lstat, mkdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';

const CALLER_MS = 5_000;
/** The most callers at once. */
const MOST_CALLERS = 4;
/** The lowest limit of a system for a socket's path: 104 bytes with the terminator, on macOS. */
const LONGEST_PATH = 103;
/** The permissions of everybody but the owner. */
const OTHERS = 0o077;

/** Issues new links until it is closed. */
export interface LinkIssuer {
  close(): Promise<void>;
}

/** The folder with the link sockets of this user's running servers, each named by its port. */
export const issuerFolder = (settingsFolder: string): string => join(settingsFolder, 'serve');

/** Returns the socket of the server on this port. */
export const issuerSocket = (settingsFolder: string, port: number): string =>
  join(issuerFolder(settingsFolder), `${port}.sock`);

/**
 * Sends a new link to each caller at a socket that only this user can reach. Returns `null` on Windows, where anybody
 * may take a pipe's name. Fails where the folder does not belong to this user alone.
 */
export async function openLinkIssuer(options: {
  /** The settings folder. */
  readonly folder: string;
  readonly port: number;
  readonly newLink: () => string;
  /** How long a caller may take in all, even while it sends. */
  readonly callerMs?: number;
}): Promise<LinkIssuer | null> {
  if (process.platform === 'win32') return null;
  await mkdir(issuerFolder(options.folder), { recursive: true, mode: 0o700 });
  await requirePrivate(issuerFolder(options.folder));
  const path = issuerSocket(options.folder, options.port);
  if (Buffer.byteLength(path) > LONGEST_PATH) throw new Error(`the path ${path} is too long for a socket`);
  // This server has the port, so a socket here was left by a killed server.
  await rm(path, { force: true });
  const server = createServer((caller) => {
    const timer = setTimeout(() => caller.destroy(), options.callerMs ?? CALLER_MS);
    caller.on('error', () => undefined).on('close', () => clearTimeout(timer));
    // A caller that only checks for a server sends nothing, and consumes no link.
    caller.once('data', () => caller.end(`${options.newLink()}\n`));
  });
  server.maxConnections = MOST_CALLERS;
  await listen(server, path);
  await chmod(path, 0o600);
  return {
    async close() {
      // The system removes the socket with its server.
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Fails unless a folder is this user's and closed to all others. A symbolic link does not count as one. */
export async function requirePrivate(folder: string): Promise<void> {
  const facts = await lstat(folder);
  const isOurs = facts.isDirectory() && facts.uid === process.getuid?.() && (facts.mode & OTHERS) === 0;
  if (!isOurs) throw new Error(`${folder} is not this user's alone`);
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(path, () => {
      server.off('error', reject).on('error', () => undefined);
      resolve();
    });
  });
}
