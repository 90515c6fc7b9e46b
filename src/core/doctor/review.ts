import type { ConfigurationReview } from '../../contract/doctor.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { Finding } from '../../contract/findings.ts';
import { etcdBooleans } from '../connections/importers/etcd-server-settings.ts';
import { type Setting, settingsOfFlags, settingsOfVariables } from '../connections/importers/named-settings.ts';
import { readServerText, type ServerText } from '../connections/importers/server-text.ts';
import { shellWords } from '../connections/importers/shell-words.ts';
import { type NewerVersion, type RemovedFlag, removedFlag } from '../members/command-line/removed-flags.ts';
import { finding } from '../members/findings.ts';

const kinds: Readonly<Record<ServerText['format'], ConfigurationReview['kind']>> = {
  manifest: 'manifest',
  unit: 'unit',
  configuration: 'yaml',
  flags: 'flags',
};

/**
 * Returns the flags of a pasted configuration that a newer etcd has removed. etcd (3.6, 3.7) does not start with them on
 * its command line, and ignores them as variables and in a configuration file. Fails with `BadRequest` for other text.
 */
export function review(text: string, to: NewerVersion): ConfigurationReview {
  const read = readServerText(text) ?? readRemovedOnly(text, to);
  if (read === null || read.settings.length === 0) {
    const message = 'nothing in it is known: it may be an etcd manifest, unit, configuration file or flags';
    throw new EtcdeckError({ code: 'BadRequest', message, operation: 'doctor.review' });
  }
  return { kind: kinds[read.format], findings: removedIn(read.settings, text, to) };
}

/** Returns one finding for each removed flag, at its first line. */
function removedIn(settings: readonly Setting[], text: string, to: NewerVersion): readonly Finding[] {
  const gone = new Map<string, { readonly setting: Setting; readonly removed: RemovedFlag }>();
  for (const setting of settings) {
    const removed = removedFlag(setting.name, setting.value, to);
    const name = `${removed?.flag} ${isFlag(setting)}`;
    if (removed !== null && !gone.has(name)) gone.set(name, { setting, removed });
  }
  const lines = text.split('\n');
  return [...gone.values()]
    .map(({ setting, removed }) => {
      const isRefused = isFlag(setting);
      const effect = isRefused ? 'refused' : 'ignored';
      const detail = { ...removed, to, line: lineOf(setting, lines), effect };
      return finding('RemovedFlag', isRefused ? 'warning' : 'info', { detail });
    })
    .toSorted((a, b) => Number(a.detail.line) - Number(b.detail.line));
}

/** Reads removed flags in text that the server's own settings do not mark as etcd's: a part of a command line. */
function readRemovedOnly(text: string, to: NewerVersion): ServerText | null {
  const words = shellWords(text);
  const settings = [...settingsOfVariables(words, 'ETCD_'), ...settingsOfFlags(words, etcdBooleans)];
  const isKnown = settings.some(({ name, value }) => removedFlag(name, value, to) !== null);
  return isKnown ? { format: 'flags', settings, environmentFiles: [] } : null;
}

const isFlag = ({ shown }: Setting): boolean => shown.startsWith('-');

/** Returns the number of the first line with a setting, as a flag, a variable or a key; 0 for none. */
function lineOf(setting: Setting, lines: readonly string[]): number {
  const { name } = setting;
  const spelling = isFlag(setting)
    ? `-${name}`
    : setting.shown.startsWith('ETCD_')
      ? `ETCD_${name.toUpperCase().replaceAll('-', '_')}`
      : name;
  return lines.findIndex((line) => holdsWord(line, spelling)) + 1;
}

/** Whether a line has a word as a whole: `--proxy-read-timeout` has no `-proxy`. */
function holdsWord(line: string, word: string): boolean {
  for (let at = line.indexOf(word); at >= 0; at = line.indexOf(word, at + 1)) {
    if (!/[\w-]/.test(line.charAt(at + word.length))) return true;
  }
  return false;
}
