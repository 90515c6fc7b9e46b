import { type DecodedMessage, plainMessage, type Tap } from './tap.ts';

/** How many bytes a codec goes on with, and whether it only moves past them. */
export interface Want {
  readonly bytes: number;
  readonly isSkipped: boolean;
}

/**
 * A codec of a stream: yields what it wants next, and gets it (nothing of what it moves past). Calls `passed` with each
 * message once its last byte was there, and throws at what it does not understand.
 */
export type StreamCodec = (passed: (message: DecodedMessage) => void) => Generator<Want, void, Uint8Array>;

const nothing = new Uint8Array();

/** Reads along with a stream, whatever the pieces are that it comes in. */
export class StreamTap implements Tap {
  readonly #codec: Generator<Want, void, Uint8Array>;
  readonly #passed: DecodedMessage[] = [];
  /** `null`: it ended, or was not understood. */
  #want: Want | null;
  /** Of what is wanted, what has come. */
  #pieces: Uint8Array[] = [];
  #missing: number;
  isMidway = false;

  constructor(codec: StreamCodec) {
    this.#codec = codec((message) => {
      this.#passed.push(message);
      this.isMidway = false;
    });
    const first = this.#codec.next(nothing);
    this.#want = first.done === true ? null : first.value;
    this.#missing = this.#want?.bytes ?? 0;
  }

  take(chunk: Uint8Array): readonly DecodedMessage[] {
    let at = 0;
    while (this.#want !== null && (at < chunk.length || this.#missing === 0)) {
      const piece = chunk.subarray(at, at + Math.min(this.#missing, chunk.length - at));
      at += piece.length;
      this.#missing -= piece.length;
      if (piece.length > 0) this.isMidway = true;
      if (this.#missing === 0) this.#goOn(this.#want.isSkipped ? nothing : this.#joined(piece));
      // A copy, which a Buffer's own slice is not: a view would keep all that was read with it.
      else if (!this.#want.isSkipped) this.#pieces.push(new Uint8Array(piece));
    }
    return this.#passed.splice(0);
  }

  end(): readonly DecodedMessage[] {
    return [];
  }

  #joined(last: Uint8Array): Uint8Array {
    if (this.#pieces.length === 0) return last;
    const joined = Buffer.concat([...this.#pieces, last]);
    this.#pieces = [];
    return joined;
  }

  #goOn(bytes: Uint8Array): void {
    try {
      const next = this.#codec.next(bytes);
      this.#want = next.done === true ? null : next.value;
      this.#missing = this.#want?.bytes ?? 0;
    } catch {
      this.#want = null;
      this.#pieces = [];
      this.#passed.push(plainMessage('other', 0));
      this.isMidway = false;
    }
  }
}
