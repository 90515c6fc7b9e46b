import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type PackedEntry, tarGz } from './archives.ts';
import { chosenEtcd } from './etcd-binaries.ts';
import { serveLocally } from './local-server.ts';

/** A stand-in for the site of etcd's releases, on 127.0.0.1. */
export interface ReleaseSite {
  readonly origin: string;
  /** The paths that were asked for. */
  readonly asked: readonly string[];
  /** Answers every request from now on. */
  answer(by: (response: ServerResponse, path: string) => void): void;
  close(): Promise<void>;
}

/** Serves over https where a certificate is given. */
export async function startReleaseSite(
  secured: { readonly cert: string; readonly key: string } | null = null,
): Promise<ReleaseSite> {
  const asked: string[] = [];
  let answer: (response: ServerResponse, path: string) => void = (response) => response.writeHead(404).end();
  const listener: RequestListener = ({ url = '' }, response) => {
    asked.push(url);
    answer(response, url);
  };
  const server = secured === null ? createServer(listener) : createSecureServer(secured, listener);
  const { port, close } = await serveLocally(server);
  return {
    origin: `${secured === null ? 'http' : 'https'}://127.0.0.1:${port}`,
    asked,
    answer(by) {
      answer = by;
    },
    close,
  };
}

/** Sends a whole file. */
export const sends =
  (body: Uint8Array) =>
  (response: ServerResponse): void => {
    response.writeHead(200, { 'content-length': body.length }).end(body);
  };

/** Returns the SHA-256 of bytes in hexadecimal. */
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A program that says it is etcd of a version, and does nothing else. */
export const sayingVersion = (version: string): string => `#!/bin/sh\necho "etcd Version: ${version}"\n`;

/** Returns the entries of a release with the programs of the etcd under test. */
export async function realRelease(): Promise<readonly PackedEntry[]> {
  const { etcd, etcdctl, etcdutl, version } = chosenEtcd();
  const top = `etcd-v${version}-linux-amd64`;
  const programs = Object.entries({ etcd, etcdctl, etcdutl }).flatMap(([name, file]) =>
    file === null ? [] : [{ name, file }],
  );
  return await Promise.all([
    { path: `${top}/README.md`, content: 'etcd' },
    ...programs.map(async ({ name, file }) => ({ path: `${top}/${name}`, content: await readFile(file) })),
  ]);
}

/** Packs the programs of the etcd under test as a release has them. */
export const packedEtcd = async (): Promise<Buffer> => tarGz(await realRelease());
