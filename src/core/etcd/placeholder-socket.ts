import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A socket for gRPC to connect to when the endpoint is behind a tunnel. gRPC opens its own socket before it requests
 * the credentials' stream, and cannot skip that; this local socket accepts the connection and closes it. It carries no
 * data, so another process that finds it gets nothing. Opens no TCP port.
 */
export class PlaceholderSocket {
  readonly #folder = join(tmpdir(), `etcdeck-${randomBytes(8).toString('hex')}`);
  readonly #path: string;
  #server: Promise<Server> | null = null;
  #isClosed = false;

  constructor() {
    // Well under macOS's limit of 104 bytes for a socket's path. Windows has a separate namespace for pipes.
    this.#path = process.platform === 'win32' ? `\\\\.\\pipe\\${this.#folder.split('\\').at(-1)}` : `${this.#folder}/s`;
  }

  /** The address that gRPC dials. */
  get target(): string {
    return `unix:${this.#path}`;
  }

  /** Resolves when gRPC can dial it. */
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
