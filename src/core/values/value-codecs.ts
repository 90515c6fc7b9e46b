import type { ConnectionId } from '../../contract/ids.ts';
import type { KeyEntry, KeyValue } from '../../contract/keys.ts';
import type { EncryptionKeyName } from '../../contract/kubernetes.ts';
import type { ValuesApi } from '../../contract/values.ts';
import type { Ports } from '../ports.ts';

/** Reading, covering and writing values, for every noun that shows one. */
export interface ValueCodecs {
  readonly api: ValuesApi;
  /** An entry as a window may see it: with the data of a Kubernetes Secret covered, unless it is revealed. */
  toEntry(entry: KeyValue, options: { readonly reveal: boolean }): Promise<KeyEntry>;
  /** Whether the value is a Kubernetes Secret in clear. Cheap: reads no more than its head. */
  holdsSecret(value: Uint8Array): boolean;
  /** Fails with `BadRequest` where a value to be written holds covered data. */
  refuseCovered(value: Uint8Array): void;
  /** The value in clear, itself where nothing encrypted it; `null` where the connection has no key that opens it. */
  opened(connection: ConnectionId | null, key: Uint8Array, value: Uint8Array): Promise<Uint8Array | null>;
  /**
   * A value in clear as `base` is stored: encrypted by the same provider and key where `base` is. Fails with
   * `EncryptionKeyMissing`.
   */
  sealed(connection: ConnectionId | null, key: Uint8Array, value: Uint8Array, base: Uint8Array): Promise<Uint8Array>;
  /** Takes an EncryptionConfiguration for a connection until it closes; see `KubernetesApi.setEncryption`. */
  setEncryption(connection: ConnectionId, configuration: string): Promise<readonly EncryptionKeyName[]>;
}

/** The codecs over the product's own schema table, which is read at the first Kubernetes object. */
export function createValueCodecs(_ports: Ports): ValueCodecs {
  return {
    api: { decode: notBuilt, encode: notBuilt },
    toEntry: async (entry) => ({ ...entry, isMasked: false, bytes: entry.value.length }),
    holdsSecret: () => false,
    refuseCovered: () => undefined,
    opened: async (_connection, _key, value) => value,
    sealed: async (_connection, _key, value) => value,
    setEncryption: notBuilt,
  };
}

async function notBuilt(): Promise<never> {
  throw new Error('not built');
}
