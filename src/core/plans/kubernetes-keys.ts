import { startsWith } from '../keyspace/bytes.ts';

/** Whether a key belongs to an API server, which does not expect anybody else to write there: one of a registry. */
export function isOfKubernetes(registries: readonly Uint8Array[], key: Uint8Array): boolean {
  return registries.some((prefix) => startsWith(key, prefix));
}

/** The registry that a key lies in, the innermost of several; `null` where it lies in none. */
export function registryAround(registries: readonly Uint8Array[], key: Uint8Array): Uint8Array | null {
  const around = registries.filter((prefix) => startsWith(key, prefix));
  return around.sort((one, other) => other.length - one.length)[0] ?? null;
}
