import {
  type Client,
  type ClientDuplexStream,
  type ClientReadableStream,
  type ClientUnaryCall,
  Metadata,
} from '@grpc/grpc-js';
import {
  AuthClient,
  ClusterClient,
  type ICallable,
  type IRangeRequest,
  KVClient,
  LeaseClient,
  MaintenanceClient,
} from 'etcd3';
import type { Abort } from '../../contract/abort.ts';
import { EtcdError } from '../../contract/failure.ts';
import { connected } from './connected.ts';
import { type DialSettings, dial } from './dial.ts';
import { Doorbell } from './doorbell.ts';
import { EndpointFailure } from './endpoint-failure.ts';
import { cancelled, isStaleToken, isUnavailable, toEtcdError, wasSent } from './failures.ts';
import { isRead, type Rpc, rpc, type ServiceName } from './protocol.ts';
import { EndpointToken } from './token.ts';
import { untilAborted } from './until-aborted.ts';

/** What a channel needs to dial and to authenticate. */
export interface ChannelSettings extends DialSettings {
  readonly user: string | null;
  readonly password: string | null;
  readonly admitWrite?: ((operation: string) => void) | undefined;
}

/** The bounds of one call. */
export interface CallBounds {
  /** When the call must be answered, in milliseconds since 1970. */
  readonly deadline: number;
  /** When there must be a connection; no later than `deadline`, earlier where another endpoint can be tried. */
  readonly connectBy: number;
  readonly signal: Abort | undefined;
}

/** etcd3's typed unary clients, bound to one endpoint and one call's bounds. */
export interface EtcdCalls {
  /** Ranges are asked for with `range`, which leaves their answers in bytes. */
  readonly kv: Omit<KVClient, 'range'>;
  readonly range: (request: IRangeRequest) => Promise<Uint8Array>;
  readonly lease: LeaseClient;
  readonly cluster: ClusterClient;
  readonly maintenance: MaintenanceClient;
  readonly auth: AuthClient;
}

/** A stream of answers from one endpoint, pulled: what is not read is not asked for. */
export interface WireStream<Response> {
  readonly endpoint: string;
  /** Ends with the server's end. Rejects with an `EtcdError`. */
  readonly messages: AsyncGenerator<Response, void>;
  /** Sends another request, where the stream goes both ways. */
  send(request: object): void;
  /** Ends the stream at the server; `messages` rejects. */
  cancel(): void;
  /**
   * Authenticates again, unless a newer token is there already; false when no user is given. Rejects with
   * `EndpointFailure`.
   */
  renewToken(deadline: number): Promise<boolean>;
}

/** One endpoint's gRPC channel, with its own token. Connects when first called. */
export class EndpointChannel {
  readonly #client: Client;
  readonly #doorbell: Doorbell | null;
  readonly #token: EndpointToken | null;
  readonly #calls = new Set<{ cancel(): void }>();
  readonly #hasClientCertificate: boolean;
  readonly #admitWrite: (operation: string) => void;
  #isClosed = false;

  /** Fails with `EndpointInvalid`, `KeyMismatch`, `CertificateInvalid`, `PrivateKeyInvalid`. */
  constructor(
    readonly endpoint: string,
    settings: ChannelSettings,
  ) {
    const { tls, user, password, admitWrite } = settings;
    this.#doorbell = settings.tunnel ? new Doorbell() : null;
    this.#client = dial(endpoint, settings, this.#doorbell);
    this.#admitWrite = admitWrite ?? (() => undefined);
    this.#hasClientCertificate = tls !== null && tls.cert !== null;
    this.#token =
      user === null
        ? null
        : new EndpointToken(async (deadline) => {
            if (password === null) {
              throw new EtcdError({ code: 'PasswordRequired', message: `a password is needed for ${user}`, endpoint });
            }
            const request = { name: user, password };
            const answer = await this.#send('Auth', 'authenticate', request, null, { deadline, signal: undefined });
            return (answer as { token: string }).token; // AuthenticateResponse
          });
  }

  /** The typed calls, within these bounds. They reject with `EndpointFailure`. */
  calls(bounds: CallBounds): EtcdCalls {
    const callable: ICallable<never> = {
      // The typed clients name the method and the response's type together.
      exec: async <T>(service: ServiceName, method: string, params: unknown) =>
        (await this.#unary(service, method, params as object, bounds)) as T,
      withConnection: () => Promise.reject(new Error('streams are opened by EndpointChannel.open')),
      markFailed: () => undefined,
      callOptionsFactory: undefined,
    };
    return {
      kv: new KVClient(callable),
      // As its descriptor leaves it.
      range: async (request) => (await this.#unary('KV', 'range', request, bounds)) as Uint8Array,
      lease: new LeaseClient(callable),
      cluster: new ClusterClient(callable),
      maintenance: new MaintenanceClient(callable),
      auth: new AuthClient(callable),
    };
  }

  /**
   * Opens a stream and sends its request, which is the first of a stream in both directions. The bounds' signal ends it
   * at any time. Rejects with `EndpointFailure`.
   */
  async open<Response>(
    service: ServiceName,
    method: string,
    request: object,
    bounds: CallBounds,
    metadata: Readonly<Record<string, string>> = {},
  ): Promise<WireStream<Response>> {
    const token = await this.#prepare(method, bounds);
    this.#admit(service, method, request);
    const { path, requestSerialize, responseDeserialize, requestStream } = rpc(service, method);
    const headers = toMetadata(token, metadata);
    const duplex = requestStream
      ? this.#client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize, headers)
      : null;
    const stream =
      duplex ?? this.#client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, request, headers);
    // An error that comes before anyone iterates must not be an uncaught one; the iterator still gets it.
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
      messages: this.#messages(stream, method, bounds.signal),
      send: (more) => void duplex?.write(more),
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
    this.#doorbell?.close();
  }

  async *#messages<Response>(
    stream: ClientReadableStream<object> | ClientDuplexStream<object, object>,
    operation: string,
    signal: Abort | undefined,
  ): AsyncGenerator<Response, void> {
    try {
      for await (const message of stream) yield message as Response; // as its descriptor decodes it
    } catch (error) {
      throw signal?.aborted ? cancelled(operation, this.endpoint) : this.#failure(error, operation, false);
    } finally {
      // Destroying a gRPC stream, as leaving the loop does, leaves the call running.
      stream.cancel();
    }
  }

  async #unary(service: ServiceName, method: string, request: object, bounds: CallBounds): Promise<unknown> {
    const token = await this.#prepare(method, bounds);
    const isWrite = !isRead(service, method, request);
    try {
      return await this.#send(service, method, request, token, bounds);
    } catch (error) {
      if (error instanceof EndpointFailure) throw error;
      const failure = this.#failure(error, method, isWrite);
      // The member refused before doing anything, so that a write may go again as well.
      if (this.#token === null || token === null || !isStaleToken(failure)) {
        throw new EndpointFailure(failure, !wasSent(error) || (!isWrite && isUnavailable(error)));
      }
    }
    try {
      const fresh = await this.#token.renew(token, bounds.deadline);
      return await this.#send(service, method, request, fresh, bounds);
    } catch (error) {
      if (error instanceof EndpointFailure) throw error;
      throw new EndpointFailure(this.#failure(error, method, isWrite), !isWrite && isUnavailable(error));
    }
  }

  /** Waits for the connection, then for a token. Nothing of the call has left when this fails. */
  async #prepare(operation: string, { deadline, connectBy, signal }: CallBounds): Promise<string | null> {
    try {
      if (this.#isClosed) throw closed(operation, this.endpoint);
      const facts = { endpoint: this.endpoint, operation };
      await connected(this.#client.getChannel(), facts, connectBy, signal);
      return this.#token === null ? null : await untilAborted(signal, facts, this.#token.current(deadline));
    } catch (error) {
      const failure = this.#failure(error, 'authenticate', false);
      throw new EndpointFailure(failure, failure.retry);
    }
  }

  /** The one gate before the wire: what is not known as a read is a write. Rejects with `EndpointFailure`. */
  #admit(service: ServiceName, method: string, request: object): void {
    if (isRead(service, method, request)) return;
    try {
      this.#admitWrite(method);
    } catch (error) {
      // Another endpoint is of the same connection.
      throw new EndpointFailure(this.#failure(error, method, false), false);
    }
  }

  async #send(
    service: ServiceName,
    method: string,
    request: object,
    token: string | null,
    { deadline, signal }: Pick<CallBounds, 'deadline' | 'signal'>,
  ): Promise<unknown> {
    this.#admit(service, method, request);
    const { path, requestSerialize, responseDeserialize }: Rpc = rpc(service, method);
    return new Promise((resolve, reject) => {
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
        { deadline },
        (error, answer) => {
          this.#calls.delete(call);
          signal?.removeEventListener('abort', abort);
          if (error === null) resolve(answer);
          else if (signal?.aborted) reject(cancelled(method, this.endpoint));
          else reject(error);
        },
      );
      this.#calls.add(call);
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  #failure(error: unknown, operation: string, isWrite: boolean): EtcdError {
    if (this.#isClosed && !isWrite) return closed(operation, this.endpoint);
    const facts = { endpoint: this.endpoint, operation, isWrite, hasClientCertificate: this.#hasClientCertificate };
    return toEtcdError(error, facts);
  }
}

function closed(operation: string, endpoint: string): EtcdError {
  return new EtcdError({ code: 'ConnectionNotOpen', message: 'the connection was closed', operation, endpoint });
}

function toMetadata(token: string | null, entries: Readonly<Record<string, string>> = {}): Metadata {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(entries)) metadata.set(key, value);
  if (token !== null) metadata.set('token', token);
  return metadata;
}
