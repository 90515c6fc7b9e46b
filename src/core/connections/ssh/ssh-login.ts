import type { AnyAuthMethod, AuthenticationType, AuthHandlerMiddleware } from 'ssh2';
import type { ConnectionSsh } from '../../../contract/connections/profile.ts';
import type { ResolvedSecrets } from '../credentials.ts';
import { sshFailure } from './ssh-failures.ts';
import { readSshKey } from './ssh-keys.ts';

/** The secrets that logging in may need. */
export type SshSecrets = Pick<ResolvedSecrets, 'sshPassword' | 'sshPassphrase'>;

/** One way of logging in, and the name by which the host offers it. */
interface Attempt {
  readonly offeredAs: AuthenticationType;
  readonly method: AnyAuthMethod;
}

/**
 * Returns how to answer the host's login requests: with the chosen key, agent or password, each once, so that a wrong
 * secret costs one failed login. A host that requires a password after the key gets it. Reads the key file; dials
 * nothing. Fails as `readSshKey` does, with `SshAgentMissing`, `SshPasswordRequired`.
 */
export async function prepareLogin(ssh: ConnectionSsh, secrets: SshSecrets): Promise<AuthHandlerMiddleware> {
  const first = await firstAttempts(ssh, secrets);
  const second = ssh.auth === 'password' ? [] : passwordAttempts(ssh.user, secrets.sshPassword);
  let hasAsked = false;
  let left = first;
  return (offered, hasPartialSuccess, next) => {
    if (!hasAsked) {
      hasAsked = true;
      // Costs no attempt, and shows which methods the host offers.
      next({ type: 'none', username: ssh.user });
      return;
    }
    if (hasPartialSuccess) left = second;
    const attempt = left.find(({ offeredAs }) => offered?.includes(offeredAs) ?? true);
    left = [];
    if (attempt === undefined) refuse(next);
    else next(attempt.method);
  };
}

async function firstAttempts({ user, auth, keyFile }: ConnectionSsh, secrets: SshSecrets): Promise<readonly Attempt[]> {
  switch (auth) {
    case 'key': {
      const key = await readSshKey(keyFile, secrets.sshPassphrase);
      // The library takes a key that it has parsed itself.
      const method = { type: 'publickey', username: user, key: key as unknown as Buffer } as const;
      return [{ offeredAs: 'publickey', method }];
    }
    case 'agent':
      return [{ offeredAs: 'publickey', method: { type: 'agent', username: user, agent: agentSocket() } }];
    case 'password': {
      const attempts = passwordAttempts(user, secrets.sshPassword);
      if (attempts.length > 0) return attempts;
      throw sshFailure('SshPasswordRequired', `a password is needed for the SSH user ${user}`, { user });
    }
  }
}

/** Two names for password login: a host offers one of them, or both. */
function passwordAttempts(user: string, password: string | null): readonly Attempt[] {
  if (password === null) return [];
  const ask = keyboard(password);
  return [
    { offeredAs: 'password', method: { type: 'password', username: user, password } },
    { offeredAs: 'keyboard-interactive', method: { type: 'keyboard-interactive', username: user, prompt: ask } },
  ];
}

/** Answers one hidden prompt with the password. It cannot answer a prompt for a code, or a second try. */
function keyboard(password: string) {
  let isSpent = false;
  return (
    _name: string,
    _instructions: string,
    _language: string,
    prompts: readonly { readonly prompt: string; readonly echo?: boolean }[],
    finish: (answers: string[]) => void,
  ): void => {
    const isPassword = prompts.length === 1 && prompts[0]?.echo !== true && !isSpent;
    if (prompts.length > 0) isSpent = true;
    finish(isPassword ? [password] : prompts.map(() => ''));
  };
}

/** Where the agent of this session listens. */
function agentSocket(): string {
  const socket = process.env.SSH_AUTH_SOCK;
  if (socket) return socket;
  // The agent that ships with Windows.
  if (process.platform === 'win32') return '\\\\.\\pipe\\openssh-ssh-agent';
  throw sshFailure('SshAgentMissing', 'there is no SSH agent in this session: SSH_AUTH_SOCK is not set');
}

function refuse(next: Parameters<AuthHandlerMiddleware>[2]): void {
  // The types leave out that `false` gives up.
  (next as unknown as (method: false) => void)(false);
}
