import { startsWith } from '../bytes/bytes.ts';

/** Returns the registry that contains a key, the innermost of several; `null` where there is none. */
export function registryAround(registries: readonly Uint8Array[], key: Uint8Array): Uint8Array | null {
  const around = registries.filter((prefix) => startsWith(key, prefix));
  return around.sort((one, other) => other.length - one.length)[0] ?? null;
}
