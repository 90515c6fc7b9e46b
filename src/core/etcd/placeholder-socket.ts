import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A socket for gRPC to connect to when the endpoint is behind a tunnel. gRPC opens its own socket before it asks its
 * credentials for the stream to speak over, and has no option to skip that; this local socket accepts the connection
 * and hangs up. No byte goes over it, so another process that finds it gets nothing. No TCP port is opened.
 */
export class PlaceholderSocket {
  readonly #folder = join(tmpdir(), `etcdeck-${randomBytes(8).toString('hex')}`);
  readonly #path: string;
  #server: Promise<Server> | null = null;
  #isClosed = false;

  constructor() {
    // Well under the 104 bytes that a socket's path may have on macOS. Windows has pipes in a namespace of their own.
    this.#path = process.platform === 'win32' ? `\\\\.\\pipe\\${this.#folder.split('\\').at(-1)}` : `${this.#folder}/s`;
  }

  /** The address that gRPC dials. */
  get target(): string {
    return `unix:${this.#path}`;
  }

  /** Resolves when it can be dialled. */
  async ready(): Promise<void> {
    if (this.#isClosed) throw new Error('the tunnel was closed');
    this.#server ??= this.#listen();
    await this.#server;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    void this.#server
      ?.then((server) => new Promise((resolve) => server.close(resolve)))
      .catch(() => undefined)
      .then(() => rm(this.#folder, { recursive: true, force: true }))
      .catch(() => undefined);
  }

  async #listen(): Promise<Server> {
    if (process.platform !== 'win32') await mkdir(this.#folder, { mode: 0o700 });
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.destroy();
    });
    server.unref();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#path, resolve);
    });
    return server;
  }
}
