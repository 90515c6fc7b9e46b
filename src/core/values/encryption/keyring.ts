import { EtcdeckError } from '../../../contract/failure.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { EncryptionKeyName } from '../../../contract/kubernetes.ts';
import type { OpenConnections } from '../../connections/held/open-connections.ts';
import { type EncryptionEnvelope, readEncryptionEnvelope } from '../../kubernetes-storage/heads/encryption-envelope.ts';
import { storedAs } from '../../kubernetes-storage/heads/stored-as.ts';
import { ciphers } from './ciphers.ts';
import { type EncryptionKey, parseEncryptionConfiguration } from './configuration.ts';

/** An encrypted value, opened: its contents, and the way back. */
export interface OpenedEnvelope {
  readonly clear: Uint8Array;
  /** Encrypts with the key that opened it, afresh. */
  seal(clear: Uint8Array): Uint8Array;
}

/** The keys that operators gave for their connections: in memory only, and no longer than a connection is open. */
export class Keyring {
  readonly #open: OpenConnections;
  readonly #keys = new Map<ConnectionId, readonly EncryptionKey[]>();
  readonly #closing = new Map<ConnectionId, AbortSignal>();

  constructor(open: OpenConnections) {
    this.#open = open;
  }

  /** Takes a configuration in the place of the one before; an empty text forgets it. */
  set(connection: ConnectionId, configuration: string): readonly EncryptionKeyName[] {
    const { closed } = this.#open.require(connection);
    if (configuration.trim() === '') {
      this.#keys.delete(connection);
      return [];
    }
    const { keys, names } = parseEncryptionConfiguration(configuration);
    this.#keys.set(connection, keys);
    if (this.#closing.get(connection) !== closed) {
      this.#closing.set(connection, closed);
      closed.addEventListener('abort', () => this.#close(connection, closed), { once: true });
    }
    return names;
  }

  /** An encrypted value with its contents; `null` where no key given opens it. */
  open(connection: ConnectionId | null, key: Uint8Array, envelope: EncryptionEnvelope): OpenedEnvelope | null {
    const keys = connection === null ? [] : (this.#keys.get(connection) ?? []);
    const fitting = keys.filter(({ provider, name }) => provider === envelope.provider && name === envelope.name);
    if (envelope.version !== 'v1') return null;
    let doubtful: OpenedEnvelope | null = null;
    for (const { provider, secret, name } of fitting) {
      const clear = tryOpen({ provider, secret, name }, envelope.data, key);
      if (clear === null) continue;
      const seal = (contents: Uint8Array) =>
        plain(Buffer.concat([prefixOf(envelope), ciphers[provider].seal(secret, contents, key)]));
      const opened = { clear, seal };
      // CBC's padding fits by chance now and then: what is an object counts more.
      if (storedAs(clear) !== 'other') return opened;
      if (provider !== 'aescbc') doubtful ??= opened;
    }
    return doubtful;
  }

  /** As `open`, of what must be opened to be written. Fails with `EncryptionKeyMissing`. */
  require(connection: ConnectionId | null, key: Uint8Array, envelope: EncryptionEnvelope): OpenedEnvelope {
    const opened = this.open(connection, key, envelope);
    if (opened !== null) return opened;
    const { provider, name } = envelope;
    throw new EtcdeckError({
      code: 'EncryptionKeyMissing',
      message: `no key given opens what ${provider} encrypted with ${name}`,
      detail: { provider, name },
    });
  }

  #close(connection: ConnectionId, closed: AbortSignal): void {
    if (this.#closing.get(connection) !== closed) return;
    this.#closing.delete(connection);
    this.#keys.delete(connection);
  }
}

/** The head of a value that Kubernetes encrypted, or `null` where it is none. */
export function envelopeOf(value: Uint8Array): EncryptionEnvelope | null {
  return storedAs(value) === 'encrypted' ? readEncryptionEnvelope(value) : null;
}

function tryOpen({ provider, secret }: EncryptionKey, data: Uint8Array, key: Uint8Array): Uint8Array | null {
  try {
    return plain(ciphers[provider].open(secret, data, key));
  } catch {
    return null;
  }
}

function prefixOf({ provider, version, name }: EncryptionEnvelope): Uint8Array {
  return Buffer.from(`k8s:enc:${provider}:${version}:${name}:`);
}

/** A Buffer's `slice` is not the one that the contract's type promises. */
function plain(bytes: Uint8Array): Uint8Array {
  return bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes);
}
