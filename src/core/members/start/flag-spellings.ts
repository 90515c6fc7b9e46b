import { shellCommand } from '../../../contract/shell-quote.ts';
import type { StartFlag } from './start-settings.ts';

/** Returns the flags as words for a process. A boolean is one word: Go takes the next one for no value of it. */
export function flagWords(flags: readonly StartFlag[]): readonly string[] {
  return flags.flatMap((flag) => wordsOf(flag));
}

function wordsOf({ name, value }: StartFlag): readonly string[] {
  if (value === 'true') return [`--${name}`];
  if (value === 'false') return [`--${name}=false`];
  return [`--${name}`, value];
}

/** Returns each flag as one word, `--name=etcd-4`, as manifests and units have them. */
export function flagsAsOneWord(flags: readonly StartFlag[]): readonly string[] {
  return flags.map(({ name, value }) => `--${name}=${value}`);
}

/** Returns the flags as etcd's variables, `ETCD_NAME`. A flag that is given as well overrules its variable. */
export function flagVariables(flags: readonly StartFlag[]): Readonly<Record<string, string>> {
  return Object.fromEntries(flags.map(({ name, value }) => [`ETCD_${name.toUpperCase().replaceAll('-', '_')}`, value]));
}

/** Returns the flags as a command of a POSIX shell, a flag a line. */
export function flagCommand(flags: readonly StartFlag[]): string {
  const lines = flags.map((flag) => shellCommand(...wordsOf(flag)));
  return ['etcd', ...lines].join(' \\\n  ');
}
