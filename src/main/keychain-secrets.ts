import type { SecretStore, Store } from '../core/ports.ts';

/** The used part of Electron's `safeStorage`. Every call may wait for the operator to unlock the keychain. */
export interface Keychain {
  isEncryptionAvailable(): boolean;
  /** Linux only. */
  getSelectedStorageBackend?(): string;
  encryptString(secret: string): Buffer;
  decryptString(sealed: Buffer): string;
}

/**
 * Secrets encrypted by the operating system's keychain and kept in a file; without a keychain, in memory. A locked
 * keyring makes the first call of `safeStorage` wait for the operator, and the whole host with it. So it is not called
 * before a secret has to be stored or read: until then `kind` follows from `obstacle`, which is found without a call.
 */
export function createKeychainSecrets(options: {
  readonly keychain: Keychain;
  readonly store: Store;
  /** Why there can be no keychain, as far as that shows without calling it; otherwise `null`. */
  readonly obstacle: string | null;
}): SecretStore {
  const { keychain, store } = options;
  const memory = new Map<string, string>();
  let obstacle = options.obstacle;
  let isAsked = obstacle !== null;

  /** Whether secrets can be encrypted. May wait for the operator. */
  function canSeal(): boolean {
    if (!isAsked) {
      obstacle = askObstacle(keychain);
      isAsked = true;
    }
    return obstacle === null;
  }

  function sealed(name: string): string | null {
    try {
      const value = store.read()[name];
      return typeof value === 'string' ? value : null;
    } catch {
      // A damaged file has no readable secrets; the operator enters them again.
      return null;
    }
  }

  let kept: Promise<unknown> = Promise.resolve();

  /** One after the other, since each writes what it read. */
  function keep(name: string, value: string | null): Promise<void> {
    const turn = kept.then(() => {
      const { [name]: old, ...others } = store.read();
      if (value === null && old === undefined) return undefined;
      return store.write(value === null ? others : { ...others, [name]: value });
    });
    kept = turn.catch(() => undefined);
    return turn;
  }

  return {
    kind: () => (obstacle === null ? { kind: 'keychain', reason: null } : { kind: 'memory', reason: obstacle }),
    has: (name) => memory.has(name) || (obstacle === null && sealed(name) !== null),
    async get(name) {
      const held = memory.get(name);
      if (held !== undefined) return held;
      const value = sealed(name);
      if (value === null || !canSeal()) return null;
      try {
        return keychain.decryptString(Buffer.from(value, 'base64'));
      } catch {
        // Encrypted with a key that this keychain does not have, perhaps another machine's: the operator enters it
        // again.
        return null;
      }
    },
    async set(name, secret) {
      memory.delete(name);
      if (secret === null) {
        await keep(name, null);
      } else if (canSeal()) {
        await keep(name, keychain.encryptString(secret).toString('base64'));
      } else {
        memory.set(name, secret);
      }
    },
  };
}

// Encryption with a password from Chromium's source code protects nothing, so it does not count as a keychain.
function askObstacle(keychain: Keychain): string | null {
  if (!keychain.isEncryptionAvailable()) return 'The system has no keychain that is unlocked';
  return keychain.getSelectedStorageBackend?.() === 'basic_text' ? 'The desktop session has no keyring' : null;
}

/** Returns why there can be no keychain, from the facts known without calling it; `null` where only a call shows it. */
export function keychainObstacle(machine: {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** The value of Chromium's own switch, where given. */
  readonly passwordStore: string;
  readonly hasSessionBus: boolean;
}): string | null {
  if (machine.platform !== 'linux') return null;
  if (machine.passwordStore === 'basic') return 'The keychain was switched off with --password-store=basic';
  if (!machine.hasSessionBus) return 'There is no session bus, so no keyring can be asked';
  if (machine.passwordStore === '' && !machine.env.XDG_CURRENT_DESKTOP) {
    return 'The session names no desktop, so its keyring is not known';
  }
  return null;
}
