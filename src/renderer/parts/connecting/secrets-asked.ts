import type { ConnectionProfile, ConnectionSecrets } from '../../../contract/connections/profile.ts';
import type { Failure } from '../../../contract/failure.ts';
import type { HostInfo } from '../../../contract/settings.ts';

/** A secret that opening needs, and that is not at hand or is wrong. */
export type SecretName = keyof ConnectionSecrets;

/** The secret that would mend a failure, where one would. */
export function secretAsked(failure: Failure, profile: ConnectionProfile): SecretName | null {
  switch (failure.code) {
    case 'PasswordRequired':
      return 'password';
    case 'AuthFailed':
      return profile.user === null ? null : 'password';
    case 'PassphraseRequired':
    case 'PassphraseWrong':
      return 'passphrase';
    case 'PrivateKeyRequired':
      // Where a file names it, another file is what is needed.
      return profile.tls.keyFile === null ? 'privateKey' : null;
    case 'SshPasswordRequired':
      return 'sshPassword';
    case 'SshAuthFailed':
      return profile.ssh?.auth === 'password' ? 'sshPassword' : null;
    case 'SshPassphraseRequired':
    case 'SshPassphraseWrong':
      return 'sshPassphrase';
    default:
      return null;
  }
}

/** What to ask for, in words. */
export function secretWords(
  name: SecretName,
  { user, tls, ssh }: ConnectionProfile,
): { readonly label: string; readonly description: string } {
  const sshHost = ssh === null ? 'the SSH host' : `${ssh.user}@${ssh.host}`;
  switch (name) {
    case 'password':
      return { label: `Password of ${user ?? 'the user'}`, description: 'This cluster asks for a password.' };
    case 'passphrase':
      return {
        label: 'Passphrase of the client key',
        description: tls.keyFile ?? tls.certFile ?? 'The key that was pasted is encrypted.',
      };
    case 'privateKey':
      return {
        label: 'Private key of the client certificate',
        description: 'It was pasted, and is stored only where there is a keychain.',
      };
    case 'sshPassword':
      return { label: `SSH password of ${sshHost}`, description: 'The SSH host asks for a password.' };
    case 'sshPassphrase':
      return { label: 'Passphrase of the SSH key', description: ssh?.keyFile ?? 'The key in ~/.ssh is encrypted.' };
  }
}

/** Whether the answer before this one was wrong. */
export const isAnswerWrong = ({ code }: Failure): boolean =>
  code === 'AuthFailed' || code === 'PassphraseWrong' || code === 'SshAuthFailed' || code === 'SshPassphraseWrong';

/** How long a secret is kept that is typed now. */
export const keptHint = (host: HostInfo): string =>
  host.secrets === 'keychain'
    ? 'It is used for this session. To store it in the keychain, edit the connection.'
    : `It is kept in memory until etcdeck ends. ${host.secretsReason ?? 'This host has no keychain'}.`;
