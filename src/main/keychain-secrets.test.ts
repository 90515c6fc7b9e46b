import { describe, expect, it } from 'vitest';
import type { Store } from '../core/ports.ts';
import { createKeychainSecrets, type Keychain, keychainObstacle } from './keychain-secrets.ts';

function memoryStore(document: Record<string, unknown> = {}): Store & { readonly text: () => string } {
  let held = document;
  return {
    path: '/nowhere/secrets.json',
    read: () => held,
    write: (next) => {
      held = next;
    },
    text: () => JSON.stringify(held),
  };
}

function aKeychain(
  options: { available?: boolean; backend?: string } = {},
): Keychain & { readonly asked: () => number } {
  let asked = 0;
  return {
    asked: () => asked,
    isEncryptionAvailable: () => {
      asked++;
      return options.available ?? true;
    },
    getSelectedStorageBackend: () => options.backend ?? 'gnome_libsecret',
    encryptString: (secret) => Buffer.from(`sealed:${[...secret].reverse().join('')}`),
    decryptString: (sealed) => {
      const text = sealed.toString();
      if (!text.startsWith('sealed:')) throw new Error('not mine');
      return [...text.slice(7)].reverse().join('');
    },
  };
}

describe('secrets in a keychain', () => {
  it('asks the keychain for nothing until a secret is at stake', async () => {
    const keychain = aKeychain();
    const secrets = createKeychainSecrets({ keychain, store: memoryStore({ saved: 'eA==' }), obstacle: null });
    expect(secrets.kind()).toEqual({ kind: 'keychain', reason: null });
    expect(secrets.has('saved')).toBe(true);
    expect(secrets.has('other')).toBe(false);
    expect(await secrets.get('other')).toBeNull();
    await secrets.set('other', null);
    expect(keychain.asked()).toBe(0);
  });

  it('stores them sealed, reads them back in another run, and forgets them', async () => {
    const store = memoryStore();
    const secrets = createKeychainSecrets({ keychain: aKeychain(), store, obstacle: null });
    await secrets.set('connection/1/password', 'hunter2');
    expect(store.text()).not.toContain('hunter2');
    const later = createKeychainSecrets({ keychain: aKeychain(), store, obstacle: null });
    expect(later.has('connection/1/password')).toBe(true);
    expect(await later.get('connection/1/password')).toBe('hunter2');
    await later.set('connection/1/password', null);
    expect(later.has('connection/1/password')).toBe(false);
    expect(store.text()).toBe('{}');
  });

  it.each([
    ['none is there', aKeychain({ available: false }), 'The system has no keychain that is unlocked'],
    ['its password is everybody’s', aKeychain({ backend: 'basic_text' }), 'The desktop session has no keyring'],
  ])('keeps them in memory, and says so, where %s', async (_, keychain, reason) => {
    const store = memoryStore();
    const secrets = createKeychainSecrets({ keychain, store, obstacle: null });
    await secrets.set('a', 'hunter2');
    expect(secrets.kind()).toEqual({ kind: 'memory', reason });
    expect(await secrets.get('a')).toBe('hunter2');
    expect(secrets.has('a')).toBe(true);
    expect(store.text()).toBe('{}');
  });

  it('never asks a keychain that cannot be there', async () => {
    const keychain = aKeychain();
    const secrets = createKeychainSecrets({ keychain, store: memoryStore({ b: 'eA==' }), obstacle: 'no bus' });
    await secrets.set('a', 'x');
    expect(await secrets.get('a')).toBe('x');
    expect(await secrets.get('b')).toBeNull();
    expect(secrets.has('b')).toBe(false);
    expect(keychain.asked()).toBe(0);
  });

  it('has none where the seal is another keychain’s', async () => {
    const store = memoryStore({ a: Buffer.from('v11 other').toString('base64') });
    expect(await createKeychainSecrets({ keychain: aKeychain(), store, obstacle: null }).get('a')).toBeNull();
  });
});

describe('the obstacle to a keychain', () => {
  const machine = {
    platform: 'linux',
    env: { XDG_CURRENT_DESKTOP: 'GNOME' },
    passwordStore: '',
    hasSessionBus: true,
  } as const;

  it('is none on a desktop with a bus, and on other systems', () => {
    expect(keychainObstacle(machine)).toBeNull();
    expect(keychainObstacle({ ...machine, platform: 'darwin', hasSessionBus: false })).toBeNull();
    expect(keychainObstacle({ ...machine, env: {}, passwordStore: 'gnome-libsecret' })).toBeNull();
  });

  it('is what is missing', () => {
    expect(keychainObstacle({ ...machine, hasSessionBus: false })).toContain('session bus');
    expect(keychainObstacle({ ...machine, env: {} })).toContain('desktop');
    expect(keychainObstacle({ ...machine, passwordStore: 'basic' })).toContain('--password-store=basic');
  });
});
