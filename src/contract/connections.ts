import type { CallOptions } from './abort.ts';
import type { CertificateChain } from './connections/certificates.ts';
import type { ConnectionStep } from './connections/diagnosis.ts';
import type { ConnectionHandOverApi } from './connections/hand-over.ts';
import type { ConnectionDraft, ConnectionSecrets } from './connections/profile.ts';
import type { ConnectionState, ReadOnlyState } from './connections/state.ts';
import type { ConnectionSummary } from './connections/summary.ts';
import type { ConnectionId } from './ids.ts';

/** Saved connections, their test, and the one a window holds open. */
export interface ConnectionsApi extends ConnectionHandOverApi {
  /** The connections, by name. Nothing is dialled. Fails with `SettingsDamaged`. */
  list(request: Record<string, never>, options?: CallOptions): Promise<readonly ConnectionSummary[]>;
  /**
   * Saves a connection, new where its id is `null`. Secrets go to the keychain where there is one, else they are kept
   * in memory until the host ends; an absent secret leaves the stored one, an empty one removes it.
   */
  save(
    request: { readonly draft: ConnectionDraft; readonly secrets: ConnectionSecrets },
    options?: CallOptions,
  ): Promise<ConnectionSummary>;
  /** Forgets a connection and its secrets. Fails with `ConnectionUnknown`. */
  remove(request: { readonly connection: ConnectionId }, options?: CallOptions): Promise<void>;
  /**
   * Walks SSH, files, resolve, TCP, TLS, auth and cluster over every endpoint of a draft, saving nothing. The stream ends
   * after the last step; a step that fails ends the walk of that endpoint, not the stream.
   */
  test(
    request: { readonly draft: ConnectionDraft; readonly secrets: ConnectionSecrets },
    options?: CallOptions,
  ): AsyncIterable<ConnectionStep>;
  /**
   * Opens a connection and holds it as long as the stream is held; several holders share one. Costs one member
   * a status call every 2.5 seconds. Fails at once, before the first state, with what cannot be mended by waiting: a bad
   * file, a wrong passphrase, `PasswordRequired`, `AuthFailed`; an endpoint that does not answer is a state, tried again.
   * A health check is not noted as an opening: `lastOpenedAt` stays.
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
   * Shows the certificates of a draft: the CA's, the client's with its key held against it, and what each https endpoint
   * shows, whether it would be trusted or not. Saves nothing; costs each endpoint one TLS handshake.
   */
  inspect(
    request: { readonly draft: ConnectionDraft; readonly secrets: ConnectionSecrets },
    options?: CallOptions,
  ): Promise<readonly CertificateChain[]>;
  /**
   * Lets writes through for 15 minutes, or for another 15, of every window that holds the connection. Fails with
   * `BadRequest` when the name typed is not the connection's, `ConnectionNotOpen`. Changes nothing, and answers `null`,
   * where the connection is not read-only.
   */
  unlock(
    request: { readonly connection: ConnectionId; readonly typedName: string },
    options?: CallOptions,
  ): Promise<ReadOnlyState | null>;
  /** Ends an unlocking before its time. Fails with `ConnectionNotOpen`. */
  lock(request: { readonly connection: ConnectionId }, options?: CallOptions): Promise<ReadOnlyState | null>;
}
