import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { type RequestOptions, request as send } from 'node:https';

/** How a served API is reached, of its kubeconfig. */
export interface Access {
  readonly url: URL;
  readonly ca: string;
  readonly token: string;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  // A test looks into what it expects.
  // biome-ignore lint/suspicious/noExplicitAny: the documents of another program.
  readonly json: () => any;
}

/** Reads a kubeconfig of etcdeck's own, which has one cluster and one user. */
export function accessOf(kubeconfig: string): Access {
  const text = readFileSync(kubeconfig, 'utf8');
  const of = (name: string): string => new RegExp(`^ +${name}: (\\S+)$`, 'm').exec(text)?.[1] ?? '';
  const ca = Buffer.from(of('certificate-authority-data'), 'base64').toString();
  return { url: new URL(of('server')), ca, token: of('token') };
}

type Asked = Pick<RequestOptions, 'method' | 'headers' | 'agent' | 'signal'> & { readonly body?: string | Buffer };

/** Opens a request; its answer is read by the caller. */
export function open({ url, ca, token }: Access, path: string, asked: Asked = {}): Promise<IncomingMessage> {
  const { body, headers, ...rest } = asked;
  return new Promise((resolve, reject) => {
    const request = send(
      {
        // The certificate is looked at by its own name, whatever Host is sent.
        ...{ host: url.hostname, port: url.port, servername: 'localhost', path, ca, ...rest },
        headers: {
          Authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }),
          ...headers,
        },
      },
      resolve,
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** Sends a request and reads its whole answer. */
export async function ask(access: Access, path: string, asked: Asked = {}): Promise<RawAnswer> {
  const answer = await open(access, path, asked);
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part);
  const body = Buffer.concat(parts);
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    body,
    json: () => JSON.parse(body.toString()),
  };
}

/** One event of a watch in JSON. */
export interface RawEvent {
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  readonly object: any;
}

/** Follows a watch in JSON until it ends; leaving it cuts it off. */
export async function* follow(access: Access, path: string, asked: Asked = {}): AsyncGenerator<RawEvent, void> {
  const leaving = new AbortController();
  const answer = await open(access, path, { ...asked, signal: leaving.signal, agent: false });
  if (answer.statusCode !== 200) throw new Error(`a watch was answered with ${answer.statusCode}`);
  let rest = '';
  try {
    for await (const part of answer) {
      const lines = (rest + String(part)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield JSON.parse(line);
    }
  } finally {
    leaving.abort();
  }
}
