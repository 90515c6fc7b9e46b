import { EtcdeckError } from '../../../contract/failure.ts';
import { shellQuoteText } from '../../../contract/shell-quote.ts';
import type { Bounds } from '../bounded-wait.ts';
import { sshFailure } from './ssh-failures.ts';
import type { SshTunnel } from './ssh-tunnel.ts';

/**
 * Reads a small file on the SSH host, with `sudo -n` where the user may not read it. The contents are not stored. Fails
 * with `SshFileNotReadable` and as the tunnel does.
 */
export async function readRemoteFile(tunnel: SshTunnel, file: string, bounds: Bounds): Promise<string> {
  // Through `env`, so that it works in any login shell.
  const read = `env LC_ALL=C cat -- ${shellQuoteText(oneLine(file))}`;
  const plain = await tunnel.run(read, bounds);
  if (plain.exitCode === 0) return plain.stdout.toString('utf8');
  if (/No such file/.test(plain.stderr)) throw notReadable(tunnel, file, 'there is no such file');
  const asRoot = await tunnel.run(`sudo -n -- ${read}`, bounds);
  if (asRoot.exitCode === 0) return asRoot.stdout.toString('utf8');
  if (/No such file/.test(asRoot.stderr)) throw notReadable(tunnel, file, 'there is no such file');
  throw notReadable(tunnel, file, `permission denied; with sudo: ${asRoot.stderr.split('\n')[0] || 'refused'}`);
}

/** Returns the path. Fails with `BadRequest` where it spans lines, which would be unsafe in the remote shell. */
function oneLine(file: string): string {
  if (/[\0\r\n]/.test(file))
    throw new EtcdeckError({ code: 'BadRequest', message: 'a path on the SSH host has one line' });
  return file;
}

function notReadable(tunnel: SshTunnel, file: string, reason: string): EtcdeckError {
  const { host } = tunnel.host;
  return sshFailure('SshFileNotReadable', `${file} cannot be read on ${host}: ${reason}`, { file, reason, host });
}
