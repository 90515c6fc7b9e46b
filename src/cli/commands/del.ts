import type { Command } from 'commander';
import { base64, parseKey, printable } from '../bytes.ts';
import type { ExitCode } from '../exit-codes.ts';
import { describeEntry, type GuardOptions, guardedWrite, requireGuard } from '../guard.ts';
import { type Invocation, jsonLine, type Start } from '../invocation.ts';
import { wholeNumber } from '../numbers.ts';
import { notFound } from './get.ts';

export function addDel(program: Command, start: Start): void {
  program
    .command('del')
    .argument('<key>')
    .description('delete a key; asks before, unless it is guarded; exit 1 when there is none')
    .option('--if-mod-revision <revision>', 'only if the key is still at it', wholeNumber(1))
    .option('--force', 'whatever is there')
    .action((key: string, options: GuardOptions) => start('short', (invocation) => del(invocation, key, options)));
}

async function del(invocation: Invocation, argument: string, options: GuardOptions): Promise<ExitCode> {
  const { console, format, signal } = invocation;
  const key = parseKey(argument, invocation.keyEncoding);
  requireGuard(invocation, options);
  const { revision } = await invocation.withSession((session) =>
    guardedWrite(invocation, session, key, options, {
      question(current) {
        if (current === null) throw notFound(key, null);
        return `Delete ${describeEntry(current)}?`;
      },
      write: (expectedModRevision) =>
        session.api.keys.delete({ connection: session.connection, key, expectedModRevision }, { signal }),
    }),
  );
  await console.print(
    format === 'json'
      ? jsonLine({ key: base64(key), revision })
      : `${printable(key)} was deleted at revision ${revision}\n`,
  );
  return 0;
}
