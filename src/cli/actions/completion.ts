import type { Command } from 'commander';
import { printableLines } from '../../core/terminal/printable.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { bashCompletion } from '../shells/bash.ts';
import { fishCompletion } from '../shells/fish.ts';
import { outlineOf } from '../shells/outline.ts';
import { zshCompletion } from '../shells/zsh.ts';

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

export async function completion(
  { console }: Invocation,
  shell: keyof typeof scripts,
  program: Command,
): Promise<ExitCode> {
  await console.print(printableLines(scripts[shell](outlineOf(program))));
  return 0;
}
