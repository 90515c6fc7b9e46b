import { describe, expect, it } from 'vitest';
import { ciphers } from './ciphers.ts';
import { localProviders, parseEncryptionConfiguration } from './configuration.ts';

const hex = (digits: string): Uint8Array => new Uint8Array(Buffer.from(digits, 'hex'));
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const key = bytes('/registry/secrets/default/a');
const secret = hex('1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389');

describe('ciphers', () => {
  it.each(localProviders)('%s opens what it sealed, and nothing else', (provider) => {
    const cipher = ciphers[provider];
    const clear = bytes('a Secret');
    const sealed = cipher.seal(secret, clear, key);
    expect(Buffer.from(cipher.open(secret, sealed, key)).equals(clear)).toBe(true);
    expect(Buffer.from(cipher.seal(secret, clear, key)).equals(sealed)).toBe(false);
    const opensWrong = (): string =>
      Buffer.from(
        cipher.open(
          Uint8Array.from(secret, (byte) => byte ^ 1),
          sealed,
          key,
        ),
      ).toString();
    // One wrong key in 256 leaves a valid padding, but other contents.
    expect(tryTo(opensWrong)).not.toBe('a Secret');
    expect(tryTo(() => cipher.open(secret, sealed.subarray(0, 10), key))).toBeNull();
    expect(tryTo(() => cipher.open(secret, new Uint8Array(), key))).toBeNull();
  });

  it('binds AES-GCM to the key that the value is stored under', () => {
    const sealed = ciphers.aesgcm.seal(secret, bytes('a'), key);
    expect(tryTo(() => ciphers.aesgcm.open(secret, sealed, bytes('/registry/secrets/default/b')))).toBeNull();
  });

  it("opens NaCl's own test vector of secretbox", () => {
    const nonce = '69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37';
    const box =
      'f3ffc7703f9400e52a7dfb4b3d3305d98e993b9f48681273c29650ba32fc76ce48332ea7164d96a4476fb8c531a1186a' +
      'c0dfc17c98dce87b4da7f011ec48c97271d2c20f9b928fe2270d6fb863d51738b48eeee314a7cc8ab932164548e526ae' +
      '90224368517acfeabd6bb3732bc0e9da99832b61ca01b6de56244a9e88d5f9b37973f622a43d14a6599b1f654cb45a74' +
      'e355a5';
    const clear = ciphers.secretbox.open(secret, hex(nonce + box), key);
    expect(clear).toHaveLength(131);
    expect(Buffer.from(clear).toString('hex')).toMatch(
      /^be075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffc/,
    );
  });
});

function tryTo<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

const base64 = (size: number): string => Buffer.alloc(size, 7).toString('base64');

describe('EncryptionConfiguration', () => {
  const configuration = (providers: string): string =>
    `apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources:\n- resources:\n  - secrets\n  providers:\n${providers}`;

  it('names every provider, and what can be used here', () => {
    const { keys, names } = parseEncryptionConfiguration(
      configuration(
        `  - aescbc:\n      keys:\n      - name: key1\n        secret: ${base64(32)}\n      - name: key0\n        secret: ${base64(16)}\n` +
          `  - secretbox:\n      keys:\n      - name: box\n        secret: ${base64(32)}\n` +
          '  - kms:\n      apiVersion: v2\n      name: plugin\n      endpoint: unix:///tmp/kms.sock\n  - identity: {}\n',
      ),
    );
    expect(names).toEqual([
      { provider: 'aescbc', name: 'key1', isUsable: true },
      { provider: 'aescbc', name: 'key0', isUsable: true },
      { provider: 'secretbox', name: 'box', isUsable: true },
      { provider: 'kms', name: 'plugin', isUsable: false },
      { provider: 'identity', name: '', isUsable: true },
    ]);
    expect(keys.map(({ provider, name, secret: { length } }) => [provider, name, length])).toEqual([
      ['aescbc', 'key1', 32],
      ['aescbc', 'key0', 16],
      ['secretbox', 'box', 32],
    ]);
  });

  it.each([
    ['no YAML', 'a: [', { line: 1 }],
    ['another kind', 'kind: Pod\nresources: []\n', { path: 'kind' }],
    ['no resources', 'kind: EncryptionConfiguration\n', { path: 'resources' }],
    ['no key', configuration('  - aescbc:\n      keys: []\n'), { path: 'resources[0].providers[0].aescbc.keys' }],
    [
      'a key of another size',
      configuration(`  - secretbox:\n      keys:\n      - name: a\n        secret: ${base64(16)}\n`),
      { path: 'resources[0].providers[0].secretbox.keys[0].secret' },
    ],
    [
      'no base64',
      configuration('  - aesgcm:\n      keys:\n      - name: a\n        secret: "*hunter2*"\n'),
      { path: 'resources[0].providers[0].aesgcm.keys[0].secret' },
    ],
  ])('is refused for %s, and its secrets are not repeated', (_, text, detail) => {
    const error: unknown = tryToFail(() => parseEncryptionConfiguration(text));
    expect(error).toMatchObject({ code: 'EncryptionConfigurationInvalid', detail });
    expect(String(error)).not.toContain('hunter2');
  });
});

function tryToFail(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
