import { startsWith } from '../keyspace/bytes.ts';
import { knownRegistries } from '../kubernetes/layout/registries.ts';

/** Whether a key belongs to an API server, which does not expect anybody else to write there. */
export function isOfKubernetes(key: Uint8Array): boolean {
  return knownRegistries.some((prefix) => startsWith(key, prefix));
}
