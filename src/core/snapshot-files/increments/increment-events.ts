import { z } from 'zod';

const largestRevision = Number.MAX_SAFE_INTEGER;
const revision = z.int().min(0).max(largestRevision).default(0);

/** An event as Go's JSON has it: what is zero is left out, and bytes are in base64. */
const timedEvent = z.object({
  etcdEvent: z.object({
    type: z.union([z.literal(0), z.literal(1)]).default(0),
    kv: z.object({
      key: z.string(),
      value: z.string().default(''),
      create_revision: revision,
      mod_revision: z.int().min(1).max(largestRevision),
      version: revision,
      lease: z
        .string()
        .regex(/^-?\d{1,19}$/)
        .default('0'),
    }),
  }),
  time: z.string().max(64).default(''),
});

/** A change of a key. */
export interface IncrementEvent {
  readonly isDeletion: boolean;
  readonly key: Buffer;
  readonly value: Buffer;
  readonly createRevision: number;
  readonly modRevision: number;
  readonly version: number;
  readonly lease: bigint;
  /** When etcd-backup-restore saw it, in milliseconds since 1970; `null`: it does not say. */
  readonly at: number | null;
}

/** Returns the event that a text is; `null` where it is none. */
export function eventIn(text: string): IncrementEvent | null {
  // Leases are beyond 2^53. A quote that ends a name is never escaped, so that no string is altered.
  const exact = text.replaceAll(/"lease":(-?\d{1,19})(?!\d)/g, '"lease":"$1"');
  let value: unknown;
  try {
    value = JSON.parse(exact);
  } catch {
    return null;
  }
  const { data } = timedEvent.safeParse(value);
  if (data === undefined) return null;
  const { kv, type } = data.etcdEvent;
  const at = Date.parse(data.time);
  return {
    isDeletion: type === 1,
    key: Buffer.from(kv.key, 'base64'),
    value: Buffer.from(kv.value, 'base64'),
    createRevision: kv.create_revision,
    modRevision: kv.mod_revision,
    version: kv.version,
    lease: BigInt.asUintN(64, BigInt(kv.lease)),
    at: at >= 0 ? at : null,
  };
}

const quote = 0x22;
const backslash = 0x5c;
/** An event has objects in three levels. */
const mostDepth = 8;
const mostEventBytes = 64 * 1024 * 1024;

/** Yields the texts of the objects in an array, one after the other; `null` at last where it is none. */
export function* objectsOf(json: Uint8Array): Generator<string | null, void> {
  const bytes = Buffer.from(json.buffer, json.byteOffset, json.byteLength);
  if (bytes[0] !== 0x5b || bytes[bytes.length - 1] !== 0x5d) {
    yield null;
    return;
  }
  let depth = 0;
  let start = 0;
  for (let at = 1; at < bytes.length - 1; at++) {
    switch (bytes[at]) {
      case quote:
        at = endOfString(bytes, at);
        if (at >= 0) break;
        yield null;
        return;
      case 0x7b:
      case 0x5b:
        if (depth++ === 0) start = at;
        break;
      case 0x7d:
      case 0x5d:
        if (--depth === 0 && at - start < mostEventBytes) yield bytes.toString('utf8', start, at + 1);
        else if (depth <= 0) depth = mostDepth + 1;
        break;
      default:
    }
    if (depth <= mostDepth) continue;
    yield null;
    return;
  }
  if (depth > 0) yield null;
}

/** Returns where the string ends that begins at a place; negative where it does not. */
function endOfString(bytes: Buffer, from: number): number {
  for (let end = bytes.indexOf(quote, from + 1); end > 0; end = bytes.indexOf(quote, end + 1)) {
    let escapes = 0;
    while (bytes[end - 1 - escapes] === backslash) escapes++;
    if (escapes % 2 === 0) return end;
  }
  return -1;
}
