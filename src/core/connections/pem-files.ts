import { readFile, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { EtcdError } from '../../contract/failure.ts';
import { derBlock, pkcs12Label } from './der.ts';
import { blocksOf, fromPem, type PemBlock } from './pem.ts';

/** More than any bundle of the world's authorities; less than what would be felt in memory. */
const maxBytes = 4 * 1024 * 1024;

/** Certificates and keys, read. */
export interface PemFile {
  /** Its path, or what it is called where it was pasted. */
  readonly file: string;
  readonly blocks: readonly PemBlock[];
  /** What the file seems to be when it holds no block, in a few words. */
  readonly instead: string;
}

/**
 * Reads a file of certificates or keys on this machine: PEM, DER or PKCS#12, whatever its name. Fails with
 * `FileNotFound`, `FileNotReadable`, and for PKCS#12 `CertificateInvalid`, `PassphraseRequired`, `PassphraseWrong`.
 */
export async function readPemFile(file: string, passphrase: string | null): Promise<PemFile> {
  const bytes = await readSmallFile(file);
  const der = derBlock(bytes);
  const blocks = der === null ? blocksOf(bytes.toString('latin1')) : [der];
  const opened = await Promise.all(blocks.map((block) => open(file, block, passphrase)));
  return { file, blocks: opened.flat(), instead: kindOf(bytes) };
}

async function open(file: string, block: PemBlock, passphrase: string | null): Promise<readonly PemBlock[]> {
  if (block.label !== pkcs12Label) return [block];
  // Its library is large, and few connections need it.
  const { openPkcs12 } = await import('./pkcs12.ts');
  return openPkcs12(file, fromPem(block), passphrase);
}

/** The same of text that was pasted, which `name` names in failures. */
export function readPemText(name: string, text: string): PemFile {
  return { file: name, blocks: blocksOf(text), instead: kindOf(Buffer.from(text)) };
}

async function readSmallFile(file: string): Promise<Buffer> {
  if (!isAbsolute(file)) throw notReadable(file, 'it is not an absolute path');
  try {
    // Looked at before it is opened: opening a pipe waits for its writer.
    const facts = await stat(file);
    if (!facts.isFile()) throw notReadable(file, facts.isDirectory() ? 'it is a folder' : 'it is not a plain file');
    if (facts.size > maxBytes) throw notReadable(file, `it has ${facts.size} bytes, too many for a certificate`);
    return await readFile(file);
  } catch (error) {
    if (error instanceof EtcdError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new EtcdError(
        { code: 'FileNotFound', message: `there is no file ${file}`, detail: { file } },
        { cause: error },
      );
    }
    throw notReadable(file, code === 'EACCES' ? 'permission denied' : code, error);
  }
}

function kindOf(bytes: Buffer): string {
  if (bytes.length === 0) return 'it is empty';
  // DER begins with a long SEQUENCE.
  if (bytes[0] === 0x30 && (bytes[1] === 0x82 || bytes[1] === 0x83)) {
    return 'it is binary, but no whole certificate, key or PKCS#12 file';
  }
  return 'it holds no PEM block';
}

function notReadable(file: string, reason: string, cause?: unknown): EtcdError {
  return new EtcdError(
    { code: 'FileNotReadable', message: `${file} cannot be read: ${reason}`, detail: { file, reason } },
    { cause },
  );
}
