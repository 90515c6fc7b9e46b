import type { CallOptions } from './abort.ts';
import type { CertificateChain } from './connections/certificates.ts';
import type { ConnectionStep } from './connections/diagnosis.ts';
import type { ConnectionHandOverApi } from './connections/hand-over.ts';
import type { ConnectionDraft, ConnectionSecrets } from './connections/profile.ts';
import type { ConnectionState, ReadOnlyState } from './connections/state.ts';
import type { ConnectionSummary } from './connections/summary.ts';
import type { ConnectionId } from './ids.ts';

/** Saved connections, their test, and the connection that a window holds open. */
export interface ConnectionsApi extends ConnectionHandOverApi {
  /** Returns the connections, sorted by name. Dials nothing. Fails with `SettingsDamaged`. */
  list(request: Record<string, never>, options?: CallOptions): Promise<readonly ConnectionSummary[]>;
  /**
   * Saves a connection, as a new one when its id is `null`. Secrets go to the keychain if the machine has one, else
   * they stay in memory until the host ends; an absent secret leaves the stored one, an empty one removes it.
   */
  save(
    request: { readonly draft: ConnectionDraft; readonly secrets: ConnectionSecrets },
    options?: CallOptions,
  ): Promise<ConnectionSummary>;
  /** Removes a connection and its secrets. Fails with `ConnectionUnknown`. */
  remove(request: { readonly connection: ConnectionId }, options?: CallOptions): Promise<void>;
  /**
   * Runs the steps SSH, files, resolve, TCP, TLS, auth and cluster for every endpoint of a draft; saves nothing. The
   * stream ends after the last step; a failed step ends the test of that endpoint, not the stream.
   */
  test(
    request: { readonly draft: ConnectionDraft; readonly secrets: ConnectionSecrets },
    options?: CallOptions,
  ): AsyncIterable<ConnectionStep>;
  /**
   * Opens a connection and holds it open as long as the stream is open; several holders share one connection. Costs one
   * member a status call every 2.5 seconds. Fails at once, before the first state, when waiting cannot help: a bad
   * file, a wrong passphrase, `PasswordRequired`, `AuthFailed`. An endpoint that does not answer is a state, and is
   * retried. A health check does not count as an opening: `lastOpenedAt` stays.
   */
  open(
    request: {
      readonly connection: ConnectionId;
      readonly secrets: ConnectionSecrets;
      readonly isHealthCheck?: boolean;
    },
    options?: CallOptions,
  ): AsyncIterable<ConnectionState>;
  /**
   * Returns the certificates of a draft: the CA's, the client's (checked against its key), and those that each https
   * endpoint presents, trusted or not. Saves nothing; costs each endpoint one TLS handshake.
   */
  inspect(
    request: { readonly draft: ConnectionDraft; readonly secrets: ConnectionSecrets },
    options?: CallOptions,
  ): Promise<readonly CertificateChain[]>;
  /**
   * Allows writes for 15 minutes from now, in every window that holds the connection. Fails with `BadRequest` when the
   * typed name is not the connection's, and with `ConnectionNotOpen`. Changes nothing and returns `null` when the
   * connection is not read-only.
   */
  unlock(
    request: { readonly connection: ConnectionId; readonly typedName: string },
    options?: CallOptions,
  ): Promise<ReadOnlyState | null>;
  /** Ends an unlock before its time. Fails with `ConnectionNotOpen`. */
  lock(request: { readonly connection: ConnectionId }, options?: CallOptions): Promise<ReadOnlyState | null>;
}
