import type { CallOptions } from '../../contract/abort.ts';
import type { KeySource } from '../../contract/key-source.ts';
import type { KeyEntry, KeyValue } from '../../contract/keys.ts';
import type { EncryptionKeyName } from '../../contract/kubernetes.ts';
import type { CodecName, DecodedValue, ValuesApi } from '../../contract/values.ts';
import { bytesOf } from '../bytes/bytes.ts';
import type { Ports } from '../ports.ts';
import { describeEncrypted, encryptedNote } from './encryption/encrypted-value.ts';
import { type ClosedOf, envelopeOf, Keyring } from './encryption/keyring.ts';
import { type DecodeRequest, refuse } from './read-value.ts';
import { holdsCover } from './secrets/holds-secret.ts';
import { wholeCover } from './secrets/secret-marks.ts';
import { undecoded } from './undecoded.ts';
import { isTooCostly, ValueWorkers } from './value-workers.ts';
import type { ValueWork } from './values-job.ts';
import type { ThreadBounds } from './values-thread.ts';

/** Reads, covers and writes values, for every noun that shows one. */
export interface ValueCodecs {
  readonly api: ValuesApi;
  /** Returns an entry as a window may see it: with the data of a Kubernetes Secret covered, unless it is revealed. */
  toEntry(entry: KeyValue, options: { readonly reveal: boolean }): Promise<KeyEntry>;
  /**
   * Returns a decrypted value as a window may see it: with the data of every Secret in it covered, unless it is
   * revealed.
   */
  toShown(value: Uint8Array, options: { readonly reveal: boolean }): Promise<Uint8Array>;
  /**
   * Returns whether a value holds an unencrypted Kubernetes Secret, in any packing. Undecided within seconds counts as
   * one. Fails with `Cancelled`.
   */
  holdsSecret(value: Uint8Array, options?: CallOptions): Promise<boolean>;
  /** Fails with `BadRequest` where a value to be written holds covered data. */
  refuseCovered(value: Uint8Array): void;
  /**
   * Returns the decrypted value, or the value itself where it is not encrypted; `null` where the source has no key that
   * opens it.
   */
  opened(source: KeySource | null, key: Uint8Array, value: Uint8Array): Promise<Uint8Array | null>;
  /**
   * Returns a value as `base` is stored: encrypted with the same provider and key where `base` is. Fails with
   * `EncryptionKeyMissing`.
   */
  sealed(source: KeySource | null, key: Uint8Array, value: Uint8Array, base: Uint8Array): Promise<Uint8Array>;
  /** Sets a source's EncryptionConfiguration until the source closes; see `KubernetesApi.setEncryption`. */
  setEncryption(source: KeySource, configuration: string): Promise<readonly EncryptionKeyName[]>;
}

/** Codecs with a worker thread for large values, which `close` ends. */
export interface OwnedValueCodecs extends ValueCodecs {
  close(): void;
}

/** Returns the codecs over the product's own schema table, which is read at the first Kubernetes object. */
export function createValueCodecs(
  ports: Pick<Ports, 'workerFile' | 'resourcesFolder'>,
  closedOf: ClosedOf,
  bounds?: ThreadBounds,
): OwnedValueCodecs {
  const keyring = new Keyring(closedOf);
  const workers = new ValueWorkers(ports, bounds);
  const bytesFor = async (work: ValueWork, options?: CallOptions): Promise<Uint8Array> => {
    const answer = await workers.do(work, options);
    if (answer.kind !== 'bytes') throw new Error('bytes were asked for');
    return answer.value;
  };
  const decode = async (request: DecodeRequest, options?: CallOptions): Promise<DecodedValue> => {
    try {
      const answer = await workers.do({ kind: 'decode', request }, options);
      if (answer.kind !== 'decoded') throw new Error('a text was asked for');
      return answer.decoded;
    } catch (error) {
      const { value, codec: asked } = request;
      // Digits need no decoding, so they remain where all else fails.
      if ((asked !== null && asked !== 'hex') || !isTooCostly(error)) throw error;
      return undecoded(value, { asked, isMasked: !request.reveal && workers.mayHoldSecret(value) }, error);
    }
  };
  const cover = async (value: Uint8Array): Promise<Uint8Array | null> => {
    try {
      const answer = await workers.do({ kind: 'cover', value });
      return answer.kind === 'bytes' ? answer.value : null;
    } catch (error) {
      if (!isTooCostly(error)) throw error;
      return bytesOf(wholeCover(value.length));
    }
  };
  const toShown: ValueCodecs['toShown'] = async (value, { reveal }) => {
    const covered = reveal || !workers.mayHoldSecret(value) ? null : await cover(value);
    await workers.breathe();
    return covered ?? value;
  };
  return {
    api: {
      async decode({ source, key, ...request }, options) {
        const envelope = envelopeOf(request.value);
        const isHidden = envelope !== null && !request.reveal && (await workers.holdsSecret(request.value, options));
        if (envelope === null || isHidden) return await decode(request, options);
        if (request.codec === 'hex') return { ...(await decode(request, options)), codecs: ['encrypted', 'hex'] };
        const opened = keyring.open(source, key, envelope);
        if (opened === null || request.codec === 'encrypted')
          return describeEncrypted(envelope, opened !== null, request.codec);
        const decoded = await decode({ ...request, value: opened.clear }, options);
        const codecs: readonly CodecName[] = [...decoded.codecs.filter((name) => name !== 'hex'), 'encrypted', 'hex'];
        return { ...decoded, codecs, notes: [encryptedNote(envelope, true), ...decoded.notes] };
      },
      async encode({ source, key, text, form, base }, options) {
        const envelope = base === null || form.codec === 'hex' ? null : envelopeOf(base);
        if (envelope === null) {
          const value = await bytesFor({ kind: 'encode', request: { text, form, base } }, options);
          return { value };
        }
        const opened = keyring.require(source, key, envelope);
        const clear = await bytesFor({ kind: 'encode', request: { text, form, base: opened.clear } }, options);
        return { value: base !== null && isSame(clear, opened.clear) ? base : opened.seal(clear) };
      },
    },
    async toEntry(entry, { reveal }) {
      const value = await toShown(entry.value, { reveal });
      return { ...entry, value, isMasked: value !== entry.value, bytes: entry.value.length };
    },
    toShown,
    holdsSecret: (value, options) => workers.holdsSecret(value, options),
    refuseCovered(value) {
      if (holdsCover(value)) refuse();
    },
    async opened(source, key, value) {
      const envelope = envelopeOf(value);
      return envelope === null ? value : (keyring.open(source, key, envelope)?.clear ?? null);
    },
    async sealed(source, key, value, base) {
      const envelope = envelopeOf(base);
      return envelope === null ? value : keyring.require(source, key, envelope).seal(value);
    },
    setEncryption: async (source, configuration) => keyring.set(source, configuration),
    close: () => workers.close(),
  };
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
