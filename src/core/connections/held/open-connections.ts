import type { Duplex } from 'node:stream';
import type { CallOptions } from '../../../contract/abort.ts';
import type { ConnectionDraft, ConnectionProfile, ConnectionSecrets } from '../../../contract/connections/profile.ts';
import type { ConnectionState } from '../../../contract/connections/state.ts';
import type { RevisionSighting } from '../../../contract/history.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { EtcdClient } from '../../etcd/client.ts';
import type { Bounds } from '../bounded-wait.ts';
import type { GetBounds, HttpAnswer } from '../http/http-get.ts';
import type { DialBounds } from '../http/secure-dial.ts';
import type { LoadedTls } from '../tls/tls-material.ts';
import type { ChangedKey } from './lock/registries-of-changes.ts';

/** A connection that at least one holder keeps open. Every holder shares its one client. */
export interface OpenConnection {
  readonly id: ConnectionId;
  readonly profile: ConnectionProfile;
  readonly client: EtcdClient;
  /**
   * The common name of the client certificate, which etcd uses as the user where none is given; empty where it has
   * none, `null` without a certificate.
   */
  readonly certificateName: string | null;
  /** The authorities that it trusts, and its own certificate; `null` where its endpoints are plain http. */
  readonly trust: Pick<LoadedTls, 'authorities' | 'clientCertificate'> | null;
  /** Aborted when the last holder releases the connection; every stream over it ends then. */
  readonly closed: AbortSignal;
  /**
   * Opens a stream to a member's client URL, or to another of its ports, through the connection's SSH host and with its
   * certificates and trust, for protocols other than gRPC. The caller closes it. Fails as `dialSecurely` does.
   */
  dial(endpoint: string, bounds: DialBounds): Promise<Duplex>;
  /**
   * Reads a URL of a member over such a stream, such as `/metrics`, `/version` or `/readyz`, within a time and a size.
   * Fails as `httpGet` does.
   */
  get(url: string, bounds: GetBounds): Promise<HttpAnswer>;
  /**
   * Opens a stream to a port of a member as a stranger would: through the connection's SSH host, without TLS and
   * certificates, for seeing what the port shows. Nothing is sent. The caller closes it. Fails as `dialEndpoint` does.
   */
  reach(endpoint: string, bounds: Bounds): Promise<Duplex>;
  /** Returns when its cluster was seen at which revision, in this session and earlier ones. */
  sightings(): readonly RevisionSighting[];
  /** Returns the prefixes of Kubernetes registries: the known ones, and those found in this cluster. */
  registries(): readonly Uint8Array[];
  /** Adds a registry found at a custom prefix: from now on it also protects the connection. */
  didFindRegistry(prefix: Uint8Array): void;
  /**
   * Checks whether keys about to change are an API server's, before their change is planned or sent; a registry found
   * protects the connection from then on. Costs a few reads at most. Fails as reads do.
   */
  findRegistries(changed: readonly ChangedKey[], options?: CallOptions): Promise<void>;
  /**
   * Learns the members' endpoints now, and again with the next status call: a member came, went or got a vote, and the
   * next change may take away the only endpoint that is known. Never fails.
   */
  didChangeMembers(): Promise<void>;
  /** Returns when `didChangeMembers` was called last, in milliseconds since 1970; 0: never. */
  membersChangedAt(): number;
  /** Returns the state that the last status call found. */
  state(): ConnectionState;
}

/** One holder's share of an open connection. The connection closes with its last holder. */
export interface Held<Connection extends OpenConnection = OpenConnection> {
  readonly connection: Connection;
  /** Releases the share. A second call has no effect. */
  close(): void;
}

/** The open connections, for the other nouns. */
export interface OpenConnections {
  /**
   * Returns an open connection. Fails with `ConnectionUnknown` for an unknown id, with `ConnectionNotOpen` without a
   * holder.
   */
  require(id: ConnectionId): OpenConnection;
  /**
   * Holds a connection open for work without a window; the first holder opens it with its stored secrets. Dials no
   * member before it returns: `connection.state()` follows. `connection.closed` aborts for all holders when the
   * connection is removed, when the host ends, and when a failure needs the operator. Fails with `ConnectionUnknown`,
   * `PasswordRequired`, and as reading certificates and logging in at an SSH host do.
   */
  hold(id: ConnectionId): Promise<Held>;
}

/** A connection's profile with its own id; the traits it leaves out are empty. */
export type TransientProfile = ConnectionDraft & { readonly id: ConnectionId };

/** Connections that live as long as this host and are never saved: a sandbox's, and the command line's. */
export interface TransientConnections {
  /** Registers a connection under its profile's id. Nothing is dialled until it is opened. */
  addTransient(profile: TransientProfile, secrets: ConnectionSecrets): void;
  /** Removes a connection, and closes it for its holders. */
  removeTransient(id: ConnectionId): void;
}
