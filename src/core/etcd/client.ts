import type { Abort } from '../../contract/abort.ts';
import { type ErrorCode, EtcdeckError } from '../../contract/failure.ts';
import type { CallBounds, EndpointChannel } from './channel.ts';
import { ClusterIdentity } from './cluster-identity.ts';
import { refuseUnprotected } from './endpoint.ts';
import { EndpointFailure } from './endpoint-failure.ts';
import type { EtcdCalls } from './etcd-calls.ts';
import { cancelled } from './failures.ts';
import { mostTelling } from './most-telling.ts';
import type { TlsMaterial } from './secure-context.ts';
import type { Tunnel } from './tunnel.ts';

/** A cluster's endpoints, and the means to authenticate. */
export interface EtcdTarget {
  /** `http(s)://host:port`, all of one cluster. */
  readonly endpoints: readonly string[];
  /** For the https endpoints; `null` where every endpoint is http. */
  readonly tls: TlsMaterial | null;
  /** A user and password; they take precedence over the client certificate's name. */
  readonly user: string | null;
  readonly password: string | null;
  /**
   * Called before every RPC that changes something; throws to refuse it, and nothing has left then. Without it, every
   * write is sent.
   */
  readonly admitWrite?: (operation: string) => void;
  /** The tunnel to the endpoints, where this machine's own network does not reach them. Its creator closes it. */
  readonly tunnel?: Tunnel | null;
}

/** A client's times, in milliseconds. */
export interface EtcdClientOptions {
  /** The default time of a call; 5,000. */
  readonly callTimeoutMs?: number;
  /** How long to wait for one endpoint's connection while others can be tried; 2,000. */
  readonly connectTimeoutMs?: number;
  /**
   * The interval of pings while a call or stream is open; 10,000. At least 5,000, because etcd closes connections that
   * ping more often.
   */
  readonly keepAliveMs?: number;
  /** How long a ping may stay unanswered before the connection counts as lost; 5,000. */
  readonly keepAliveTimeoutMs?: number;
}

/** The options of every call. */
export interface EtcdCallOptions {
  /** Ends the call, which rejects with `Cancelled`. A write may still have happened. */
  readonly signal?: Abort | undefined;
  /** The time for the whole call, including other endpoints. */
  readonly timeoutMs?: number | undefined;
  /** Calls this endpoint only, even where it is not one of the client's. */
  readonly endpoint?: string | undefined;
  /**
   * A token to send in place of the user's own. `null`: none, so that nobody is authenticated first, which needs
   * quorum; the member still takes the client certificate's name for the user.
   */
  readonly token?: string | null | undefined;
}

/** An answer, and the endpoint that gave it. */
export interface Answered<T> {
  readonly answer: T;
  readonly endpoint: string;
  /**
   * From the request to this endpoint's answer, in milliseconds; the first time includes connecting and authenticating.
   */
  readonly latencyMs: number;
}

/**
 * An open connection to a cluster: a channel and a token for each endpoint. Creating one dials nothing; the first call
 * loads the gRPC library.
 */
export class EtcdClient {
  /** The connection's cluster, and the endpoints found to be of another one. */
  readonly identity = new ClusterIdentity();
  readonly #target: EtcdTarget;
  readonly #options: Required<EtcdClientOptions>;
  readonly #channels = new Map<string, EndpointChannel>();
  #endpoints: readonly string[];
  #preferred = 0;
  #isClosed = false;

  constructor(target: EtcdTarget, options: EtcdClientOptions = {}) {
    this.#target = target;
    this.#endpoints = target.endpoints;
    this.#options = {
      callTimeoutMs: 5_000,
      connectTimeoutMs: 2_000,
      keepAliveMs: 10_000,
      keepAliveTimeoutMs: 5_000,
      ...options,
    };
  }

  /** The given endpoints, then the learned ones. */
  get endpoints(): readonly string[] {
    return this.#endpoints;
  }

  /** Adds endpoints to try after the given ones; replaces those learned before. */
  learn(endpoints: readonly string[]): void {
    const preferred = this.#endpoints[this.#preferred] ?? '';
    this.#endpoints = [...new Set([...this.#target.endpoints, ...endpoints])];
    this.#preferred = Math.max(0, this.#endpoints.indexOf(preferred));
  }

  get callTimeoutMs(): number {
    return this.#options.callTimeoutMs;
  }

  /**
   * Fails with `ReadOnly` where a write would be refused now: for callers with work to do before a write. The write
   * itself is checked again.
   */
  admitWrite(operation: string): void {
    this.#target.admitWrite?.(operation);
  }

  /** Ends watches, streams, calls and channels. Later calls fail with `ConnectionNotOpen`. */
  close(): void {
    this.#isClosed = true;
    for (const channel of this.#channels.values()) channel.close();
    this.#channels.clear();
  }

  /**
   * Makes one typed call. A read moves on to the next endpoint where a member is unavailable; a write moves on only
   * while nothing of it has left, and is sent once.
   */
  async call<T>(ask: (calls: EtcdCalls) => Promise<T>, options: EtcdCallOptions = {}): Promise<Answered<T>> {
    return this.attempt((channel, bounds) => ask(channel.calls(bounds)), options);
  }

  /** Runs a function over a channel, endpoint by endpoint, as `call` does. */
  async attempt<T>(
    run: (channel: EndpointChannel, bounds: CallBounds) => Promise<T>,
    options: EtcdCallOptions = {},
  ): Promise<Answered<T>> {
    const wire = await import('./channel.ts');
    const deadline = Date.now() + (options.timeoutMs ?? this.#options.callTimeoutMs);
    const candidates = options.endpoint === undefined ? this.#inOrder() : [options.endpoint];
    const failures: EtcdeckError[] = [];
    for (const [index, endpoint] of candidates.entries()) {
      if (options.signal?.aborted) throw cancelled('call', endpoint);
      const isLast = index === candidates.length - 1;
      const startedAt = Date.now();
      const { callTimeoutMs, connectTimeoutMs } = this.#options;
      const connectBy = Math.min(deadline, startedAt + (isLast ? callTimeoutMs : connectTimeoutMs));
      try {
        const channel = this.#channel(endpoint, wire);
        const { signal, token } = options;
        const answer = await run(channel, { deadline, connectBy, signal, token });
        if (options.endpoint === undefined) this.#preferred = Math.max(0, this.#endpoints.indexOf(endpoint));
        return { answer, endpoint, latencyMs: Date.now() - startedAt };
      } catch (error) {
        if (!(error instanceof EndpointFailure)) throw error;
        // The next call should not wait for the same silent member again.
        if (options.endpoint === undefined && mayBeStuck(error.failure)) this.#preferAfter(endpoint);
        // An earlier endpoint's failure must never replace that of one that a write was sent to.
        if (!error.mayMoveOn) throw error.failure;
        failures.push(error.failure);
        if (Date.now() >= deadline) break;
      }
    }
    throw (
      mostTelling(failures) ?? new EtcdeckError({ code: 'EndpointInvalid', message: 'the connection has no endpoint' })
    );
  }

  /** Endpoints of another cluster are called only where there is no other; their failure says why. */
  #inOrder(): readonly string[] {
    const all = [...this.#endpoints.slice(this.#preferred), ...this.#endpoints.slice(0, this.#preferred)];
    const own = all.filter((endpoint) => !this.identity.strangers.has(endpoint));
    return own.length > 0 ? own : all;
  }

  #preferAfter(endpoint: string): void {
    this.#preferred = (this.#endpoints.indexOf(endpoint) + 1) % Math.max(1, this.#endpoints.length);
  }

  #channel(endpoint: string, wire: typeof import('./channel.ts')): EndpointChannel {
    if (this.#isClosed) {
      throw new EtcdeckError({ code: 'ConnectionNotOpen', message: 'the connection was closed', endpoint });
    }
    const known = this.#channels.get(endpoint);
    if (known !== undefined) return known;
    refuseUnprotected(endpoint, this.#target.endpoints);
    const channel = new wire.EndpointChannel(endpoint, {
      ...this.#target,
      ...this.#options,
      identity: this.identity,
      tokenOfVoter: (learner, deadline) => this.#tokenOfVoter(learner, deadline, wire),
    });
    this.#channels.set(endpoint, channel);
    return channel;
  }

  /**
   * Authenticates for a learner, which refuses proposals. The token is valid at every member, at the learner once it
   * has caught up (3.4 to 3.7). Fails with `NotSupportedForLearner` where no other endpoint gives one.
   */
  async #tokenOfVoter(learner: string, deadline: number, wire: typeof import('./channel.ts')): Promise<string> {
    const others = this.#inOrder().filter((endpoint) => endpoint !== learner);
    let why = 'the connection has no other endpoint';
    for (const [place, endpoint] of others.entries()) {
      const isLast = place === others.length - 1;
      const by = Math.min(deadline, isLast ? deadline : Date.now() + this.#options.connectTimeoutMs);
      try {
        const bounds = { deadline: by, connectBy: by, signal: undefined };
        return await this.#channel(endpoint, wire).lendToken(bounds);
      } catch (error) {
        if (!(error instanceof EtcdeckError)) throw error;
        if (lastingRefusals.has(error.code)) throw error;
        why = `${endpoint}: ${error.message}`;
        if (Date.now() >= deadline) break;
      }
    }
    throw new EtcdeckError({
      code: 'NotSupportedForLearner',
      message: `a learner signs nobody in, and no voting member did: ${why}`,
      endpoint: learner,
      operation: 'authenticate',
    });
  }
}

/** Codes that every member would answer with. */
const lastingRefusals: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'AuthFailed',
  'AuthNotEnabled',
  'PasswordRequired',
]);

function mayBeStuck(failure: EtcdeckError): boolean {
  return failure.retry || failure.code === 'OutcomeUnknown';
}
