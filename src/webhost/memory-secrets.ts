import type { SecretStore } from '../core/ports.ts';

/** The secrets of a host without a keychain, kept until it ends. */
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
