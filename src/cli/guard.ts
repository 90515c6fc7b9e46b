import { EtcdError } from '../contract/failure.ts';
import { liveKeys } from '../contract/key-source.ts';
import type { KeyValue } from '../contract/keys.ts';
import { printable } from './bytes.ts';
import type { Invocation } from './invocation.ts';
import type { Session } from './session.ts';

/** How a write is kept from overwriting what its author has not seen. */
export interface GuardOptions {
  readonly ifModRevision?: number;
  readonly force?: boolean;
}

/** Fails where a write is neither guarded nor forced and nobody is there to be asked. Costs nothing. */
export function requireGuard({ console }: Invocation, options: GuardOptions): void {
  if (options.ifModRevision !== undefined && options.force) {
    throw new EtcdError({ code: 'BadRequest', message: '--if-mod-revision guards and --force does not; give one' });
  }
  if (options.ifModRevision !== undefined || options.force || console.canAsk) return;
  throw new EtcdError({
    code: 'BadRequest',
    message:
      'give --if-mod-revision N (0: the key must not exist); without a terminal to ask on, else only --force writes',
  });
}

/**
 * Makes a write with the modRevision it may replace: the one given; with `--force` whichever is there, read again when
 * somebody else was faster; else what the person at the terminal has seen and agreed to.
 */
export async function guardedWrite<T>(
  invocation: Invocation,
  session: Session,
  key: Uint8Array,
  options: GuardOptions,
  act: {
    /** The question for a person, or a failure where there is nothing to do. */
    readonly question: (current: KeyValue | null) => string;
    readonly write: (expectedModRevision: number) => Promise<T>;
  },
): Promise<T> {
  if (options.ifModRevision !== undefined)
    return await sendOnce(invocation, () => act.write(options.ifModRevision ?? 0));
  for (let attempt = 1; ; attempt++) {
    const { api, connection } = session;
    const { entry } = await api.keys.get(
      { source: liveKeys(connection), key, reveal: true },
      { signal: invocation.signal },
    );
    const question = act.question(entry);
    if (!options.force) await confirm(invocation, question);
    try {
      return await sendOnce(invocation, () => act.write(entry?.modRevision ?? 0));
    } catch (error) {
      const isOutrun = error instanceof EtcdError && error.code === 'Conflict';
      if (!options.force || !isOutrun || attempt === attempts) throw error;
    }
  }
}

const attempts = 20;

async function confirm({ console, signal }: Invocation, question: string): Promise<void> {
  const answer = await console.ask(`${question} [y/N] `, signal);
  if (answer !== null && /^y(es)?$/i.test(answer.trim())) return;
  throw new EtcdError({ code: 'Cancelled', message: 'nothing was written' });
}

/** A write that is stopped after it was sent may have happened. */
async function sendOnce<T>({ signal }: Invocation, write: () => Promise<T>): Promise<T> {
  if (signal.aborted) throw new EtcdError({ code: 'Cancelled', message: 'nothing was written' });
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof EtcdError) || error.code !== 'Cancelled') throw error;
    throw new EtcdError({ code: 'OutcomeUnknown', message: 'stopped while the write was under way' }, { cause: error });
  }
}

/** What a key holds now, for a question. */
export function describeEntry(entry: KeyValue): string {
  return `${printable(entry.key)} (modRevision ${entry.modRevision}, version ${entry.version}, ${entry.value.length} B)`;
}
