import type { CallOptions } from '../../contract/abort.ts';
import type { DecodersApi } from '../../contract/decoders.ts';
import type { KeySource } from '../../contract/key-source.ts';
import type { KeyEntry, KeyValue } from '../../contract/keys.ts';
import type { EncryptionKeyName } from '../../contract/kubernetes.ts';
import type { CodecName, DecodedValue, ValueNote, ValuesApi } from '../../contract/values.ts';
import { bytesOf } from '../bytes/bytes.ts';
import type { Ports } from '../ports.ts';
import { Decoders } from './decoders/decoders.ts';
import { describeEncrypted, encryptedNote } from './encryption/encrypted-value.ts';
import { type ClosedOf, envelopeOf, Keyring } from './encryption/keyring.ts';
import type { ValueDecoder } from './proto/proto-codec.ts';
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
  /** The operator's own decoders, which come before all codecs. */
  readonly decoders: DecodersApi;
  /** Returns whether a decoder is for a key. */
  hasDecoder(key: Uint8Array): boolean;
  /** Returns an entry as a window may see it: with the data of a Kubernetes Secret covered, unless it is revealed. */
  toEntry(entry: KeyValue, options: { readonly reveal: boolean }): Promise<KeyEntry>;
  /**
   * Returns a decrypted value as a window may see it: with the data of every Secret in it covered, unless it is
   * revealed; with `key`, also as the key's decoder reads it.
   */
  toShown(value: Uint8Array, options: { readonly reveal: boolean; readonly key?: Uint8Array }): Promise<Uint8Array>;
  /**
   * Returns whether a value holds an unencrypted Kubernetes Secret, in any packing; with `key`, also as the key's decoder
   * reads it. Undecided within seconds counts as one. Fails with `Cancelled`.
   */
  holdsSecret(value: Uint8Array, options?: CallOptions & { readonly key?: Uint8Array }): Promise<boolean>;
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
  ports: Pick<Ports, 'workerFile' | 'resourcesFolder' | 'openStore' | 'clock'>,
  closedOf: ClosedOf,
  bounds?: ThreadBounds,
): OwnedValueCodecs {
  const keyring = new Keyring(closedOf);
  const workers = new ValueWorkers(ports, bounds);
  const decoders = new Decoders(ports, workers);
  /** Returns the decoder of a key where it can be used. */
  const decoderOf = async (key: Uint8Array): Promise<ValueDecoder | null> => {
    const found = await decoders.forKey(key);
    return found?.kind === 'ready' ? found.decoder : null;
  };
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
      return undecoded(
        value,
        { asked, isMasked: !request.reveal && (request.decoder !== null || workers.mayHoldSecret(value)) },
        error,
      );
    }
  };
  const decoderNow = async (
    key: Uint8Array,
  ): Promise<{ decoder: ValueDecoder | null; notes: readonly ValueNote[] }> => {
    const found = await decoders.forKey(key);
    if (found === null) return { decoder: null, notes: [] };
    if (found.kind === 'ready') return { decoder: found.decoder, notes: [] };
    return { decoder: null, notes: [{ kind: 'decoderFailed', name: found.name, message: found.error.message }] };
  };
  const cover = async (value: Uint8Array, decoder: ValueDecoder | null): Promise<Uint8Array | null> => {
    try {
      const answer = await workers.do({ kind: 'cover', value, decoder });
      return answer.kind === 'bytes' ? answer.value : null;
    } catch (error) {
      if (!isTooCostly(error)) throw error;
      return bytesOf(wholeCover(value.length));
    }
  };
  const toShown: ValueCodecs['toShown'] = async (value, { reveal, key }) => {
    const decoder = reveal || key === undefined ? null : await decoderOf(key);
    const mayHold = decoder !== null || workers.mayHoldSecret(value);
    const covered = reveal || !mayHold ? null : await cover(value, decoder);
    await workers.breathe();
    return covered ?? value;
  };
  return {
    api: {
      async decode({ source, key, ...asked }, options) {
        const { decoder, notes } = await decoderNow(key);
        const request = { ...asked, decoder };
        const envelope = envelopeOf(request.value);
        const isHidden = envelope !== null && !request.reveal && (await workers.holdsSecret(request.value, options));
        if (envelope === null || isHidden) return withNotes(await decode(request, options), notes);
        if (request.codec === 'hex') return { ...(await decode(request, options)), codecs: ['encrypted', 'hex'] };
        const opened = keyring.open(source, key, envelope);
        if (opened === null || request.codec === 'encrypted')
          return describeEncrypted(envelope, opened !== null, request.codec);
        const decoded = await decode({ ...request, value: opened.clear }, options);
        const codecs: readonly CodecName[] = [...decoded.codecs.filter((name) => name !== 'hex'), 'encrypted', 'hex'];
        return { ...decoded, codecs, notes: [encryptedNote(envelope, true), ...notes, ...decoded.notes] };
      },
      async encode({ source, key, text, form, base }, options) {
        const envelope = base === null || form.codec === 'hex' ? null : envelopeOf(base);
        const found = form.codec === 'protobuf' ? await decoders.forKey(key) : null;
        if (found?.kind === 'failed') throw found.error;
        const decoder = found?.decoder ?? null;
        if (envelope === null) {
          const value = await bytesFor({ kind: 'encode', request: { text, form, base, decoder } }, options);
          return { value };
        }
        const opened = keyring.require(source, key, envelope);
        const clear = await bytesFor({ kind: 'encode', request: { text, form, base: opened.clear, decoder } }, options);
        return { value: base !== null && isSame(clear, opened.clear) ? base : opened.seal(clear) };
      },
    },
    async toEntry(entry, { reveal }) {
      const value = await toShown(entry.value, { reveal, key: entry.key });
      return { ...entry, value, isMasked: value !== entry.value, bytes: entry.value.length };
    },
    toShown,
    async holdsSecret(value, { key, ...options } = {}) {
      if (await workers.holdsSecret(value, options)) return true;
      const decoder = key === undefined ? null : await decoderOf(key);
      return decoder !== null && (await cover(value, decoder)) !== null;
    },
    decoders: decoders.api,
    hasDecoder: (key) => decoders.hasFor(key),
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
    setEncryption: (source, configuration) => keyring.set(source, configuration),
    close: () => workers.close(),
  };
}

function withNotes(decoded: DecodedValue, notes: readonly ValueNote[]): DecodedValue {
  return { ...decoded, notes: [...notes, ...decoded.notes] };
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
