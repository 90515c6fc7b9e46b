import { existsSync } from 'node:fs';
import { installCommand, installPackages } from './packages.mjs';

// Started by its full path, as it asks for; it is on few users' PATH.
const places = ['/usr/sbin/sshd', '/usr/local/sbin/sshd', '/opt/homebrew/sbin/sshd'];

/**
 * Looks for an SSH server to test against, and installs one where we may. Tests that need it are skipped without it.
 * @returns {Promise<{ missing: string } | {}>}
 */
export async function obtainSshd() {
  const isHere = () => places.some((path) => existsSync(path));
  if (!isHere()) await installPackages(['openssh-server', 'openssh-client']);
  if (isHere()) return {};
  const command = installCommand({
    debian: 'openssh-server',
    brew: 'brew install openssh',
    other: 'your distribution has it as openssh-server',
  });
  return { missing: `there is no sshd here, so nothing of SSH is tested. Install it: ${command}` };
}
