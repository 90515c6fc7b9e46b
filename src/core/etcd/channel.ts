import {
  type Client,
  type ClientDuplexStream,
  type ClientReadableStream,
  type ClientUnaryCall,
  Metadata,
} from '@grpc/grpc-js';
import type { Abort } from '../../contract/abort.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import { type CheckedOnly, CheckedTransport, heldBack } from './checked-transport.ts';
import { type ClusterIdentity, clusterIdIn, sentElsewhere } from './cluster-identity.ts';
import { connected } from './connected.ts';
import { type DialSettings, dial } from './dial.ts';
import { EndpointFailure } from './endpoint-failure.ts';
import { type EtcdCalls, etcdCalls } from './etcd-calls.ts';
import { atDeadline, cancelled, isStaleToken, isUnavailable, toEtcdeckError, wasSent } from './failures.ts';
import { isUnknownToKine } from './kine-refusals.ts';
import { PlaceholderSocket } from './placeholder-socket.ts';
import { type Rpc, rpc } from './protocol.ts';
import { rangeInStream } from './range-answer.ts';
import { isRead, type ServiceName, streamKind } from './rpc-kinds.ts';
import { EndpointToken } from './token.ts';
import { untilAborted } from './until-aborted.ts';

/** What a channel needs to dial and to authenticate. */
export interface ChannelSettings extends DialSettings {
  readonly user: string | null;
  readonly password: string | null;
  readonly admitWrite?: ((operation: string) => void) | undefined;
  /** Lets a voting member authenticate the user, for a learner, which cannot. Rejects with an `EtcdeckError`. */
  readonly tokenOfVoter?: ((learner: string, deadline: number) => Promise<string>) | undefined;
  /** The connection's cluster identity: every answer is compared with it. */
  readonly identity: ClusterIdentity;
}

/** The bounds of one call. */
export interface CallBounds {
  /** The deadline of the answer, in milliseconds since 1970. */
  readonly deadline: number;
  /** The deadline of the connection: `deadline`, or earlier where another endpoint can be tried. */
  readonly connectBy: number;
  readonly signal: Abort | undefined;
  /** A token in place of the channel's own; `null`: none is sent. */
  readonly token?: string | null | undefined;
}

/** A stream of answers from one endpoint. Pulled: unread answers are not requested. */
export interface WireStream<Response> {
  readonly endpoint: string;
  /** Ends with the server's end. Rejects with an `EtcdeckError`, or `EndpointFailure` where nothing has left. */
  readonly messages: AsyncGenerator<Response, void>;
  /** Sends another request. Fails with `ReadOnly` where a stream of writes is refused now; nothing has left then. */
  send(request: object): void;
  /** Ends the stream at the server; `messages` rejects. */
  cancel(): void;
  /** Authenticates again, unless there is a newer token; false without a user. Rejects with `EndpointFailure`. */
  renewToken(deadline: number): Promise<boolean>;
}

/** One endpoint's gRPC channel, with its own token. Connects when first used. */
export class EndpointChannel {
  readonly #client: Client;
  readonly #placeholder: PlaceholderSocket | null;
  readonly #token: EndpointToken | null;
  readonly #calls = new Set<{ cancel(): void }>();
  readonly #identity: ClusterIdentity;
  readonly #transport: CheckedTransport;
  readonly #hasClientCertificate: boolean;
  readonly #admitWrite: (operation: string) => void;
  readonly #credentials: { readonly user: string; readonly password: string | null } | null;
  #isClosed = false;

  /** Fails with `EndpointInvalid`, `KeyMismatch`, `CertificateInvalid`, `PrivateKeyInvalid`. */
  constructor(
    readonly endpoint: string,
    settings: ChannelSettings,
  ) {
    const { tls, user, password, admitWrite } = settings;
    this.#placeholder = settings.tunnel ? new PlaceholderSocket() : null;
    this.#client = dial(endpoint, settings, this.#placeholder);
    this.#identity = settings.identity;
    this.#transport = new CheckedTransport(this.#client.getChannel());
    this.#admitWrite = admitWrite ?? (() => undefined);
    this.#hasClientCertificate = tls !== null && tls.cert !== null;
    this.#credentials = user === null ? null : { user, password };
    this.#token =
      this.#credentials === null
        ? null
        : new EndpointToken(async (deadline) => {
            try {
              return await this.#authenticate(deadline);
            } catch (error) {
              const { tokenOfVoter } = settings;
              const { code } = this.#failure(error, 'authenticate', false);
              if (code !== 'NotSupportedForLearner' || tokenOfVoter === undefined) throw error;
              return await tokenOfVoter(endpoint, deadline);
            }
          });
  }

  /** Returns a token for a learner: a token is valid at every member of the cluster. Rejects with an `EtcdeckError`. */
  async lendToken({ deadline, connectBy, signal }: CallBounds): Promise<string> {
    const operation = 'authenticate';
    try {
      if (this.#isClosed) throw closed(operation, this.endpoint);
      await connected(this.#client.getChannel(), { endpoint: this.endpoint, operation }, connectBy, signal);
      return await this.#authenticate(deadline);
    } catch (error) {
      throw this.#failure(error, operation, false);
    }
  }

  async #authenticate(deadline: number): Promise<string> {
    const { user = '', password = null } = this.#credentials ?? {};
    if (password === null) {
      const message = `a password is needed for ${user}`;
      throw new EtcdeckError({ code: 'PasswordRequired', message, endpoint: this.endpoint });
    }
    const bounds = { deadline, signal: undefined };
    const answer = await this.#send('Auth', 'authenticate', { name: user, password }, null, bounds, null);
    return (answer as { token: string }).token; // AuthenticateResponse
  }

  /** Returns the typed calls, within these bounds. They reject with `EndpointFailure`. */
  calls(bounds: CallBounds): EtcdCalls {
    return etcdCalls((service, method, request) => this.#unary(service, method, request, bounds));
  }

  /**
   * Opens a stream and sends its request, which is the first of a stream in both directions. One of writes is admitted
   * and held to the connection's cluster as a unary write is. The bounds' signal ends it at any time. Rejects with
   * `EndpointFailure`.
   */
  async open<Response>(
    service: ServiceName,
    method: string,
    request: object,
    bounds: CallBounds,
    metadata: Readonly<Record<string, string>> = {},
  ): Promise<WireStream<Response>> {
    const isWrite = streamKind(service, method) === 'write';
    if (isWrite) this.#admit(method);
    if (isWrite || namesClusterLate.has(method)) await this.#check(bounds);
    const token = await this.#prepare(method, bounds);
    if (isWrite) this.#admit(method);
    const { path, requestSerialize, responseDeserialize, requestStream } = rpc(service, method);
    const headers = toMetadata(token, metadata);
    const admitWrite = this.#admitWrite;
    const checked = isWrite ? this.#transport.only() : null;
    const only = checked === null ? {} : { credentials: checked.credentials };
    const duplex = requestStream
      ? this.#client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize, headers, only)
      : null;
    const stream =
      duplex ??
      this.#client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, request, headers, only);
    // An error before the first iteration must not be uncaught; the iterator still gets it.
    stream.on('error', () => undefined);
    const stop = (): void => stream.cancel();
    this.#calls.add(stream);
    bounds.signal?.addEventListener('abort', stop, { once: true });
    stream.once('status', () => {
      this.#calls.delete(stream);
      bounds.signal?.removeEventListener('abort', stop);
    });
    if (bounds.signal?.aborted) stop();
    duplex?.write(request);
    return {
      endpoint: this.endpoint,
      messages: this.#messages(stream, method, checked, bounds.signal),
      send: (more) => {
        if (isWrite) admitWrite(method);
        duplex?.write(more);
      },
      cancel: () => stream.cancel(),
      renewToken: async (deadline) => {
        if (this.#token === null || token === null) return false;
        try {
          await this.#token.renew(token, deadline);
          return true;
        } catch (error) {
          const failure = this.#failure(error, 'authenticate', false);
          throw new EndpointFailure(failure, failure.retry);
        }
      },
    };
  }

  /** Ends every call and stream, and the connection. */
  close(): void {
    this.#isClosed = true;
    for (const call of this.#calls) call.cancel();
    this.#client.close();
    this.#placeholder?.close();
  }

  async *#messages<Response>(
    stream: ClientReadableStream<object> | ClientDuplexStream<object, object>,
    operation: string,
    checked: CheckedOnly | null,
    signal: Abort | undefined,
  ): AsyncGenerator<Response, void> {
    const isWrite = checked !== null;
    try {
      for await (const message of stream) {
        const answer = operation === 'rangeStream' ? rangeInStream(message as Uint8Array) : message;
        this.#take(answer, operation, null);
        yield message as Response; // as its descriptor decodes it
      }
    } catch (error) {
      if (signal?.aborted) throw cancelled(operation, this.endpoint);
      if (checked?.isHeldBack()) throw new EndpointFailure(heldBack(operation, this.endpoint), true);
      const failure = this.#failure(error, operation, isWrite);
      throw isWrite && failure.code === 'ClusterIDMismatch' ? sentElsewhere(failure) : failure;
    } finally {
      // Leaving the loop destroys the gRPC stream, and leaves the call running.
      stream.cancel();
    }
  }

  async #unary(service: ServiceName, method: string, request: object, bounds: CallBounds): Promise<unknown> {
    if (isRead(service, method, request)) return await this.#once(service, method, request, bounds, null);
    for (;;) {
      this.#admit(method);
      await this.#check(bounds);
      const checked = this.#transport.only();
      try {
        return await this.#once(service, method, request, bounds, checked);
      } catch (error) {
        // The member behind the new transport connection is checked first.
        if (!checked.isHeldBack() || bounds.signal?.aborted) throw error;
      }
    }
  }

  /** Sends a call, and again where its token was stale. Sends a write on a checked transport connection only. */
  async #once(
    service: ServiceName,
    method: string,
    request: object,
    bounds: CallBounds,
    checked: CheckedOnly | null,
  ): Promise<unknown> {
    const token = await this.#prepare(method, bounds);
    const isWrite = checked !== null;
    try {
      return await this.#send(service, method, request, token, bounds, checked);
    } catch (error) {
      if (error instanceof EndpointFailure) throw error;
      const failure = this.#failure(error, method, isWrite);
      if (isWrite && failure.code === 'ClusterIDMismatch') throw new EndpointFailure(sentElsewhere(failure), false);
      // The member refused before doing anything, so even a write may be sent again.
      const isOwn = bounds.token === undefined;
      if (this.#token === null || !isOwn || token === null || !isStaleToken(failure)) {
        throw new EndpointFailure(failure, !wasSent(error) || (!isWrite && mayAskNext(error)));
      }
    }
    try {
      const fresh = await this.#token.renew(token, bounds.deadline);
      return await this.#send(service, method, request, fresh, bounds, checked);
    } catch (error) {
      if (error instanceof EndpointFailure) throw error;
      const failure = this.#failure(error, method, isWrite);
      if (isWrite && failure.code === 'ClusterIDMismatch') throw new EndpointFailure(sentElsewhere(failure), false);
      throw new EndpointFailure(failure, !isWrite && mayAskNext(error));
    }
  }

  /**
   * Checks the cluster of the member behind the transport connection, unless that is known. An empty transaction needs
   * no permission, and every etcd names its cluster in the answer. Rejects with `EndpointFailure`.
   */
  async #check(bounds: CallBounds): Promise<void> {
    await this.#prepare('txn', bounds);
    if (this.#transport.isChecked) return;
    const transport = this.#transport.current;
    try {
      await this.#once('KV', 'txn', {}, bounds, null);
    } catch (error) {
      if (!(error instanceof EndpointFailure)) throw error;
      // Nothing of the call has left, so another member may take it.
      if (error.failure.code === 'NotSupportedForLearner') throw new EndpointFailure(error.failure, true);
      if (!isUnknownToKine(error.failure)) throw error;
    }
    if (this.#transport.isChecked) return;
    // kine's answers name no cluster.
    try {
      this.#identity.takeNameless(this.endpoint, 'txn');
    } catch (error) {
      throw new EndpointFailure(this.#failure(error, 'txn', false), true);
    }
    this.#transport.check(transport);
  }

  /** Compares an answer with the connection's cluster. Throws `ClusterIDMismatch`. */
  #take(answer: unknown, operation: string, transport: number | null): void {
    const named = clusterIdIn(answer);
    if (named === null) return;
    try {
      this.#identity.take(this.endpoint, named, operation);
    } catch (error) {
      this.#transport.distrust();
      throw error;
    }
    if (transport !== null) this.#transport.check(transport);
  }

  /** Waits for the connection, then for a token. On failure, nothing of the call has left. */
  async #prepare(operation: string, { deadline, connectBy, signal, token }: CallBounds): Promise<string | null> {
    try {
      if (this.#isClosed) throw closed(operation, this.endpoint);
      const facts = { endpoint: this.endpoint, operation };
      await connected(this.#client.getChannel(), facts, connectBy, signal);
      if (token !== undefined) return token;
      return this.#token === null ? null : await untilAborted(signal, facts, this.#token.current(deadline));
    } catch (error) {
      const failure = this.#failure(error, 'authenticate', false);
      throw new EndpointFailure(failure, failure.retry || mayAskNext(error));
    }
  }

  /** Admits a write: the only gate before the wire. Rejects with `EndpointFailure`. */
  #admit(method: string): void {
    try {
      this.#admitWrite(method);
    } catch (error) {
      // Another endpoint of the same connection would be refused too.
      throw new EndpointFailure(this.#failure(error, method, false), false);
    }
  }

  async #send(
    service: ServiceName,
    method: string,
    request: object,
    token: string | null,
    { deadline, signal }: Pick<CallBounds, 'deadline' | 'signal'>,
    checked: CheckedOnly | null,
  ): Promise<unknown> {
    // A call that is not a known read counts as a write.
    if (!isRead(service, method, request)) this.#admit(method);
    const { path, requestSerialize, responseDeserialize }: Rpc = rpc(service, method);
    const transport = this.#transport.current;
    const answer = await new Promise<unknown>((resolve, reject) => {
      if (signal?.aborted) {
        reject(cancelled(method, this.endpoint));
        return;
      }
      const abort = (): void => call.cancel();
      const call: ClientUnaryCall = this.#client.makeUnaryRequest(
        path,
        requestSerialize,
        responseDeserialize,
        request,
        toMetadata(token),
        checked === null ? { deadline } : { deadline, credentials: checked.credentials },
        (error, answer) => {
          this.#calls.delete(call);
          signal?.removeEventListener('abort', abort);
          if (error === null) resolve(answer);
          else if (signal?.aborted) reject(cancelled(method, this.endpoint));
          else reject(atDeadline(error, deadline, Date.now()));
        },
      );
      this.#calls.add(call);
      signal?.addEventListener('abort', abort, { once: true });
    });
    this.#take(answer, method, transport);
    return answer;
  }

  #failure(error: unknown, operation: string, isWrite: boolean): EtcdeckError {
    if (this.#isClosed && !isWrite) return closed(operation, this.endpoint);
    const facts = { endpoint: this.endpoint, operation, isWrite, hasClientCertificate: this.#hasClientCertificate };
    return toEtcdeckError(error, facts);
  }
}

/** Methods whose answers have no header, or only at their end. */
const namesClusterLate: ReadonlySet<string> = new Set(['snapshot', 'rangeStream']);

/**
 * Returns whether a read may ask another member: this one could not serve it, or is of another cluster. For calls that
 * a learner does not serve, 3.6 uses another status than UNAVAILABLE.
 */
function mayAskNext(error: unknown): boolean {
  if (isUnavailable(error)) return true;
  const { code } = toEtcdeckError(error, { operation: 'call', isWrite: false });
  return code === 'ClusterIDMismatch' || code === 'NotSupportedForLearner';
}

function closed(operation: string, endpoint: string): EtcdeckError {
  return new EtcdeckError({ code: 'ConnectionNotOpen', message: 'the connection was closed', operation, endpoint });
}

function toMetadata(token: string | null, entries: Readonly<Record<string, string>> = {}): Metadata {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(entries)) metadata.set(key, value);
  if (token !== null) metadata.set('token', token);
  return metadata;
}
