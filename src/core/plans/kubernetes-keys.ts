import { startsWith } from '../keyspace/bytes.ts';

/** Whether a key belongs to an API server, which does not expect anybody else to write there: one of a registry. */
export function isOfKubernetes(registries: readonly Uint8Array[], key: Uint8Array): boolean {
  return registries.some((prefix) => startsWith(key, prefix));
}
