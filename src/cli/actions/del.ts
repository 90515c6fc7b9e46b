import { toBase64 } from '../../core/bytes/base64.ts';
import { words } from '../../core/terminal/printable.ts';
import { parseKey, readable } from '../bytes.ts';
import type { ExitCode } from '../exit-codes.ts';
import { describeEntry, type GuardOptions, guardedWrite, notDone, requireGuard } from '../guard.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { shownValue } from '../shown-value.ts';
import { notFound } from './get.ts';

export async function del(invocation: Invocation, argument: string, options: GuardOptions): Promise<ExitCode> {
  const { console, format, isHex, signal } = invocation;
  const key = parseKey(argument, invocation.keyEncoding);
  requireGuard(
    invocation,
    options,
    'give --if-mod-revision N, the modRevision that you have seen; --force deletes whatever is there',
  );
  const deleted = await invocation.withSession((session) =>
    guardedWrite<{ readonly revision: number }>(invocation, session, key, options, {
      question(current) {
        if (current === null) throw notFound(key, null);
        return async () => {
          const values = await shownValue(invocation, session, 'It holds:', current);
          return { values, question: words`Delete ${describeEntry(current)}?` };
        };
      },
      write: (expectedModRevision) =>
        session.api.keys.delete({ connection: session.connection, key, expectedModRevision }, { signal }),
      put: null,
      written: ({ revision }) => ({ revision }),
    }),
  );
  if (deleted === null) return notDone(invocation);
  const { revision } = deleted;
  if (format === 'simple') {
    await console.print(words`1\n`);
    return 0;
  }
  await console.print(
    format === 'json'
      ? jsonLine({ key: toBase64(key), revision })
      : words`${readable(key, isHex)} was deleted at revision ${revision}\n`,
  );
  return 0;
}
