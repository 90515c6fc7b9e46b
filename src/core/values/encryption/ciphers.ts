import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js';
import type { LocalProvider } from './configuration.ts';

/** The cipher of a Kubernetes provider. `open` throws where the key is wrong or the data is damaged. */
export interface Cipher {
  open(secret: Uint8Array, data: Uint8Array, key: Uint8Array): Uint8Array;
  seal(secret: Uint8Array, clear: Uint8Array, key: Uint8Array): Uint8Array;
}

const cbcIvBytes = 16;
const gcmNonceBytes = 12;
const gcmTagBytes = 16;
const secretboxNonceBytes = 24;

/** The ciphers by provider, laid out as in staging/src/k8s.io/apiserver/pkg/storage/value/encrypt. */
export const ciphers: Readonly<Record<LocalProvider, Cipher>> = {
  /** IV, then the blocks, padded by PKCS #7. Only the padding shows a wrong key. */
  aescbc: {
    open(secret, data) {
      const decipher = createDecipheriv(cbc(secret), secret, data.subarray(0, cbcIvBytes));
      return Buffer.concat([decipher.update(data.subarray(cbcIvBytes)), decipher.final()]);
    },
    seal(secret, clear) {
      const iv = randomBytes(cbcIvBytes);
      const cipher = createCipheriv(cbc(secret), secret, iv);
      return Buffer.concat([iv, cipher.update(clear), cipher.final()]);
    },
  },
  /** Nonce, data, tag; authenticated together with the value's key. */
  aesgcm: {
    open(secret, data, key) {
      const decipher = createDecipheriv(gcm(secret), secret, data.subarray(0, gcmNonceBytes), {
        authTagLength: gcmTagBytes,
      });
      decipher.setAAD(key);
      decipher.setAuthTag(data.subarray(-gcmTagBytes));
      return Buffer.concat([decipher.update(data.subarray(gcmNonceBytes, -gcmTagBytes)), decipher.final()]);
    },
    seal(secret, clear, key) {
      const nonce = randomBytes(gcmNonceBytes);
      const cipher = createCipheriv(gcm(secret), secret, nonce, { authTagLength: gcmTagBytes });
      cipher.setAAD(key);
      return Buffer.concat([nonce, cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
    },
  },
  /** Nonce, then NaCl's secretbox: tag and data. */
  secretbox: {
    open(secret, data) {
      const nonce = data.subarray(0, secretboxNonceBytes);
      return xsalsa20poly1305(secret, nonce).decrypt(data.subarray(secretboxNonceBytes));
    },
    seal(secret, clear) {
      const nonce = randomBytes(secretboxNonceBytes);
      return Buffer.concat([nonce, xsalsa20poly1305(secret, nonce).encrypt(clear)]);
    },
  },
};

function cbc(secret: Uint8Array): string {
  return `aes-${secret.length * 8}-cbc`;
}

function gcm(secret: Uint8Array): 'aes-128-gcm' | 'aes-192-gcm' | 'aes-256-gcm' {
  if (secret.length === 16) return 'aes-128-gcm';
  return secret.length === 24 ? 'aes-192-gcm' : 'aes-256-gcm';
}
