/// <reference path="./bcrypt-pbkdf.d.ts" />
// The package ships no types; every importer of this file needs these.
import { createDecipheriv, createHash } from 'node:crypto';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import { blocksOf, fromPem, toPem } from '../tls/pem.ts';
import { sshFailure } from './ssh-failures.ts';

const label = 'OPENSSH PRIVATE KEY';
const magic = 'openssh-key-v1\0';
/** Ten times the rounds of a deliberately slow `ssh-keygen` key: about 10 s. */
const mostRounds = 1_600;

/** The ciphers that `ssh-keygen` uses by default, now and formerly. The library opens the rare ones. */
const ciphers: Readonly<Record<string, { readonly name: string; readonly keyLength: number }>> = {
  'aes128-ctr': { name: 'aes-128-ctr', keyLength: 16 },
  'aes192-ctr': { name: 'aes-192-ctr', keyLength: 24 },
  'aes256-ctr': { name: 'aes-256-ctr', keyLength: 32 },
  'aes256-cbc': { name: 'aes-256-cbc', keyLength: 32 },
};
const ivLength = 16;

/**
 * Returns a key in OpenSSH's own format decrypted, for memory only; any other text unchanged. Its key derivation takes
 * about 0.2 s by design; here the event loop goes on meanwhile, which the SSH library would block. A wrong passphrase
 * gives a key whose two check numbers differ. Fails with `SshKeyInvalid`.
 */
export async function withoutEncryption(file: string, text: string, passphrase: string): Promise<string> {
  const block = blocksOf(text).find((one) => one.label === label);
  const key = block === undefined ? null : parse(fromPem(block));
  if (key === null) return text;
  const { cipher, salt, rounds, publicKeys, encrypted } = key;
  if (rounds > mostRounds) {
    const reason = `its derivation takes ${rounds} rounds`;
    throw sshFailure('SshKeyInvalid', `${file} is no usable SSH key: ${reason}`, { file, reason });
  }
  const derived = await bcryptPbkdf(Buffer.from(passphrase), salt, cipher.keyLength + ivLength, rounds);
  const [secret, iv] = [derived.subarray(0, cipher.keyLength), derived.subarray(cipher.keyLength)];
  const decipher = createDecipheriv(cipher.name, secret, iv).setAutoPadding(false);
  const clear = Buffer.concat([decipher.update(encrypted), decipher.final()]);
  const header = [Buffer.from(magic), ...['none', 'none', ''].map(asString)];
  return toPem(label, Buffer.concat([...header, publicKeys, asString(clear)]));
}

/** Parses OpenSSH's PROTOCOL.key, 1; `null` where the key is not encrypted, is damaged, or is left to the library. */
function parse(bytes: Buffer) {
  if (!bytes.subarray(0, magic.length).equals(Buffer.from(magic))) return null;
  let at = magic.length;
  const number = (): number => {
    at += 4;
    return bytes.readUInt32BE(at - 4);
  };
  const string = (): Buffer => {
    const length = number();
    at += length;
    if (at > bytes.length) throw new RangeError('it ends before its time');
    return bytes.subarray(at - length, at);
  };
  try {
    const cipher = ciphers[string().toString()];
    if (string().toString() !== 'bcrypt' || cipher === undefined) return null;
    const options = string();
    const saltLength = options.readUInt32BE(0);
    const salt = options.subarray(4, 4 + saltLength);
    const rounds = options.readUInt32BE(4 + saltLength);
    const keysAt = at;
    for (let left = number(); left > 0; left -= 1) string();
    const publicKeys = bytes.subarray(keysAt, at);
    const encrypted = string();
    const isWhole = at === bytes.length && encrypted.length % 16 === 0 && salt.length > 0 && rounds > 0;
    return isWhole ? { cipher, salt, rounds, publicKeys, encrypted } : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function asString(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** OpenBSD's `bcrypt_pbkdf`, yielding to the event loop after each hash of about 5 ms. */
async function bcryptPbkdf(passphrase: Buffer, salt: Buffer, length: number, rounds: number): Promise<Buffer> {
  const { default: bcrypt } = await import('bcrypt-pbkdf');
  const sha512 = (bytes: Uint8Array): Buffer => createHash('sha512').update(bytes).digest();
  const secret = sha512(passphrase);
  const key = Buffer.alloc(length);
  const stride = Math.ceil(length / bcrypt.HASHSIZE);
  for (let count = 1; count <= stride; count += 1) {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(count);
    const sum = new Uint8Array(bcrypt.HASHSIZE);
    let last: Uint8Array = Buffer.concat([salt, counter]);
    for (let round = 0; round < rounds; round += 1) {
      const out = new Uint8Array(bcrypt.HASHSIZE);
      bcrypt.hash(secret, sha512(last), out);
      for (const [index, byte] of out.entries()) sum[index] = (sum[index] ?? 0) ^ byte;
      last = out;
      await letOthersRun();
    }
    // Each output is spread over the whole key.
    for (const [index, byte] of sum.entries()) {
      const place = index * stride + count - 1;
      if (place < length) key[place] = byte;
    }
  }
  return key;
}
