import type { Api } from '../contract/api.ts';
import type { KeyEncoding } from './bytes.ts';
import type { Console } from './console.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Format, GlobalFlags } from './global-flags.ts';
import type { Session } from './session.ts';

/** One run of a command: what it was given, and where it writes. */
export interface Invocation {
  readonly console: Console;
  readonly flags: GlobalFlags;
  readonly format: Format;
  /** Keys and values as hexadecimal, wherever they are printed for people. */
  readonly isHex: boolean;
  readonly keyEncoding: KeyEncoding;
  /** Aborted from the keyboard, by a reader of stdout that went, and for short commands by `--command-timeout`. */
  readonly signal: AbortSignal;
  /** Opens the connection that the flags name, and closes it behind the work. */
  withSession<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** Lends out everything that can be asked without a connection. */
  withApi<T>(work: (api: Api) => Promise<T>): Promise<T>;
}

/** What a command does. */
export type Action = (invocation: Invocation) => Promise<ExitCode>;

/** `short`: a question and its answer, which `--command-timeout` bounds. `long`: runs until it is done or stopped. */
export type Duration = 'short' | 'long';

/** Runs a command's action when the parser has come to it. */
export type Start = (duration: Duration, action: Action) => Promise<void>;
