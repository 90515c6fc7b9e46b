import { userInfo } from 'node:os';
import { isAbsolute } from 'node:path/posix';
import type { ConnectionSsh } from '../../../contract/connections/profile.ts';
import { EtcdeckError } from '../../../contract/failure.ts';

/**
 * Parses an SSH destination as `ssh` does: `host`, `user@host`, `user@host:port`, `user@[address]:port`. Defaults to
 * this machine's user and port 22. Fails with `BadRequest`.
 */
export function parseDestination(destination: string): Pick<ConnectionSsh, 'host' | 'port' | 'user'> {
  const [, user, bracketed, plain, port] =
    /^(?:ssh:\/\/)?(?:([^@\s]+)@)?(?:\[([^\]\s]+)\]|([^@:\s/[\]]+|[0-9a-f]*:[0-9a-f.]*:[0-9a-f:.]*))(?::(\d{1,5}))?\/?$/i.exec(
      destination.trim(),
    ) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined) throw badRequest(`${destination} is no SSH host; it is user@host, or user@host:port`);
  if (user?.includes(':')) throw badRequest('a password does not belong into the SSH host; give it apart');
  return toValidHost({ host, port: port === undefined ? 22 : Number(port), user: user ?? userInfo().username });
}

/** Returns an SSH host as it is saved and dialled. Fails with `BadRequest`. */
export function toValidSsh({ auth, keyFile, manifest, ...to }: ConnectionSsh): ConnectionSsh {
  const file = keyFile?.trim() || null;
  const remote = manifest?.trim() || null;
  if (remote !== null && !isAbsolute(remote)) throw badRequest(`the manifest ${remote} is no absolute path`);
  return { ...toValidHost(to), auth, keyFile: auth === 'key' ? file : null, manifest: remote };
}

function toValidHost({ host, port, user }: Pick<ConnectionSsh, 'host' | 'port' | 'user'>) {
  const name = host.trim();
  if (name === '' || /[\s@/]|^-/.test(name)) throw badRequest('the SSH host needs a name or an address');
  if (user.trim() === '') throw badRequest('the SSH host needs a user');
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw badRequest('the SSH port goes from 1 to 65535');
  return { host: name, port, user: user.trim() };
}

function badRequest(message: string): EtcdeckError {
  return new EtcdeckError({ code: 'BadRequest', message });
}
