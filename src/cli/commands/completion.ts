import { Argument, type Command } from 'commander';
import type { Start } from '../invocation.ts';

/** The shells that completions are made for. */
const shells = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof shells)[number];

export function addCompletion(program: Command, start: Start): void {
  program
    .command('completion')
    .addArgument(new Argument('<shell>').choices(shells))
    .description('print the completions of a shell; bash: source <(etcdeck completion bash)')
    .action((shell: Shell) =>
      start('short', async (invocation) =>
        (await import('../actions/completion.ts')).completion(invocation, shell, program),
      ),
    );
  program
    .command('man')
    .description('print the manual page: etcdeck man | man -l -')
    .action(() => start('short', async (invocation) => (await import('../actions/man.ts')).man(invocation, program)));
}
