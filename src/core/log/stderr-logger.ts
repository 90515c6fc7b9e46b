import type { Logger } from '../ports.ts';
import { contentOf, type Printable, printableJson, words } from '../terminal/printable.ts';

type Level = 'info' | 'warn' | 'error';
const rank: Readonly<Record<Level, number>> = { info: 0, warn: 1, error: 2 };

/** Writes to stderr. */
export function tellStderr(text: Printable): void {
  process.stderr.write(contentOf(text));
}

/** Returns a logger that writes one line a message to stderr, the facts as JSON, from the level given upwards. */
export function createStderrLogger(least: Level = 'info', write = tellStderr): Logger {
  const log = (level: Level) => (message: string, facts?: Readonly<Record<string, unknown>>) => {
    if (rank[level] < rank[least]) return;
    const detail = facts === undefined ? words`` : words` ${printableJson(facts)}`;
    write(words`${new Date().toISOString()} ${level} ${message}${detail}\n`);
  };
  return { info: log('info'), warn: log('warn'), error: log('error') };
}
