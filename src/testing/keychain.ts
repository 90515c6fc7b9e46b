import type { SecretStore } from '../core/ports.ts';

/** A keychain that lives as long as the test. */
export function keychain(): SecretStore {
  const secrets = new Map<string, string>();
  return {
    kind: () => ({ kind: 'keychain', reason: null }),
    get: async (name) => secrets.get(name) ?? null,
    set: async (name, secret) => void (secret === null ? secrets.delete(name) : secrets.set(name, secret)),
    has: (name) => secrets.has(name),
  };
}
