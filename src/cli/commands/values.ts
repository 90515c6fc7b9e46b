import type { Command } from 'commander';
import type { ValuesOptions } from '../actions/values.ts';
import type { Start } from '../invocation.ts';

const decodersHelp = 'also by the custom decoders of the settings, for lines with a "key" (base64)';

/** Declares `values decode` and `values encode`, which need no cluster. */
export function addValues(program: Command, start: Start): void {
  const values = program
    .command('values')
    .description('read and write stored values as JSON, a line each; exit code 1 where a line failed');
  values
    .command('decode')
    .description('{"value": base64} on each line of stdin; prints {"codec", "json"} or {"error"} for it')
    .option('--decoders', decodersHelp)
    .action((options: ValuesOptions) =>
      start('long', async (invocation) => (await import('../actions/values.ts')).decode(invocation, options)),
    );
  values
    .command('encode')
    .description('{"json": text, "base"?: base64} on each line of stdin; prints {"value"} or {"error"} for it')
    .option('--decoders', decodersHelp)
    .action((options: ValuesOptions) =>
      start('long', async (invocation) => (await import('../actions/values.ts')).encode(invocation, options)),
    );
}
