import type { ConnectionSsh, SshAuth } from '../../../contract/connections/profile.ts';

/** The SSH host as it is typed; kept while it is not used. */
export interface SshForm {
  readonly isUsed: boolean;
  readonly host: string;
  readonly port: string;
  readonly user: string;
  readonly auth: SshAuth;
  readonly keyFile: string;
  /** Empty: the certificates are given here. */
  readonly manifest: string;
}

export const noSsh: SshForm = {
  isUsed: false,
  host: '',
  port: '22',
  user: '',
  auth: 'agent',
  keyFile: '',
  manifest: '',
};

export const sshFormOf = (ssh: ConnectionSsh | null | undefined): SshForm =>
  ssh === null || ssh === undefined
    ? noSsh
    : { ...ssh, isUsed: true, port: String(ssh.port), keyFile: ssh.keyFile ?? '', manifest: ssh.manifest ?? '' };

export function sshOf({ isUsed, host, port, user, auth, keyFile, manifest }: SshForm): ConnectionSsh | null {
  if (!isUsed) return null;
  return {
    host: host.trim(),
    port: Number(port),
    user: user.trim(),
    auth,
    keyFile: auth === 'key' && keyFile.trim() !== '' ? keyFile.trim() : null,
    manifest: manifest.trim() === '' ? null : manifest.trim(),
  };
}

/** Whether the certificates come from the SSH host, so that none is given here. */
export const readsManifest = ({ isUsed, manifest }: SshForm): boolean => isUsed && manifest.trim() !== '';

export type SshPlace = 'sshHost' | 'sshPort' | 'sshUser' | 'sshKey' | 'sshPassphrase' | 'sshPassword' | 'sshManifest';

/** What is wrong with the SSH host, by field. */
export function sshProblems(form: SshForm): readonly (readonly [SshPlace, string])[] {
  if (!form.isUsed) return [];
  const problems: [SshPlace, string][] = [];
  const host = form.host.trim();
  if (host === '') problems.push(['sshHost', 'Give the host’s name or address.']);
  else if (/[\s@/]|^-/.test(host)) problems.push(['sshHost', 'A name or an address, without user and port.']);
  const port = Number(form.port);
  if (!/^\d+$/.test(form.port.trim()) || port < 1 || port > 65_535) {
    problems.push(['sshPort', 'Between 1 and 65535.']);
  }
  if (form.user.trim() === '') problems.push(['sshUser', 'Give the user to log in as.']);
  const manifest = form.manifest.trim();
  if (manifest !== '' && !manifest.startsWith('/'))
    problems.push(['sshManifest', 'Give an absolute path on the SSH host.']);
  return problems;
}

/** `user@host:port` pasted into the host's field. */
export function splitDestination(text: string): Partial<SshForm> | null {
  const match = /^(?:ssh:\/\/|ssh\s+)?([^@\s:]+)@([^@\s:/]+)(?::(\d{1,5}))?\/?$/.exec(text.trim());
  if (match === null) return null;
  const [, user = '', host = '', port] = match;
  return { user, host, ...(port === undefined ? {} : { port }) };
}
