import { EtcdeckError } from '../../contract/failure.ts';
import type { KeyMeta } from '../../contract/keys.ts';
import { toBase64 } from '../../core/bytes/base64.ts';
import { words } from '../../core/terminal/printable.ts';
import { parseKey, readable } from '../bytes.ts';
import type { ExitCode } from '../exit-codes.ts';
import { describeEntry, type GuardOptions, guardedWrite, notDone, requireGuard } from '../guard.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { shownValue } from '../shown-value.ts';

export async function put(
  invocation: Invocation,
  argument: string,
  text: string | undefined,
  options: GuardOptions,
): Promise<ExitCode> {
  const { console, format, isHex, signal } = invocation;
  const key = parseKey(argument, invocation.keyEncoding);
  requireGuard(
    invocation,
    options,
    'give --if-mod-revision N, or 0 for a key that must not exist; --force writes whatever is there',
  );
  const value = text === undefined ? await readValue(invocation, options) : new TextEncoder().encode(text);
  const written = await invocation.withSession((session) =>
    guardedWrite<{ readonly meta: KeyMeta; readonly revision: number }>(invocation, session, key, options, {
      question: (current) => async () => {
        const next = await shownValue(invocation, session, 'It would hold:', { key, value });
        if (current === null) {
          return { values: next, question: words`Create ${readable(key, isHex)} with ${value.length} B?` };
        }
        const now = await shownValue(invocation, session, 'It holds:', current);
        const question = words`Replace ${describeEntry(current)} with ${value.length} B?`;
        return { values: words`${now}${next}`, question };
      },
      write: (expectedModRevision) =>
        session.api.keys.put(
          { connection: session.connection, key, value, expectedModRevision, lease: 'keep' },
          { signal },
        ),
      put: { value, lease: 'keep' },
      written: ({ before, revision }) => ({ meta: metaAfter(key, before, revision), revision }),
    }),
  );
  if (written === null) return notDone(invocation);
  const { meta, revision } = written;
  if (format === 'simple') {
    await console.print(words`OK\n`);
    return 0;
  }
  const { createRevision, modRevision, version, lease } = meta;
  await console.print(
    format === 'json'
      ? jsonLine({ key: toBase64(meta.key), createRevision, modRevision, version, lease, revision })
      : words`${readable(meta.key, isHex)} is at modRevision ${modRevision}, version ${version}\n`,
  );
  return 0;
}

/** Returns a key as a write at this revision left it, whose lease stayed. */
function metaAfter(key: Uint8Array, before: KeyMeta | null, revision: number): KeyMeta {
  return {
    key,
    createRevision: before?.createRevision ?? revision,
    modRevision: revision,
    version: (before?.version ?? 0) + 1,
    lease: before?.lease ?? null,
  };
}

async function readValue({ console, signal }: Invocation, options: GuardOptions): Promise<Uint8Array> {
  const isGuarded = options.ifModRevision !== undefined || options.force;
  if (console.canAsk && !isGuarded) {
    // A terminal's input cannot both end the value and answer the question after it.
    throw new EtcdeckError({ code: 'BadRequest', message: 'give the value behind the key' });
  }
  return await console.readInput(signal);
}
