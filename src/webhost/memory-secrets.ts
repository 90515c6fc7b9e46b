import type { SecretStore } from '../core/ports.ts';

/** Secrets of a host without a keychain: they end with it. */
export function createMemorySecrets(reason: string): SecretStore {
  const secrets = new Map<string, string>();
  return {
    kind: () => ({ kind: 'memory', reason }),
    get: async (name) => secrets.get(name) ?? null,
    async set(name, secret) {
      if (secret === null) secrets.delete(name);
      else secrets.set(name, secret);
    },
    has: (name) => secrets.has(name),
  };
}
