import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { EtcdeckError } from '../../../contract/failure.ts';
import { type Bounds, bounded } from '../bounded-wait.ts';
import { type DialBounds, type DialledStream, dialSecurely, failedAt, type SecureDialSettings } from './secure-dial.ts';

/** The bounds of an HTTP answer. */
export interface GetBounds extends DialBounds {
  /** The largest body accepted, in bytes. The `/metrics` of a member are 150 to 250 kB. */
  readonly mostBytes: number;
}

/** An answer with its status: etcd answers `/readyz` and `/health` with 503 and gives the reason in the body. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string | null;
  readonly body: Uint8Array;
}

/** No answer of etcd's has larger headers; Node refuses larger ones. */
const mostHeaderBytes = 16_384;
/** Interim answers (`1xx`) are rare, and come one or two at a time. */
const mostInterim = 8;

/**
 * Reads a URL of a member over HTTP/1.1, dialled as the connection is: `https://10.0.0.1:2379/metrics`. Follows no
 * redirect, asks for no compression and sends no secret. `timeoutMs` covers the whole, including the dial. Fails as
 * `dialSecurely` does, and with `DeadlineExceeded`, `AnswerTooLarge`, `ConnectionCut`, `ServerSpeaksTls`, and with
 * `NotEtcd` where the answer is not HTTP, a redirect, or compressed all the same.
 */
export async function httpGet(url: string, settings: SecureDialSettings, bounds: GetBounds): Promise<HttpAnswer> {
  const { endpoint, host, path } = targetOf(url);
  const endsAt = performance.now() + bounds.timeoutMs;
  const rest = (): Bounds => ({ timeoutMs: Math.max(1, endsAt - performance.now()), signal: bounds.signal });
  const dialled = await dialSecurely(endpoint, settings, bounds);
  try {
    return await ask(dialled.stream, { host, path, mostBytes: bounds.mostBytes }, rest());
  } catch (error) {
    const failure = await whyUnanswered(error, dialled, rest());
    throw failedAt('http', endpoint, new EtcdeckError({ ...failure.toFailure(), operation: `GET ${path}` }));
  } finally {
    dialled.stream.destroy();
  }
}

function targetOf(url: string): { readonly endpoint: string; readonly host: string; readonly path: string } {
  const target = URL.canParse(url) ? new URL(url) : null;
  if (target === null || !/^https?:$/.test(target.protocol) || target.username !== '' || target.password !== '') {
    throw new EtcdeckError({ code: 'EndpointInvalid', message: 'a URL to read is http(s)://host:port/path' });
  }
  // A URL omits its scheme's default port.
  const port = target.port || (target.protocol === 'https:' ? '443' : '80');
  const { protocol, hostname, host, pathname, search } = target;
  return { endpoint: `${protocol}//${hostname}:${port}`, host, path: `${pathname}${search}` };
}

interface Question {
  readonly host: string;
  readonly path: string;
  readonly mostBytes: number;
}

function ask(stream: Duplex, { host, path, mostBytes }: Question, bounds: Bounds): Promise<HttpAnswer> {
  // Most connections ask nothing by HTTP.
  const { request } = process.getBuiltinModule('node:http');
  return bounded<HttpAnswer>(bounds, tooLate, (resolve, reject) => {
    const asked = request({
      createConnection: () => stream,
      path,
      setHost: false,
      maxHeaderSize: mostHeaderBytes,
      headers: { host, accept: '*/*', 'accept-encoding': 'identity', connection: 'close' },
    });
    asked.once('response', (answer) => read(answer, mostBytes, resolve, reject));
    // Never removed: a late error must not be uncaught.
    asked.on('error', reject);
    refuseInterim(asked, reject);
    asked.end();
    return () => void asked.destroy();
  });
}

function refuseInterim(asked: ClientRequest, reject: (error: EtcdeckError) => void): void {
  let interim = 0;
  asked.on('information', () => {
    interim += 1;
    if (interim > mostInterim) reject(notEtcd('it sends interim answers without end'));
  });
  asked.once('upgrade', () => reject(notEtcd('it changes to another protocol')));
}

function read(
  answer: IncomingMessage,
  mostBytes: number,
  resolve: (answer: HttpAnswer) => void,
  reject: (error: unknown) => void,
): void {
  const { statusCode: status = 0, headers } = answer;
  const encoding = headers['content-encoding'] ?? 'identity';
  if (status >= 300 && status < 400) reject(notEtcd(`it redirects (${status})`));
  else if (encoding !== 'identity') reject(notEtcd('it compresses what was to come as it is'));
  else if (Number(headers['content-length']) > mostBytes)
    reject(tooLarge(Number(headers['content-length']), mostBytes));
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  answer.on('data', (chunk: Uint8Array) => {
    bytes += chunk.length;
    if (bytes > mostBytes) reject(tooLarge(bytes, mostBytes));
    else chunks.push(chunk);
  });
  answer.on('error', reject);
  answer.once('end', () => {
    resolve({ status, contentType: headers['content-type'] ?? null, body: new Uint8Array(Buffer.concat(chunks)) });
  });
}

/** Returns why there is no answer: an earlier failure, the parser's error, or the stream's end. */
async function whyUnanswered(error: unknown, dialled: DialledStream, bounds: Bounds): Promise<EtcdeckError> {
  if (error instanceof EtcdeckError) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  const code = 'code' in cause ? String(cause.code) : '';
  if (code === 'HPE_HEADER_OVERFLOW') return tooLarge(mostHeaderBytes + 1, mostHeaderBytes);
  const explained = await dialled.explain(cause, bounds);
  return explained.code === 'ConnectionCut' && code.startsWith('HPE_')
    ? notEtcd('it does not speak HTTP/1')
    : explained;
}

function notEtcd(why: string): EtcdeckError {
  return new EtcdeckError({ code: 'NotEtcd', message: `what answers is not an etcd server: ${why}` });
}

function tooLate(): EtcdeckError {
  return new EtcdeckError({ code: 'DeadlineExceeded', message: 'no answer came in time', retry: true });
}

function tooLarge(bytes: number, most: number): EtcdeckError {
  const message = `the answer has ${bytes} bytes or more, and ${most} are taken at most`;
  return new EtcdeckError({ code: 'AnswerTooLarge', message, detail: { bytes, most } });
}
