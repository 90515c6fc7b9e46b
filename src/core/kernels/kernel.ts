/// <reference path="./kernels.d.ts" />
import { bufferOf } from '../bytes/bytes.ts';

/** What every kernel exports. */
export interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
}

/** The part of WebAssembly that runs kernels, which neither Node's types nor ES2023 have. */
interface Engine {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
}

// Every runtime has it.
const engine = Reflect.get(globalThis, 'WebAssembly') as Engine;

/** What a kernel calls, by the file that declares it and its name there. */
export type KernelImports = Readonly<Record<string, Readonly<Record<string, (...values: never[]) => unknown>>>>;

const page = 2 ** 16;

/**
 * Code over bytes that is compiled to WebAssembly when the product is built, with its memory. Takes nothing until it is
 * first used, then about a millisecond. Shared within a thread: a call is never interrupted by another.
 */
export class Kernel<Exports extends KernelExports> {
  readonly #wasm: string;
  readonly #imports: KernelImports;
  readonly #kept: number;
  #module: object | null = null;
  #exports: Exports | null = null;
  #bytes: Buffer = Buffer.alloc(0);

  /** `wasm`: what the import of the kernel gave. `kept`: the most bytes of memory that `settle` leaves it. */
  constructor(wasm: string, imports: KernelImports, kept: number) {
    this.#wasm = wasm;
    this.#imports = imports;
    this.#kept = kept;
  }

  /** The kernel's functions. What they left in the memory is there until `settle`. */
  get exports(): Exports {
    this.#exports ??= this.#instantiate();
    return this.#exports;
  }

  /** The kernel's memory. To be asked for again after a call that may have grown it. */
  get bytes(): Buffer {
    // Memory that grew has left its old buffer, whose length is 0 then. To ask for the buffer costs more than this.
    if (this.#bytes.length === 0) this.#bytes = bufferOf(new Uint8Array(this.exports.memory.buffer));
    return this.#bytes;
  }

  /** Makes the memory at least so large. Throws a `RangeError` beyond 1 GiB, or where the machine has no more. */
  reserve(length: number): void {
    const missing = length - this.bytes.length;
    if (missing > 0) this.exports.memory.grow(Math.ceil(missing / page));
  }

  /** Gives the memory back where it is large. Returns whether it did: then nothing is in the memory any more. */
  settle(): boolean {
    if (this.#exports === null || this.bytes.length <= this.#kept) return false;
    this.#exports = null;
    this.#bytes = Buffer.alloc(0);
    return true;
  }

  #instantiate(): Exports {
    this.#module ??= new engine.Module(Buffer.from(this.#wasm, 'base64'));
    return new engine.Instance(this.#module, this.#imports).exports as Exports; // The caller knows its kernel.
  }
}
