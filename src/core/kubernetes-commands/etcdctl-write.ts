import { type EtcdctlProfile, etcdctlHead } from '../../contract/etcdctl-line.ts';
import { shellQuoteText } from '../../contract/shell-quote.ts';
import { toBase64 } from '../bytes/base64.ts';
import { allFinalizers, type ObjectHead } from '../kubernetes-storage/heads/object-head.ts';
import type { ObjectPlace } from '../kubernetes-storage/layout/object-key.ts';
import { kubectlTarget } from './kubectl.ts';

/** The longest command line that is still readable. */
const mostBytes = 16 * 1024;
const plain = /^[\x20-\x7e]+$/;

/**
 * Returns the etcdctl command that writes an object, without its guard, with the bytes in the line; `null` where they
 * are too many, or the key has characters that a shell would change. etcdctl reads a value from its input where none is
 * given.
 */
export function etcdctlWrite(profile: EtcdctlProfile, key: Uint8Array, value: Uint8Array): string | null {
  const name = Buffer.from(key).toString('latin1');
  if (value.length > mostBytes || !plain.test(name)) return null;
  return `printf %s ${toBase64(value)} | base64 -d | ${etcdctlHead(profile)} put --ignore-lease ${shellQuoteText(name)}`;
}

/**
 * Returns the commands that an object needs once no finalizer holds its deletion: the API server deletes it at the next
 * request, and not by itself, because it did not see the finalizers go.
 */
export function kubectlAfterwards(place: ObjectPlace, repaired: ObjectHead): readonly string[] {
  const target = kubectlTarget(place);
  if (target === null || repaired.deletionTimestamp === null || allFinalizers(repaired).length > 0) return [];
  return [`kubectl delete ${target}  # once the API server answers: it ends the deletion`];
}
