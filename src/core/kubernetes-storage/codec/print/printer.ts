import { EtcdeckError } from '../../../../contract/failure.ts';
import { Kernel, type KernelExports } from '../../../kernels/kernel.ts';
import { formatDuration } from '../duration.ts';
import { malformed } from '../malformed.ts';
import type { MessageSchema } from '../schema.ts';
import { failureOf, MoreScratch } from './failures.ts';
import { wasm } from './print.kernel.ts?kernel';
import { Tables } from './tables.ts';

/** JSON in the kernel's memory. */
export interface Printed {
  readonly json: Buffer;
  readonly isAscii: boolean;
  /** The number of fields that the schema does not know; they are not in the JSON. */
  readonly unknownFields: number;
}

/** Bytes of a message. */
export interface Part {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  /** The offset of the bytes in the whole value, which damage is told by. */
  readonly origin: number;
}

interface PrintExports extends KernelExports {
  freeFrom(): number;
  open(scratch: number, scratchEnd: number, begin: number, at: number, origin: number): void;
  offsetOf(address: number): number;
  printMembers(message: number, start: number, end: number): number;
  printMessage(message: number, start: number, end: number): number;
  printString(start: number, end: number): number;
  unknownFields(): number;
  wroteAscii(): number;
}

/** The memory kept between two values: what the largest take that etcd stores by default, 1.5 MiB. */
const kept = 8 * 2 ** 20;
/** The stack that nearly all values do with, beside as much as they are long; and the largest. */
const usualScratch = 2 ** 17;
const largestScratch = 2 ** 28;

const kernel = new Kernel<PrintExports>(
  wasm,
  {
    'damage.kernel': {
      fail(code: number, at: number, first: number, second: number) {
        throw failureOf(code, kernel.exports.offsetOf(at), { first, second }, tables, kernel.bytes);
      },
    },
    'values.kernel': {
      double: (value: number, at: number) => kernel.bytes.write(Object.is(value, -0) ? '-0' : String(value), at),
      duration: (nanoseconds: bigint, at: number) => kernel.bytes.write(formatDuration(nanoseconds), at),
    },
  },
  kept,
);
/** `null`: nothing is in the kernel's memory. */
let tables: Tables | null = null;

/** Takes what was printed out of the kernel's memory. */
export type Take<T> = (printed: Printed) => T;

/**
 * Prints an object behind `prefix`, which is ASCII and opens it, up to its closing brace. Fails with `ValueMalformed`
 * where the bytes are damaged or can have no JSON.
 */
export function printObject<T>(message: MessageSchema, part: Part, prefix: Uint8Array, take: Take<T>): T {
  return print(part, prefix, message, printMembers, take);
}

/** Prints a message by itself; fails as `printObject` does. */
export function printMessage<T>(message: MessageSchema, part: Part, take: Take<T>): T {
  return print(part, nothing, message, printWhole, take);
}

/** Prints a string of UTF-8. A byte that is not UTF-8 becomes U+FFFD, as in Go. */
export function printString<T>(bytes: Uint8Array, take: Take<T>): T {
  return print({ bytes, start: 0, end: bytes.length, origin: 0 }, nothing, null, printText, take);
}

const nothing: Uint8Array = new Uint8Array();

type Call = (message: number, start: number, end: number) => number;
const printMembers: Call = (message, start, end) => kernel.exports.printMembers(message, start, end);
const printWhole: Call = (message, start, end) => kernel.exports.printMessage(message, start, end);
const printText: Call = (_, start, end) => kernel.exports.printString(start, end);

function print<T>(part: Part, prefix: Uint8Array, message: MessageSchema | null, call: Call, take: Take<T>): T {
  try {
    tables ??= new Tables(kernel.exports.freeFrom());
    const address = message === null ? 0 : (tables.addressOf(message) ?? tables.layOut(message, memoryOf));
    return take(printWithRoom(part, prefix, address, call, tables.end));
  } catch (error) {
    // What is not a failure of the value may have left tables half laid out.
    if (!(error instanceof EtcdeckError)) tables = null;
    throw error;
  } finally {
    if (kernel.settle()) tables = null;
  }
}

/** Prints with a larger stack as long as the kernel asks for one. */
function printWithRoom(part: Part, prefix: Uint8Array, address: number, call: Call, free: number): Printed {
  for (let scratch = usualScratch + part.end - part.start; ; scratch *= 4) {
    try {
      return printWith(scratch, part, prefix, address, call, free);
    } catch (error) {
      if (!(error instanceof MoreScratch)) throw error;
      if (scratch * 4 > largestScratch) throw malformed('More JSON than can be shown', 0);
    }
  }
}

function memoryOf(length: number): Uint8Array {
  kernel.reserve(length);
  return kernel.bytes;
}

function printWith(
  scratch: number,
  part: Part,
  prefix: Uint8Array,
  address: number,
  call: Call,
  free: number,
): Printed {
  const { bytes, start, end, origin } = part;
  const input = align(free);
  // Words are read and written whole: some bytes beyond each end.
  const stack = align(input + end - start) + 16;
  const begin = stack + align(scratch) + 16;
  const at = begin + prefix.length;
  try {
    kernel.reserve(at + 2 * (end - start) + 4096);
  } catch (error) {
    if (error instanceof RangeError) throw malformed('More JSON than can be shown', 0);
    throw error;
  }
  const memory = kernel.bytes;
  memory.set(start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end), input);
  memory.set(prefix, begin);
  if (prefix.length === 0) memory[begin - 1] = 0x7b;
  const { exports } = kernel;
  exports.open(stack, begin - 8, begin, at, origin + start - input);
  const stop = call(address, input, input + end - start);
  return {
    json: kernel.bytes.subarray(begin, stop),
    isAscii: exports.wroteAscii() !== 0,
    unknownFields: exports.unknownFields(),
  };
}

const align = (length: number): number => (length + 7) & ~7;
