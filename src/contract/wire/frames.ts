import type { Failure, Reply } from '../failure.ts';
import { METHOD_LENGTH } from '../limits.ts';

/** The kind of a frame, its first member. */
export const Kind = {
  Call: 0,
  Open: 1,
  Credit: 2,
  Cancel: 3,
  Ping: 4,
  Reply: 5,
  Values: 6,
  End: 7,
  Refused: 8,
  Pong: 9,
  Goodbye: 10,
} as const;

/** A frame from a client. The client assigns the ids, and can reuse one once its call or stream has ended. */
export type ClientFrame =
  | readonly [kind: typeof Kind.Call, id: number, method: string, request: unknown]
  | readonly [kind: typeof Kind.Open, id: number, method: string, request: unknown]
  /** The consumer took this many values, of this many bytes: the server may send as many more. */
  | readonly [kind: typeof Kind.Credit, id: number, values: number, bytes: number]
  /** The caller has left this call or stream. */
  | readonly [kind: typeof Kind.Cancel, id: number]
  | readonly [kind: typeof Kind.Ping]
  | readonly [kind: typeof Kind.Goodbye, reason: string];

/** A frame from a server. */
export type ServerFrame =
  /** The answer to a call. */
  | readonly [kind: typeof Kind.Reply, id: number, reply: Reply<unknown>]
  /** Values of a stream, and the bytes that they count against its window. */
  | readonly [kind: typeof Kind.Values, id: number, values: readonly unknown[], bytes: number]
  /** The end of a stream; `null` unless it failed. */
  | readonly [kind: typeof Kind.End, id: number, failure: Failure | null]
  /** The server received something that is no client frame; the id is the one that it named, or 0. */
  | readonly [kind: typeof Kind.Refused, id: number, failure: Failure]
  | readonly [kind: typeof Kind.Pong]
  | readonly [kind: typeof Kind.Goodbye, reason: string];

/** A frame in either direction. */
export type Frame = ClientFrame | ServerFrame;

/** Returns a client's message as a checked frame; `null` when it is no client frame. */
export function parseClientFrame(message: unknown): ClientFrame | null {
  if (!Array.isArray(message)) return null;
  const [kind, id, first, second]: readonly unknown[] = message;
  switch (kind) {
    case Kind.Call:
      return isId(id) && isMethod(first) ? [Kind.Call, id, first, second] : null;
    case Kind.Open:
      return isId(id) && isMethod(first) ? [Kind.Open, id, first, second] : null;
    case Kind.Credit:
      return isId(id) && isCount(first) && isCount(second) ? [Kind.Credit, id, first, second] : null;
    case Kind.Cancel:
      return isId(id) ? [Kind.Cancel, id] : null;
    case Kind.Ping:
      return [Kind.Ping];
    case Kind.Goodbye:
      return typeof id === 'string' ? [Kind.Goodbye, id] : null;
    default:
      return null;
  }
}

/** Returns the id that a message names although it is no frame, or 0, so that its caller gets an answer. */
export function idOfMalformed(message: unknown): number {
  const id: unknown = Array.isArray(message) ? message[1] : undefined;
  return isId(id) ? id : 0;
}

/** Returns a server's message as a checked frame; `null` when it is no server frame. */
export function parseServerFrame(message: unknown): ServerFrame | null {
  if (!Array.isArray(message)) return null;
  const [kind, id, first, second]: readonly unknown[] = message;
  switch (kind) {
    case Kind.Reply:
      return isId(id) && isReply(first) ? [Kind.Reply, id, first] : null;
    case Kind.Values:
      return isId(id) && Array.isArray(first) && isCount(second) ? [Kind.Values, id, first, second] : null;
    case Kind.End:
      return isId(id) && (first === null || isFailure(first)) ? [Kind.End, id, first] : null;
    case Kind.Refused:
      return isCount(id) && isFailure(first) ? [Kind.Refused, id, first] : null;
    case Kind.Pong:
      return [Kind.Pong];
    case Kind.Goodbye:
      return typeof id === 'string' ? [Kind.Goodbye, id] : null;
    default:
      return null;
  }
}

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isMethod(value: unknown): value is string {
  return typeof value === 'string' && value.length <= METHOD_LENGTH;
}

function isReply(value: unknown): value is Reply<unknown> {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return false;
  return value.ok === true || (value.ok === false && 'failure' in value && isFailure(value.failure));
}

// The code is not checked against the closed set: the reader handles every code, and unknown ones.
function isFailure(value: unknown): value is Failure {
  if (typeof value !== 'object' || value === null) return false;
  return 'code' in value && typeof value.code === 'string' && 'message' in value && typeof value.message === 'string';
}
