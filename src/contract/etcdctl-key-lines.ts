import { type EtcdctlProfile, etcdctlHead, etcdctlNotes } from './etcdctl-line.ts';
import type { LeaseId } from './ids.ts';
import { shellQuote } from './shell-quote.ts';
import { transactionCommand } from './transaction-text/write-transaction.ts';
import type { TransactionOperation } from './transactions.ts';

/** A larger value makes a command that shells refuse. */
const longestValue = 4_096;

/** One key, all that begin with a prefix, or those from `key` up to, not including, `end`; one zero byte: to the last. */
export type KeysOfLine =
  | { readonly kind: 'key' | 'prefix'; readonly key: Uint8Array }
  | { readonly kind: 'range'; readonly key: Uint8Array; readonly end: Uint8Array };

/**
 * Returns the line of etcdctl that reads keys, at a revision where one is given. Like every line here it has the
 * connection's flags and what to know about it, and is `null` where no command line can say it.
 */
export const getLine = (profile: EtcdctlProfile, keys: KeysOfLine, revision: number | null): string | null =>
  lineOf(profile, ['get', ...(revision === null ? [] : [`--rev=${revision}`])], keys);

/** Returns the line of etcdctl that watches keys. */
export const watchLine = (
  profile: EtcdctlProfile,
  keys: KeysOfLine,
  from: { readonly revision: number | null; readonly previous: boolean },
): string | null => {
  const at = from.revision === null ? [] : [`--rev=${from.revision}`];
  const { flags, ends } = rangeOf(keys);
  // What stands behind `--` is a program that is run at each event, and `watch` has no `--from-key`.
  if (flags.includes('--from-key') || ends.some((end) => end[0] === 0x2d)) return null;
  return lineOf(profile, ['watch', ...at, ...(from.previous ? ['--prev-kv'] : [])], keys);
};

function lineOf(profile: EtcdctlProfile, words: readonly string[], keys: KeysOfLine): string | null {
  const { flags, ends } = rangeOf(keys);
  const quoted = ends.map(shellQuote);
  if (quoted.includes(null)) return null;
  // `--`, so that a key that begins with a dash is no flag.
  const last = ends.some((end) => end[0] === 0x2d) ? ['--', ...quoted] : quoted;
  return whole(profile, [etcdctlHead(profile), ...words, ...flags, ...last].join(' '));
}

function rangeOf(keys: KeysOfLine): { readonly flags: readonly string[]; readonly ends: readonly Uint8Array[] } {
  if (keys.kind !== 'range') return { flags: keys.kind === 'prefix' ? ['--prefix'] : [], ends: [keys.key] };
  const isToLast = keys.end.length === 1 && keys.end[0] === 0;
  return isToLast ? { flags: ['--from-key'], ends: [keys.key] } : { flags: [], ends: [keys.key, keys.end] };
}

/** Returns a line below what to know before it is run. */
const whole = (profile: EtcdctlProfile, line: string): string => [...etcdctlNotes(profile, [line]), line].join('\n');

/** Returns the line of a write of a key that is done only where the key is at a revision. */
function guarded(profile: EtcdctlProfile, modRevision: number, write: KeyWrite): string {
  const key = write.kind === 'put' ? write.key : write.keys.key;
  const compare = [{ target: 'modRevision', key, result: '=', number: modRevision }] as const;
  return transactionCommand(profile, { compare, success: [write], failure: [] });
}

type KeyWrite = Exclude<TransactionOperation, { readonly kind: 'get' }>;

/**
 * Returns the line of etcdctl that writes a key where it is at a revision. A put without a lease takes a lease away, so
 * the lease is always named.
 */
export function guardedPutLine(
  profile: EtcdctlProfile,
  key: Uint8Array,
  value: Uint8Array,
  modRevision: number,
  lease: LeaseId | null,
): string | null {
  return value.length > longestValue ? null : guarded(profile, modRevision, { kind: 'put', key, value, lease });
}

/** Returns the line of etcdctl that deletes a key where it is at a revision. */
export const guardedDeleteLine = (profile: EtcdctlProfile, key: Uint8Array, modRevision: number): string =>
  guarded(profile, modRevision, { kind: 'delete', keys: { kind: 'key', key } });
