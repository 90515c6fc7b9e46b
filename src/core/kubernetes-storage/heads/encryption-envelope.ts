import { ProtoFields } from './proto-fields.ts';

/** How a value was encrypted, by its clear-text prefix. */
export interface EncryptionEnvelope {
  /** `aescbc`, `aesgcm`, `secretbox`, `kms`. */
  readonly provider: string;
  /** `v1`, `v2`. */
  readonly version: string;
  /** The name in the EncryptionConfiguration: of a key, or of a KMS plugin. */
  readonly name: string;
  /** The id that the KMS gave the key; `null` for all but KMS v2. */
  readonly kmsKeyId: string | null;
  /** The encrypted data, with the provider's own header. */
  readonly data: Uint8Array;
}

const longestHead = 512;
const head = /^k8s:enc:([^:]+):([^:]+):([^:]*):/;
const kmsKeyIdField = 2;

/**
 * Returns the clear-text prefix of a value that Kubernetes encrypted: `k8s:enc:aescbc:v1:key1:`. `null` where it is not
 * encrypted.
 */
export function readEncryptionEnvelope(value: Uint8Array): EncryptionEnvelope | null {
  const start = Buffer.from(value.buffer, value.byteOffset, Math.min(value.byteLength, longestHead)).toString('latin1');
  const [whole, provider, version, name] = head.exec(start) ?? [];
  if (whole === undefined || provider === undefined || version === undefined || name === undefined) return null;
  const data = value.subarray(whole.length);
  const kmsKeyId = provider === 'kms' && version === 'v2' ? readKmsKeyId(data) : null;
  return { provider, version, name: Buffer.from(name, 'latin1').toString(), kmsKeyId, data };
}

/** Returns the key id in `EncryptedObject`, in which KMS v2 wraps the data; `null` where it cannot be read. */
function readKmsKeyId(data: Uint8Array): string | null {
  try {
    return new ProtoFields(data).text(kmsKeyIdField) || null;
  } catch {
    return null;
  }
}
