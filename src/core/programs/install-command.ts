import { firstProgram, foldersOnPath } from '../files/programs.ts';

/**
 * Returns the command that installs etcd with this machine's package manager; `null` where none is known to have it.
 */
export async function installCommand(): Promise<string | null> {
  for (const [manager, command] of installCommands)
    if ((await firstProgram(manager, foldersOnPath())) !== null) return command;
  return null;
}

const installCommands: readonly (readonly [manager: string, command: string])[] = [
  ['apt-get', 'sudo apt-get install etcd-server'],
  ['dnf', 'sudo dnf install etcd'],
  ['brew', 'brew install etcd'],
];
