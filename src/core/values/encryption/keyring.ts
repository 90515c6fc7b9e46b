import { EtcdeckError } from '../../../contract/failure.ts';
import { type KeySource, keyspaceOf } from '../../../contract/key-source.ts';
import type { EncryptionKeyName } from '../../../contract/kubernetes.ts';
import { type EncryptionEnvelope, readEncryptionEnvelope } from '../../kubernetes-storage/heads/encryption-envelope.ts';
import { storedAs } from '../../kubernetes-storage/heads/stored-as.ts';
import { ciphers } from './ciphers.ts';
import type { EncryptionKey } from './configuration.ts';

/** A decrypted value, and how to encrypt it again. */
export interface OpenedEnvelope {
  readonly clear: Uint8Array;
  /** Encrypts with the key that opened it, under a new nonce. */
  seal(clear: Uint8Array): Uint8Array;
}

/** Returns the signal that ends with a source. Fails where it is not open. */
export type ClosedOf = (source: KeySource) => AbortSignal;

/** The keys that operators have set for their sources: in memory only, for as long as a source is open. */
export class Keyring {
  readonly #closedOf: ClosedOf;
  /** By keyspace: a key opens values at every revision. */
  readonly #keys = new Map<string, readonly EncryptionKey[]>();
  readonly #closing = new Map<string, AbortSignal>();

  constructor(closedOf: ClosedOf) {
    this.#closedOf = closedOf;
  }

  /** Replaces a source's configuration; an empty text removes it. */
  async set(source: KeySource, configuration: string): Promise<readonly EncryptionKeyName[]> {
    const { parseEncryptionConfiguration } = await import('./configuration.ts');
    const closed = this.#closedOf(source);
    const keyspace = keyspaceOf(source);
    if (configuration.trim() === '') {
      this.#keys.delete(keyspace);
      return [];
    }
    const { keys, names } = parseEncryptionConfiguration(configuration);
    this.#keys.set(keyspace, keys);
    if (this.#closing.get(keyspace) !== closed) {
      this.#closing.set(keyspace, closed);
      closed.addEventListener('abort', () => this.#close(keyspace, closed), { once: true });
    }
    return names;
  }

  /** Returns a decrypted value; `null` where no key opens it. */
  open(source: KeySource | null, key: Uint8Array, envelope: EncryptionEnvelope): OpenedEnvelope | null {
    const keys = source === null ? [] : (this.#keys.get(keyspaceOf(source)) ?? []);
    const fitting = keys.filter(({ provider, name }) => provider === envelope.provider && name === envelope.name);
    if (envelope.version !== 'v1') return null;
    let doubtful: OpenedEnvelope | null = null;
    for (const { provider, secret, name } of fitting) {
      const clear = tryOpen({ provider, secret, name }, envelope.data, key);
      if (clear === null) continue;
      const seal = (contents: Uint8Array) =>
        plain(Buffer.concat([prefixOf(envelope), ciphers[provider].seal(secret, contents, key)]));
      const opened = { clear, seal };
      // CBC's padding is valid by chance now and then: a key whose result is an object takes precedence.
      if (storedAs(clear) !== 'other') return opened;
      if (provider !== 'aescbc') doubtful ??= opened;
    }
    return doubtful;
  }

  /** Opens as `open` does, for a value that must be decrypted to be written. Fails with `EncryptionKeyMissing`. */
  require(source: KeySource | null, key: Uint8Array, envelope: EncryptionEnvelope): OpenedEnvelope {
    const opened = this.open(source, key, envelope);
    if (opened !== null) return opened;
    const { provider, name } = envelope;
    throw new EtcdeckError({
      code: 'EncryptionKeyMissing',
      message: `no key given opens what ${provider} encrypted with ${name}`,
      detail: { provider, name },
    });
  }

  #close(keyspace: string, closed: AbortSignal): void {
    if (this.#closing.get(keyspace) !== closed) return;
    this.#closing.delete(keyspace);
    this.#keys.delete(keyspace);
  }
}

/** Returns the envelope of a value that Kubernetes encrypted, or `null` for other values. */
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

/** A Buffer's `slice` shares memory, unlike the one of the contract's type. */
function plain(bytes: Uint8Array): Uint8Array {
  return bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes);
}
