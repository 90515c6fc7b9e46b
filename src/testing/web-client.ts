import { mkdir, writeFile } from 'node:fs/promises';
import { type OutgoingHttpHeaders, request } from 'node:http';
import { join } from 'node:path';

/** The proofs that a page sends to open the wire; a stranger lacks some of them. */
export interface Shown {
  readonly host?: string;
  readonly origin?: string;
  readonly cookie?: string;
  readonly protocols?: readonly string[];
}

export interface WebAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Sends a request as a hostile client can write it: any path, Host and method. */
export function askWeb(port: string, path: string, headers: OutgoingHttpHeaders, method: string): Promise<WebAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    outgoing.on('error', reject).end();
  });
}

/** Returns the status of the answer to an upgrade; 101 where it is admitted. */
export function upgradeWeb(port: string, { protocols = [], ...shown }: Shown, path: string): Promise<number> {
  const headers = {
    ...shown,
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    ...(protocols.length === 0 ? {} : { 'sec-websocket-protocol': protocols.join(', ') }),
  };
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path, headers }, (response) => {
      response.destroy();
      resolve(response.statusCode ?? 0);
    });
    outgoing.on('upgrade', (_, socket) => {
      socket.destroy();
      resolve(101);
    });
    outgoing.on('error', reject).end();
  });
}

/** Writes a renderer into a folder, with a file beside it that must never be served; returns the renderer's folder. */
export async function writeRenderer(folder: string): Promise<string> {
  const rendererFolder = join(folder, 'renderer');
  await mkdir(join(rendererFolder, 'assets'), { recursive: true });
  await writeFile(join(rendererFolder, 'index.html'), '<!doctype html><title>etcdeck</title>');
  await writeFile(join(rendererFolder, 'assets', 'index-1.js'), 'export {};');
  await writeFile(join(folder, 'secret.js'), 'secret');
  return rendererFolder;
}
