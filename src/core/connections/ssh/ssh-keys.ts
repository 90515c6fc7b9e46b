import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ParsedKey } from 'ssh2';
import { EtcdeckError } from '../../../contract/failure.ts';
import { readSmallFile } from '../../files/small-file.ts';
import { withoutEncryption } from './openssh-key.ts';
import { sshFailure } from './ssh-failures.ts';

/** More than the size of any key. */
const most = { bytes: 256 * 1024, purpose: 'a key' };

/** The key files that OpenSSH tries by default, the newest type first. */
const ownKeys = ['id_ed25519', 'id_ecdsa', 'id_rsa'] as const;

/**
 * Reads an SSH key: OpenSSH's format, PEM or PuTTY's, encrypted or not; the first in `~/.ssh` where no file is named.
 * An encrypted one takes about 0.2 s, during which the event loop goes on. Fails with `FileNotFound`,
 * `FileNotReadable`, `SshKeyInvalid`, `SshPassphraseRequired`, `SshPassphraseWrong`.
 */
export async function readSshKey(keyFile: string | null, passphrase: string | null): Promise<ParsedKey> {
  const { file, text } = keyFile === null ? await readOwnKey() : { file: keyFile, text: await readText(keyFile) };
  const { default: ssh2 } = await import('ssh2');
  const opened = passphrase === null ? text : await withoutEncryption(file, text, passphrase);
  // The types say one key; an OpenSSH file may hold several, of which the first counts.
  const parsed = ssh2.utils.parseKey(opened, passphrase ?? undefined) as ParsedKey | ParsedKey[] | Error;
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  if (key === undefined) throw invalid(file, 'it holds no key');
  if (!(key instanceof Error)) {
    if (!key.isPrivateKey()) throw invalid(file, 'it holds a public key');
    return key;
  }
  if (/no passphrase given/i.test(key.message)) {
    throw sshFailure('SshPassphraseRequired', `the SSH key ${file} is encrypted, and no passphrase is given`, { file });
  }
  // In the older formats a wrong passphrase shows as a cipher failure.
  const isOpened =
    passphrase !== null &&
    /integrity check|bad decrypt|BAD_DECRYPT|passphrase|malformed|unable to authenticate/i.test(key.message);
  if (isOpened) {
    throw sshFailure('SshPassphraseWrong', `the passphrase given does not open the SSH key ${file}`, { file }, key);
  }
  throw invalid(file, 'it is damaged, or of a kind that is not supported', key);
}

async function readOwnKey(): Promise<{ readonly file: string; readonly text: string }> {
  const files = ownKeys.map((name) => join(homedir(), '.ssh', name));
  for (const file of files) {
    const text = await readText(file).catch((error: unknown) => {
      if (error instanceof EtcdeckError && error.code === 'FileNotFound') return null;
      throw error;
    });
    if (text !== null) return { file, text };
  }
  const file = join(homedir(), '.ssh', ownKeys[0]);
  const message = `there is no SSH key in ${join(homedir(), '.ssh')}`;
  throw new EtcdeckError({ code: 'FileNotFound', message, detail: { file } });
}

async function readText(file: string): Promise<string> {
  return (await readSmallFile(file, most)).toString('utf8');
}

function invalid(file: string, reason: string, cause?: unknown): EtcdeckError {
  return sshFailure('SshKeyInvalid', `${file} is no usable SSH key: ${reason}`, { file, reason }, cause);
}
