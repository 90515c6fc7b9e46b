import type { Command } from 'commander';

/** The options of every act. */
export interface ActOptions {
  readonly plan?: boolean;
  readonly yes?: boolean;
  readonly unlock?: string;
}

/** Declares the option that unlocks a read-only connection for a write. */
export const unlockFlag = ['--unlock <name>', "let it through a read-only connection: the connection's name"] as const;

/** Adds the options of every act to its command. */
export function withActFlags(command: Command): Command {
  return command
    .option('--plan', 'print what it would do, and do nothing; exit 1 where it is refused')
    .option('--yes', 'do it without asking')
    .option(...unlockFlag);
}
