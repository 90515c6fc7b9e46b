import { readFile, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { EtcdError } from '../../contract/failure.ts';

/** More than any bundle of the world's authorities; less than what would be felt in memory. */
const maxBytes = 4 * 1024 * 1024;

/** One block of a PEM file. */
export interface PemBlock {
  /** What its first line says it is: `CERTIFICATE`, `EC PRIVATE KEY`. */
  readonly label: string;
  /** The block itself, from its first line to its last. */
  readonly text: string;
}

/** A PEM file, read. */
export interface PemFile {
  readonly file: string;
  readonly blocks: readonly PemBlock[];
  /** What the file seems to be when it holds no block, in a few words. */
  readonly instead: string;
}

/** Reads a PEM file on this machine. Fails with `FileNotFound`, `FileNotReadable`. */
export async function readPemFile(file: string): Promise<PemFile> {
  const bytes = await readSmallFile(file);
  return { file, blocks: blocksOf(bytes.toString('latin1')), instead: kindOf(bytes) };
}

/** Line by line, so that a large file of no sense costs no more than its length. */
function blocksOf(text: string): readonly PemBlock[] {
  const blocks: PemBlock[] = [];
  let label: string | undefined;
  let lines: string[] = [];
  for (const line of text.split(/\r\n?|\n/).map((raw) => raw.trimEnd())) {
    const begun = /^-----BEGIN ([A-Z0-9 ]+)-----$/.exec(line)?.[1];
    if (begun !== undefined) {
      label = begun;
      lines = [];
    }
    lines.push(line);
    if (label !== undefined && line === `-----END ${label}-----`) {
      blocks.push({ label, text: `${lines.join('\n')}\n` });
      label = undefined;
    }
  }
  return blocks;
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
  // DER, of which certificates, keys and PKCS#12 bundles are made, begins with a long SEQUENCE.
  if (bytes[0] === 0x30 && (bytes[1] === 0x82 || bytes[1] === 0x83)) return 'it is binary (DER or PKCS#12), not PEM';
  return 'it holds no PEM block';
}

function notReadable(file: string, reason: string, cause?: unknown): EtcdError {
  return new EtcdError(
    { code: 'FileNotReadable', message: `${file} cannot be read: ${reason}`, detail: { file, reason } },
    { cause },
  );
}
