import type { Api } from '../contract/api.ts';
import type { App } from '../core/app.ts';
import type { KeyEncoding } from './bytes.ts';
import type { Console } from './console.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Format, GlobalFlags } from './global-flags.ts';
import type { Session, SessionStart } from './session.ts';

/** One run of a command: its arguments and its output. */
export interface Invocation {
  readonly console: Console;
  readonly flags: GlobalFlags;
  /** The flags of the command line alone, without those that variables stand for. */
  readonly given: GlobalFlags;
  readonly format: Format;
  /** Keys and values as hexadecimal, wherever they are printed for people. */
  readonly isHex: boolean;
  readonly keyEncoding: KeyEncoding;
  /** Aborted from the keyboard, by a reader of stdout that went, and for short commands by `--command-timeout`. */
  readonly signal: AbortSignal;
  /**
   * Opens the connection that the flags name, and closes it after the work. `answered`, the default: fails where no
   * member answers. `tried`: goes on where none does.
   */
  withSession<T>(work: (session: Session) => Promise<T>, when?: SessionStart): Promise<T>;
  /** Runs work that needs no connection. */
  withApi<T>(work: (api: Api, app: Pick<App, 'kubeApi'>) => Promise<T>): Promise<T>;
}

/** What a command does. */
export type Action = (invocation: Invocation) => Promise<ExitCode>;

/** `short`: one request, bounded by `--command-timeout`. `long`: runs until it is done or stopped. */
export type Duration = 'short' | 'long';

/** Runs a command's action once the parser has found it. */
export type Start = (duration: Duration, action: Action) => Promise<void>;
