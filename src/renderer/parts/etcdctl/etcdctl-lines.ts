import type { LeaseId } from '../../../contract/ids.ts';
import { shellQuote } from '../../../contract/shell-quote.ts';
import { escapeBytes } from '../../ui/byte-text.ts';

/** A larger value makes a command that shells refuse. */
const longestValue = 4_096;

const argument = (key: Uint8Array): string | null => {
  const quoted = shellQuote(key);
  // `--`, so that a key that begins with a dash is no flag.
  return quoted === null ? null : key[0] === 0x2d ? `-- ${quoted}` : quoted;
};

/**
 * Reads a key with etcdctl. Like every line here it is `null` where no command line can say it; endpoints and certificates
 * come from the environment.
 */
export const getLine = (key: Uint8Array): string | null => {
  const quoted = argument(key);
  return quoted === null ? null : `etcdctl get ${quoted}`;
};

/** As Go quotes, which is how `etcdctl txn` reads. */
const goQuote = (bytes: Uint8Array): string => `"${escapeBytes(bytes).text.replaceAll('"', '\\"')}"`;

/** `etcdctl txn` reads comparisons, then what to do if they hold, then what to do if not; an empty line ends each. */
function guarded(key: Uint8Array, modRevision: number, write: string): string | null {
  // Its parser of comparisons ends the key at the first parenthesis.
  if (key.includes(0x29)) return null;
  return `etcdctl txn <<'END'\nmod(${goQuote(key)}) = "${modRevision}"\n\n${write}\n\n\nEND`;
}

/** Writes a key where it is at a revision. A put without a lease takes a lease away, so the lease is always named. */
export function guardedPutLine(
  key: Uint8Array,
  value: Uint8Array,
  modRevision: number,
  lease: LeaseId | null,
): string | null {
  if (value.length > longestValue) return null;
  const put = `put ${goQuote(key)} ${goQuote(value)}`;
  return guarded(key, modRevision, lease === null ? put : `${put} --lease=${lease}`);
}

/** Deletes a key where it is at a revision. */
export const guardedDeleteLine = (key: Uint8Array, modRevision: number): string | null =>
  guarded(key, modRevision, `del ${goQuote(key)}`);
