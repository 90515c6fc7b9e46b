import { Agent, type ClientRequestArgs, type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';
import { dialSecurely, type SecureDialSettings } from '../../connections/http/secure-dial.ts';
import type { EtcdTarget } from '../../etcd/client.ts';
import { type RaftStatus, readRaftStatus } from './raft-status.ts';

/** Members answer within milliseconds; a frozen one takes connections and never answers. */
const answerMs = 1_000;
/** Members answer with 5 kB. */
const mostBytes = 64 * 1024;
/** An election writes twenty lines, each a reason to ask. */
const leastGapMs = 20;
/** How long a silent member is left alone at most. */
const longestPauseMs = 2_000;

/** What a poller hears. */
export interface PollerListener {
  /** `askedAt`: the answer is at least as new; milliseconds since 1970. */
  onAnswer(status: RaftStatus, askedAt: number): void;
  /** Nothing usable came in a second, or the connection was refused. */
  onSilence(): void;
}

/**
 * Asks one member for its `/debug/vars` again and again over one connection, one question at a time. A question costs the
 * member 1 to 2 ms of CPU, and a new TLS connection several times as much.
 */
export class MemberPoller {
  readonly #agent: DialledAgent;
  readonly #url: URL;
  readonly #listener: PollerListener;
  #paceMs: number;
  #silences = 0;
  /** By the steady clock: a system's clock that is set back would keep it waiting for as long. */
  #askedAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #isAsking = false;
  #isPoked = false;
  #isClosed = false;

  constructor(endpoint: string, { tls }: Pick<EtcdTarget, 'tls'>, paceMs: number, listener: PollerListener) {
    const loaded = tls === null ? null : { material: tls, authorities: [], clientCertificate: null };
    const settings = { endpoints: [endpoint], tls: loaded, tunnel: null };
    this.#url = new URL('/debug/vars', endpoint);
    this.#agent = new DialledAgent(endpoint, settings);
    this.#listener = listener;
    this.#paceMs = paceMs;
    this.#plan(0);
  }

  /** Sets how often it asks from now on. */
  setPace(paceMs: number): void {
    if (paceMs === this.#paceMs) return;
    this.#paceMs = paceMs;
    this.poke();
  }

  /** Asks soon, or again as soon as the question under way is over. */
  poke(): void {
    this.#silences = 0;
    this.#isPoked = true;
    if (!this.#isAsking) this.#plan(this.#askedAt + leastGapMs - performance.now());
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#agent.destroy();
  }

  #plan(afterMs: number): void {
    clearTimeout(this.#timer);
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => void this.#poll(), Math.max(0, afterMs));
  }

  async #poll(): Promise<void> {
    this.#isAsking = true;
    this.#isPoked = false;
    const askedAt = Date.now();
    this.#askedAt = performance.now();
    const status = await this.#ask().catch(() => null);
    this.#isAsking = false;
    if (this.#isClosed) return;
    if (status === null) {
      this.#silences += 1;
      this.#listener.onSilence();
    } else {
      this.#silences = 0;
      this.#listener.onAnswer(status, askedAt);
    }
    const pauseMs = Math.min(longestPauseMs, this.#paceMs * 2 ** Math.min(this.#silences, 8));
    const gapMs = this.#isPoked ? leastGapMs : Math.max(this.#paceMs, pauseMs);
    this.#plan(this.#askedAt + gapMs - performance.now());
  }

  #ask(): Promise<RaftStatus | null> {
    return new Promise((resolve, reject) => {
      const { hostname, port, pathname } = this.#url;
      const asked = request({ agent: this.#agent, hostname, port, path: pathname, headers: { accept: '*/*' } });
      const late = setTimeout(() => asked.destroy(new Error('no answer came in time')), answerMs);
      asked.once('close', () => {
        clearTimeout(late);
        reject(new Error('the connection was closed'));
      });
      asked.on('error', reject);
      asked.once('response', (answer) => read(answer, resolve, (error) => asked.destroy(error)));
      asked.end();
    });
  }
}

function read(
  answer: IncomingMessage,
  resolve: (status: RaftStatus | null) => void,
  fail: (error: Error) => void,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  answer.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > mostBytes) fail(new Error('the answer is too large'));
    else chunks.push(chunk);
  });
  answer.on('error', fail);
  answer.once('end', () => {
    if (answer.statusCode !== 200) resolve(null);
    else resolve(statusIn(Buffer.concat(chunks)));
  });
}

function statusIn(body: Buffer): RaftStatus | null {
  try {
    return readRaftStatus(JSON.parse(body.toString('utf8')));
  } catch {
    return null;
  }
}

/** Keeps one connection to a member, dialled as every other one of a connection is. */
class DialledAgent extends Agent {
  readonly #endpoint: string;
  readonly #settings: SecureDialSettings;

  constructor(endpoint: string, settings: SecureDialSettings) {
    super({ keepAlive: true, maxSockets: 1 });
    this.#endpoint = endpoint;
    this.#settings = settings;
  }

  override createConnection(
    _options: ClientRequestArgs,
    done?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    const dialling = dialSecurely(this.#endpoint, this.#settings, { timeoutMs: answerMs });
    dialling.then(
      ({ stream }) => done?.(null, stream),
      // Node's type has no failure without a stream; its own agents give none either.
      (error) => (done as ((error: Error) => void) | undefined)?.(error),
    );
    return undefined;
  }
}
