import { EtcdeckError } from '../../contract/failure.ts';
import { afterKey, afterPrefix, startsWith } from '../bytes/bytes.ts';
import type { KeySpan } from './source-reader.ts';

/** Returns the span of a prefix, behind one of its keys where `after` is given. Fails with `BadRequest`. */
export function spanOf(prefix: Uint8Array, after: Uint8Array | null = null): KeySpan {
  if (after !== null && !startsWith(after, prefix)) {
    throw new EtcdeckError({ code: 'BadRequest', message: '`after` does not begin with the prefix' });
  }
  const end = afterPrefix(prefix);
  return after === null ? { start: prefix, end } : { start: afterKey(after), end, isRest: true };
}
