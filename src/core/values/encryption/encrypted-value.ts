import type { CodecName, DecodedValue } from '../../../contract/values.ts';
import { malformed } from '../../kubernetes-storage/codec/malformed.ts';
import type { EncryptionEnvelope } from '../../kubernetes-storage/heads/encryption-envelope.ts';

/** Returns the head of an encrypted value as text. Fails with `ValueMalformed` for any codec but `encrypted`. */
export function describeEncrypted(
  envelope: EncryptionEnvelope,
  isOpened: boolean,
  asked: CodecName | null,
): DecodedValue {
  if (asked !== null && asked !== 'encrypted') throw malformed('It is encrypted, and no key given opens it', 0);
  const { provider, version, name, kmsKeyId, data } = envelope;
  const facts: readonly (readonly [string, string | number | null])[] = [
    ['provider', provider],
    ['version', version],
    ['name', name],
    ['keyId', kmsKeyId],
    ['bytes', data.length],
  ];
  const lines = facts.flatMap(([label, fact]) => (fact === null ? [] : [`${label}: ${fact}\n`]));
  return {
    codec: 'encrypted',
    codecs: ['encrypted', 'hex'],
    text: lines.join(''),
    language: 'yaml',
    canEncode: false,
    notes: [encryptedNote(envelope, isOpened)],
    object: null,
  };
}

/** Returns the note that a value is encrypted, with its provider and key name. */
export function encryptedNote({ provider, name, kmsKeyId }: EncryptionEnvelope, isOpened: boolean) {
  return { kind: 'encrypted', provider, keyName: kmsKeyId ?? name, isOpened } as const;
}
