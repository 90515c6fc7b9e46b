import type { SshErrorCode } from '../failure.ts';
import { fact, type WordTable } from './words.ts';

/** The words for `SshErrorCode`. */
export const sshWords: WordTable<SshErrorCode> = {
  SshUnreachable: (failure) => ({
    title: `The SSH host ${fact(failure, 'host', '')} cannot be reached.`.replace('  ', ' '),
    action: 'Check its name and port (22 by custom), and that this machine may connect to it.',
  }),
  SshHandshakeFailed: {
    title: 'No SSH session could be agreed on with the host.',
    action: 'Check that an SSH server listens on that port, and that it is no older than OpenSSH 7.2.',
  },
  SshHostKeyUnknown: (failure) => ({
    title: `The SSH host ${fact(failure, 'host', '')} is not known here yet.`.replace('  ', ' '),
    action: `Compare its key with the host’s own, then trust it: ${fact(failure, 'fingerprint', '')}.`,
  }),
  SshHostKeyChanged: (failure) => ({
    title: 'The SSH host shows another key than before. Somebody may be listening in.',
    action: `Ask whoever runs it. Trust ${fact(failure, 'fingerprint', 'the new key')} only if they changed it.`,
  }),
  SshAuthFailed: (failure) => ({
    title: `The SSH host does not let ${fact(failure, 'user', 'the user')} in.`,
    action: 'Check the user, and that the key is in its authorized_keys, or the password.',
  }),
  SshAgentMissing: {
    title: 'No SSH agent answers.',
    action: 'Start etcdeck from a session with an agent (SSH_AUTH_SOCK), or log in with a key’s file.',
  },
  SshKeyInvalid: (failure) => ({
    title: `${fact(failure, 'file', 'The file')} holds no usable SSH key.`,
    action: 'Choose the private key, not the .pub file beside it: OpenSSH, PEM and PuTTY keys are known.',
  }),
  SshPassphraseRequired: { title: 'The SSH key is encrypted.', action: 'Give its passphrase, or use the agent.' },
  SshPassphraseWrong: { title: 'The passphrase does not open the SSH key.', action: 'Type it again.' },
  SshPasswordRequired: { title: 'The SSH host asks for a password.', action: 'Type the password of the SSH user.' },
  SshForwardRefused: {
    title: 'The SSH host does not lead this user on to the endpoint.',
    action: 'Allow it there: AllowTcpForwarding and PermitOpen in sshd_config, no restriction on the key.',
  },
  SshFileNotReadable: (failure) => ({
    title: `${fact(failure, 'file', 'The file')} cannot be read on the SSH host.`,
    action: 'Log in as a user who may read it, or who may run cat with sudo without a password.',
  }),
};
