import { shellQuoteText } from '../../contract/shell-quote.ts';
import { toBase64 } from '../bytes/base64.ts';
import { allFinalizers, type ObjectHead } from '../kubernetes-storage/heads/object-head.ts';
import type { ObjectPlace } from '../kubernetes-storage/layout/object-key.ts';
import { kubectlTarget } from './kubectl.ts';

/** What fits into a command line that is still looked at. */
const mostBytes = 16 * 1024;
const plain = /^[\x20-\x7e]+$/;

/**
 * Returns the write of an object in a terminal, its guard aside, with the bytes in the line; `null` where they are too
 * many, or the key has characters that a shell would change. etcdctl reads a value from its input where none is given.
 */
export function etcdctlWrite(key: Uint8Array, value: Uint8Array): string | null {
  const name = Buffer.from(key).toString('latin1');
  if (value.length > mostBytes || !plain.test(name)) return null;
  return `printf %s ${toBase64(value)} | base64 -d | etcdctl put --ignore-lease ${shellQuoteText(name)}`;
}

/**
 * Returns what an object needs when nothing holds its deletion any more: the API server takes it away when it is next
 * asked to, and not by itself, for it did not see the finalizers go.
 */
export function kubectlAfterwards(place: ObjectPlace, repaired: ObjectHead): readonly string[] {
  const target = kubectlTarget(place);
  if (target === null || repaired.deletionTimestamp === null || allFinalizers(repaired).length > 0) return [];
  return [`kubectl delete ${target}  # once the API server answers: it ends the deletion`];
}
