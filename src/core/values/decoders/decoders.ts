import type { CallOptions } from '../../../contract/abort.ts';
import type { Decoder, DecodersApi } from '../../../contract/decoders.ts';
import type { EtcdeckError, Failure } from '../../../contract/failure.ts';
import type { Ports } from '../../ports.ts';
import type { ValueDecoder } from '../proto/proto-codec.ts';
import type { ProtoSchema } from '../proto/proto-schema.ts';
import type { ValueWorkers } from '../value-workers.ts';
import { DecoderDocuments } from './decoder-documents.ts';
import { keyPattern } from './key-pattern.ts';
import { failureIn, readProtoFiles, stampOf } from './read-files.ts';

/** For so long, neither the settings nor the files are looked at again: a search asks for every key. */
const freshMs = 1_000;

/** The decoder for a key: ready, or why it cannot be used. */
export type DecoderForKey =
  | { readonly kind: 'ready'; readonly decoder: ValueDecoder }
  | { readonly kind: 'failed'; readonly name: string; readonly error: EtcdeckError };

interface Known {
  readonly stamp: string;
  readonly state: Promise<DecoderForKey>;
  lookedAt: number;
}

interface Matching {
  readonly decoder: Decoder;
  readonly matches: (key: Uint8Array) => boolean;
}

/** The operator's decoders, and their files as they are now. */
export class Decoders {
  readonly #documents: DecoderDocuments;
  readonly #ports: Pick<Ports, 'clock'>;
  readonly #workers: ValueWorkers;
  readonly #known = new Map<string, Known>();
  #listed: readonly Matching[] = [];
  /** Why the settings cannot be read. */
  #unlisted: EtcdeckError | null = null;
  #listedAt = Number.NEGATIVE_INFINITY;

  constructor(ports: Pick<Ports, 'openStore' | 'clock'>, workers: ValueWorkers) {
    this.#documents = new DecoderDocuments(ports);
    this.#ports = ports;
    this.#workers = workers;
  }

  /** What crosses to a window. */
  get api(): DecodersApi {
    return {
      list: async () => {
        const listed: { decoder: Decoder; failure: Failure | null }[] = [];
        for (const decoder of this.#documents.list()) {
          const state = await this.#load(decoder);
          listed.push({ decoder, failure: state.kind === 'ready' ? null : state.error.toFailure() });
        }
        return listed;
      },
      save: async ({ draft }, options) => {
        await this.#schemaOf(draft, options);
        return await this.#changed(this.#documents.save(draft));
      },
      remove: async ({ decoder }) => await this.#changed(this.#documents.remove(decoder)),
      move: async ({ decoder, place }) => await this.#changed(this.#documents.move(decoder, place)),
      messages: async ({ files }, options) => {
        const answer = await this.#workers.do(
          { kind: 'proto', files: await readProtoFiles(files), message: null },
          options,
        );
        if (answer.kind !== 'messages') throw new Error('names were asked for');
        return { messages: answer.messages };
      },
    };
  }

  /** Returns whether a decoder is for a key, without reading its files. */
  hasFor(key: Uint8Array): boolean {
    this.#refresh();
    return this.#listed.some(({ matches }) => matches(key));
  }

  /** Returns the first decoder for a key; `null` where none is. */
  async forKey(key: Uint8Array): Promise<DecoderForKey | null> {
    this.#refresh();
    if (this.#unlisted !== null) return { kind: 'failed', name: 'for this key', error: this.#unlisted };
    const found = this.#listed.find(({ matches }) => matches(key));
    return found === undefined ? null : await this.#load(found.decoder);
  }

  /** Values are still read where the settings are damaged. */
  #refresh(): void {
    const now = this.#ports.clock.now();
    if (Math.abs(now - this.#listedAt) < freshMs) return;
    this.#listedAt = now;
    this.#unlisted = null;
    try {
      this.#listed = this.#documents.list().map((decoder) => ({ decoder, matches: keyPattern(decoder.keys) }));
    } catch (error) {
      this.#listed = [];
      this.#unlisted = failureIn(error);
    }
  }

  async #changed<T>(change: Promise<T>): Promise<T> {
    try {
      return await change;
    } finally {
      this.#listedAt = Number.NEGATIVE_INFINITY;
      this.#known.clear();
    }
  }

  async #load(decoder: Decoder): Promise<DecoderForKey> {
    const id = JSON.stringify([decoder.files, decoder.message]);
    const before = this.#known.get(id);
    const now = this.#ports.clock.now();
    if (before !== undefined && Math.abs(now - before.lookedAt) < freshMs) return withName(await before.state, decoder);
    const stamp = await stampOf(decoder.files);
    const state = before?.stamp === stamp ? await before.state : null;
    // What failed is tried again: a file may have become readable.
    if (before !== undefined && state?.kind === 'ready') {
      before.lookedAt = now;
      return withName(state, decoder);
    }
    const read = this.#read(decoder);
    this.#known.set(id, { stamp, state: read, lookedAt: now });
    return await read;
  }

  async #read(decoder: Decoder): Promise<DecoderForKey> {
    const { name } = decoder;
    try {
      return { kind: 'ready', decoder: { name, schema: await this.#schemaOf(decoder) } };
    } catch (error) {
      return { kind: 'failed', name, error: failureIn(error) };
    }
  }

  async #schemaOf({ files, message }: Pick<Decoder, 'files' | 'message'>, options?: CallOptions): Promise<ProtoSchema> {
    const answer = await this.#workers.do({ kind: 'proto', files: await readProtoFiles(files), message }, options);
    if (answer.kind !== 'schema') throw new Error('a schema was asked for');
    return answer.schema;
  }
}

/** Decoders with the same files share what was read. */
function withName(state: DecoderForKey, { name }: Decoder): DecoderForKey {
  return state.kind === 'ready' ? { kind: 'ready', decoder: { ...state.decoder, name } } : { ...state, name };
}
