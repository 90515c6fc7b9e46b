import { readSmallFile } from '../../files/small-file.ts';
import { derBlock, pkcs12Label } from './der.ts';
import { blocksOf, fromPem, type PemBlock } from './pem.ts';

/** More than the size of any bundle of public authorities, and little in memory. */
const most = { bytes: 4 * 1024 * 1024, purpose: 'a certificate' };

/** The blocks of a file of certificates and keys. */
export interface PemFile {
  /** Its path, or the name that failures use for pasted text. */
  readonly file: string;
  readonly blocks: readonly PemBlock[];
  /** What the file seems to be when it holds no block, in a few words. */
  readonly instead: string;
}

/**
 * Reads a file of certificates or keys on this machine: PEM, DER or PKCS#12, under any name. Fails with `FileNotFound`,
 * `FileNotReadable`, and for PKCS#12 `CertificateInvalid`, `PassphraseRequired`, `PassphraseWrong`.
 */
export async function readPemFile(file: string, passphrase: string | null): Promise<PemFile> {
  const bytes = await readSmallFile(file, most);
  const der = derBlock(bytes);
  const blocks = der === null ? blocksOf(bytes.toString('latin1')) : [der];
  const opened = await Promise.all(blocks.map((block) => open(file, block, passphrase)));
  return { file, blocks: opened.flat(), instead: kindOf(bytes) };
}

async function open(file: string, block: PemBlock, passphrase: string | null): Promise<readonly PemBlock[]> {
  if (block.label !== pkcs12Label) return [block];
  // The library is large, and few connections need it.
  const { openPkcs12 } = await import('./pkcs12.ts');
  return openPkcs12(file, fromPem(block), passphrase);
}

/** Reads pasted text as `readPemFile` reads a file; failures call it `name`. */
export function readPemText(name: string, text: string): PemFile {
  return { file: name, blocks: blocksOf(text), instead: kindOf(Buffer.from(text)) };
}

function kindOf(bytes: Buffer): string {
  if (bytes.length === 0) return 'it is empty';
  // DER begins with a long SEQUENCE.
  if (bytes[0] === 0x30 && (bytes[1] === 0x82 || bytes[1] === 0x83)) {
    return 'it is binary, but no whole certificate, key or PKCS#12 file';
  }
  return 'it holds no PEM block';
}
