import { createPrivateKey, type KeyObject } from 'node:crypto';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { PemBlock } from './pem.ts';
import type { PemFile } from './pem-files.ts';

/**
 * Opens a private key: PKCS#8, PKCS#1 or SEC1, encrypted or not. Fails with `PrivateKeyInvalid`, `PassphraseRequired`,
 * `PassphraseWrong`.
 */
export function openPrivateKey(pem: PemFile, passphrase: string | null): KeyObject {
  const { file } = pem;
  const block = pem.blocks.find(isPrivateKey);
  if (block === undefined) throw invalid(file, insteadOfKey(pem));
  if (block.label === 'OPENSSH PRIVATE KEY') throw invalid(file, 'it is an SSH key');
  const isEncrypted = block.label === 'ENCRYPTED PRIVATE KEY' || /^Proc-Type: 4,ENCRYPTED/m.test(block.text);
  if (!isEncrypted) return openKey(file, block);
  if (passphrase === null || passphrase === '') {
    throw new EtcdeckError({
      code: 'PassphraseRequired',
      message: `the private key ${file} is encrypted, and no passphrase is given`,
      detail: { file },
    });
  }
  return openEncryptedKey(file, block, passphrase);
}

/** Whether a block is a private key of any kind. */
export function isPrivateKey({ label }: PemBlock): boolean {
  return label.endsWith('PRIVATE KEY');
}

function openKey(file: string, block: PemBlock): KeyObject {
  try {
    return createPrivateKey(block.text);
  } catch (error) {
    throw invalid(file, 'it is damaged, or of a kind that is not supported', error);
  }
}

function openEncryptedKey(file: string, block: PemBlock, passphrase: string): KeyObject {
  try {
    return createPrivateKey({ key: block.text, passphrase });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    // BoringSSL, and so Electron, lacks scrypt; OpenSSL 3 lacks the oldest ciphers.
    if (/KEY_DERIVATION|EVP_UNSUPPORTED|UNSUPPORTED_(CIPHER|PRF|ENCRYPTION|ALGORITHM)/.test(code)) {
      throw invalid(file, 'its encryption is of a kind that is not supported here', error);
    }
    // One wrong passphrase in 256 decrypts to valid padding, and fails as a damaged key would: only a file that is
    // damaged before decryption is reported as damaged.
    if (code !== 'ERR_OSSL_BAD_DECRYPT' && !isWhole(block)) throw invalid(file, 'it is damaged', error);
    throw new EtcdeckError(
      {
        code: 'PassphraseWrong',
        message: `the passphrase given does not open the private key ${file}`,
        detail: { file },
      },
      { cause: error },
    );
  }
}

/** Whether the encrypted bytes have the length they should. */
function isWhole({ label, text }: PemBlock): boolean {
  const lines = text.trim().split('\n').slice(1, -1);
  const body = Buffer.from(lines.filter((line) => !line.includes(':')).join(''), 'base64');
  // The traditional form is the bare output of a block cipher; PKCS#8 is a SEQUENCE with its length.
  if (label !== 'ENCRYPTED PRIVATE KEY') return body.length > 0 && body.length % 8 === 0;
  if (body[0] !== 0x30 || body.length < 4) return false;
  const first = body.readUInt8(1);
  if (first < 0x80) return body.length === first + 2;
  const width = first - 0x80;
  return width <= 4 && body.length > 2 + width && body.length === body.readUIntBE(2, width) + 2 + width;
}

function insteadOfKey(pem: PemFile): string {
  return pem.blocks.some(({ label }) => label.endsWith('CERTIFICATE')) ? 'it holds a certificate' : pem.instead;
}

function invalid(file: string, reason: string, cause?: unknown): EtcdeckError {
  return new EtcdeckError(
    { code: 'PrivateKeyInvalid', message: `${file} is no usable private key: ${reason}`, detail: { file, reason } },
    { cause },
  );
}
