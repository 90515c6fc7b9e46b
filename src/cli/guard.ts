import { EtcdeckError } from '../contract/failure.ts';
import { liveKeys } from '../contract/key-source.ts';
import type { KeyEntry } from '../contract/keys.ts';
import { withoutFullStop } from '../contract/text-end.ts';
import { type Printable, words } from '../core/terminal/printable.ts';
import { readable } from './bytes.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Invocation } from './invocation.ts';
import { jsonLine } from './json-line.ts';
import { type KeyPut, type PlannedWrite, writePlanned } from './planned-write.ts';
import type { Session } from './session.ts';
import { isYes } from './yes-or-no.ts';

/** The options that keep a write from overwriting a change its author has not seen. */
export interface GuardOptions {
  readonly ifModRevision?: number;
  readonly force?: boolean;
  /** The name of a read-only connection, typed to let this write through. */
  readonly unlock?: string;
}

/** Fails where a write is neither guarded nor forced and there is no terminal to ask on. Costs nothing. */
export function requireGuard({ console }: Invocation, options: GuardOptions, hint: string): void {
  if (options.ifModRevision !== undefined && options.force) {
    throw new EtcdeckError({ code: 'BadRequest', message: '--if-mod-revision guards and --force does not; give one' });
  }
  if (options.ifModRevision !== undefined || options.force || console.canAsk) return;
  throw new EtcdeckError({
    code: 'BadRequest',
    message: `there is no terminal to ask on: ${hint}`,
  });
}

/**
 * Writes with the modRevision that may be replaced: the one given; with `--force` the current one, read again after a
 * conflict; otherwise the one that the operator has seen and confirmed. Returns `null` where the operator declines. A
 * write to a key of a Kubernetes registry is planned, and confirmed once more at a terminal unless it is forced.
 */
export async function guardedWrite<T>(
  invocation: Invocation,
  session: Session,
  key: Uint8Array,
  options: GuardOptions,
  act: {
    /** Fails where there is nothing to do. What a person is asked, by what the key holds as it may be shown. */
    readonly question: (current: KeyEntry | null) => () => Promise<Question>;
    readonly write: (expectedModRevision: number) => Promise<T>;
    /** The same write as a plan, and the result that `write` would have returned. */
    readonly put: KeyPut;
    readonly written: (planned: PlannedWrite) => T;
  },
): Promise<T | null> {
  const { api, connection } = session;
  if (options.unlock !== undefined) await api.connections.unlock({ connection, typedName: options.unlock });
  const { ifModRevision } = options;
  const send = async (expectedModRevision: number): Promise<T | null> => {
    try {
      return await sendUnlocked(invocation, session, () => act.write(expectedModRevision));
    } catch (error) {
      if (!(error instanceof EtcdeckError) || error.code !== 'PlanRequired') throw error;
    }
    const isAsked = invocation.console.canAsk && !options.force;
    const planned = await writePlanned(invocation, session, { key, expectedModRevision, put: act.put }, isAsked);
    return planned && act.written(planned);
  };
  if (ifModRevision !== undefined) return await send(ifModRevision);
  for (let attempt = 1; ; attempt++) {
    const { entry } = await api.keys.get(
      { source: liveKeys(connection), key, reveal: false },
      { signal: invocation.signal },
    );
    const question = act.question(entry);
    if (!options.force && !(await isAgreed(invocation, await question()))) return null;
    try {
      return await send(entry?.modRevision ?? 0);
    } catch (error) {
      const isOutrun = error instanceof EtcdeckError && error.code === 'Conflict';
      if (!options.force || !isOutrun || attempt === attempts) throw error;
    }
  }
}

const attempts = 20;

/** The question to the operator: the values concerned, a paragraph, and one line that asks. */
export interface Question {
  readonly values: Printable;
  readonly question: Printable;
}

async function isAgreed(invocation: Invocation, { values, question }: Question): Promise<boolean> {
  invocation.console.tell(values);
  return await isYes(invocation, question);
}

/** Returns how a command ends whose question was answered with no. */
export function notDone({ console, format }: Invocation): ExitCode {
  const message = 'not done: nothing was written';
  console.tell(format === 'json' ? jsonLine({ error: { code: 'Cancelled', message } }) : words`etcdeck: ${message}.\n`);
  return 1;
}

/**
 * Sends a write. A read-only connection refuses it before anything has left; the person at the terminal is then asked
 * to type the connection's name, as in the app. `null` where they do not.
 */
export async function sendUnlocked<T>(
  invocation: Invocation,
  { api, connection }: Session,
  write: () => Promise<T>,
): Promise<T | null> {
  try {
    return await sendOnce(invocation, write);
  } catch (error) {
    const { console, signal } = invocation;
    if (!(error instanceof EtcdeckError) || error.code !== 'ReadOnly' || !console.canAsk) throw error;
    const typedName = await console.ask(
      words`${sentence(error.message)} Type its name to write all the same: `,
      signal,
    );
    if (!typedName?.trim()) return null;
    await api.connections.unlock({ connection, typedName: typedName.trim() });
    return await sendOnce(invocation, write);
  }
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${withoutFullStop(text.slice(1))}.`;
}

/** Sends a write. Fails with `OutcomeUnknown` where it is stopped after it was sent: it may have happened. */
async function sendOnce<T>({ signal }: Invocation, write: () => Promise<T>): Promise<T> {
  if (signal.aborted) throw new EtcdeckError({ code: 'Cancelled', message: 'nothing was written' });
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof EtcdeckError) || error.code !== 'Cancelled') throw error;
    throw new EtcdeckError(
      { code: 'OutcomeUnknown', message: 'stopped while the write was under way' },
      { cause: error },
    );
  }
}

/** Returns what a key holds now, for a question. */
export function describeEntry({ key, modRevision, version, bytes }: KeyEntry): Printable {
  return words`${readable(key, false)} (modRevision ${modRevision}, version ${version}, ${bytes} B)`;
}
