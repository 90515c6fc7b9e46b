import { fromUnpaddedBase64 } from '../../bytes/base64.ts';
import { afterKey, bufferOf, concatBytes, textOf } from '../../bytes/bytes.ts';
import { badRequest } from '../../kube-answers/answers/status.ts';

/** Where a list goes on: behind a key, at the revision of its first page. */
export interface Continuation {
  readonly revision: number;
  readonly start: Uint8Array;
}

/** Returns the `continue` of a page: the revision, and its last key without the prefix of the list. */
export function continueAfter(revision: number, prefix: Uint8Array, last: Uint8Array): string {
  const key = bufferOf(last.subarray(prefix.length)).toString('base64');
  return Buffer.from(JSON.stringify({ rv: revision, after: key })).toString('base64url');
}

/** Returns where a list goes on. Fails with a `Refusal` (400) for a token that this server has not made for this list. */
export function readContinue(token: string, prefix: Uint8Array): Continuation {
  const { rv, after } = parsed(token);
  const tail = typeof after === 'string' ? fromUnpaddedBase64(after) : null;
  if (typeof rv !== 'number' || !Number.isSafeInteger(rv) || rv <= 0 || !tail?.length) throw unreadable();
  return { revision: rv, start: afterKey(concatBytes(prefix, tail)) };
}

function parsed(token: string): { readonly rv?: unknown; readonly after?: unknown } {
  try {
    const text = textOf(new Uint8Array(Buffer.from(token, 'base64url')));
    const value: unknown = JSON.parse(text ?? '');
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Said below.
  }
  throw unreadable();
}

function unreadable() {
  return badRequest('continue key is not valid: it is not of this list');
}
