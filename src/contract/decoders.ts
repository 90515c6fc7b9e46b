import type { CallOptions } from './abort.ts';
import type { Failure } from './failure.ts';

/** How the values of some keys are read: as messages of the operator's own `.proto` files. */
export interface Decoder {
  /** Names it for good; given by core. */
  readonly id: string;
  readonly name: string;
  /** The keys: `*` stands for any part, also for none, and for slashes. Without one, a single key. */
  readonly keys: string;
  /** `.proto` files on the machine where core runs, by absolute paths. They import one another by the ends of these. */
  readonly files: readonly string[];
  /** The full name of the values' message type. */
  readonly message: string;
}

/** A decoder to save: a new one has the `id` `null`. */
export type DecoderDraft = Omit<Decoder, 'id'> & { readonly id: string | null };

/** A decoder, and why it cannot be used just now: `null` where it can. */
export interface ListedDecoder {
  readonly decoder: Decoder;
  readonly failure: Failure | null;
}

/** Decoders of the operator, which come before every other way to read a value. The first one for a key counts. */
export interface DecodersApi {
  /** Returns them in the order in which they count, each with its files read. Fails with `SettingsDamaged`, `FileNotReadable`. */
  list(request: Record<string, never>, options?: CallOptions): Promise<readonly ListedDecoder[]>;
  /**
   * Saves a decoder; a new one counts last. Fails with `BadRequest` (`field` in the detail), and as `messages` where its
   * files cannot be used.
   */
  save(request: { readonly draft: DecoderDraft }, options?: CallOptions): Promise<Decoder>;
  /** Forgets a decoder; its files stay. Fails with `BadRequest`. */
  remove(request: { readonly decoder: string }, options?: CallOptions): Promise<void>;
  /** Puts a decoder to a place among the others, counted from 0. Fails with `BadRequest`. */
  move(request: { readonly decoder: string; readonly place: number }, options?: CallOptions): Promise<void>;
  /**
   * Returns the full names of the message types in `.proto` files. Fails with `ProtoInvalid` (`file` and `line` in the
   * detail), `FileNotFound`, `FileNotReadable`, and with `ValueTooCostly` where reading them takes too long.
   */
  messages(
    request: { readonly files: readonly string[] },
    options?: CallOptions,
  ): Promise<{ readonly messages: readonly string[] }>;
}
