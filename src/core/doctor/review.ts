import type { ConfigurationReview } from '../../contract/doctor.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { Finding } from '../../contract/findings.ts';
import { etcdBooleans } from '../connections/importers/etcd-server-settings.ts';
import { type Setting, settingsOfFlags, settingsOfVariables } from '../connections/importers/named-settings.ts';
import { readServerText, type ServerText } from '../connections/importers/server-text.ts';
import { shellWords } from '../connections/importers/shell-words.ts';
import { finding } from '../members/findings.ts';
import { type NewerVersion, removedFlag } from './removed-flags.ts';

const kinds: Readonly<Record<ServerText['format'], ConfigurationReview['kind']>> = {
  manifest: 'manifest',
  unit: 'unit',
  configuration: 'yaml',
  flags: 'flags',
};

/**
 * Returns the flags of a pasted configuration that a newer etcd does not know any more: on a command line they keep it
 * from starting, as variables and in a configuration file they are ignored (3.6, 3.7). Fails with `BadRequest` for text
 * that is no configuration of etcd's.
 */
export function review(text: string, to: NewerVersion): ConfigurationReview {
  const read = readServerText(text) ?? readRemovedOnly(text, to);
  if (read === null || read.settings.length === 0) {
    const message = 'nothing in it is known: it may be an etcd manifest, unit, configuration file or flags';
    throw new EtcdeckError({ code: 'BadRequest', message, operation: 'doctor.review' });
  }
  const lines = text.split('\n');
  const found = read.settings.flatMap((setting): readonly Finding[] => {
    const gone = removedFlag(setting.name, setting.value, to);
    if (gone === null) return [];
    const isRefused = isFlag(setting);
    const { flag, since, instead } = gone;
    const detail = {
      flag,
      to,
      line: lineOf(setting, lines),
      since,
      effect: isRefused ? 'refused' : 'ignored',
      instead,
    };
    return [finding('RemovedFlag', isRefused ? 'warning' : 'info', { detail })];
  });
  return { kind: kinds[read.format], findings: onceEach(found) };
}

/** Flags that say nothing of a server by themselves, as a part of a command line. */
function readRemovedOnly(text: string, to: NewerVersion): ServerText | null {
  const words = shellWords(text);
  const settings = [...settingsOfVariables(words, 'ETCD_'), ...settingsOfFlags(words, etcdBooleans)];
  const isKnown = settings.some(({ name, value }) => removedFlag(name, value, to) !== null);
  return isKnown ? { format: 'flags', settings, environmentFiles: [] } : null;
}

const isFlag = ({ shown }: Setting): boolean => shown.startsWith('-');

/** Returns the number of the first line that holds a setting by its name, as a flag, a variable or a key; 0 for none. */
function lineOf(setting: Setting, lines: readonly string[]): number {
  const { name } = setting;
  const spelling = isFlag(setting)
    ? `-${name}`
    : setting.shown.startsWith('ETCD_')
      ? `ETCD_${name.toUpperCase().replaceAll('-', '_')}`
      : name;
  return lines.findIndex((line) => holdsWord(line, spelling)) + 1;
}

/** Whether a line has a word that does not go on: `-proxy` is not in `--proxy-read-timeout`. */
function holdsWord(line: string, word: string): boolean {
  for (let at = line.indexOf(word); at >= 0; at = line.indexOf(word, at + 1)) {
    if (!/[\w-]/.test(line.charAt(at + word.length))) return true;
  }
  return false;
}

/** Of a flag that is given twice the last one counts, and each is refused: it is said once. */
function onceEach(found: readonly Finding[]): readonly Finding[] {
  const byFlag = new Map(found.map((one) => [`${one.detail.flag} ${one.detail.effect}`, one]));
  return [...byFlag.values()].toSorted((a, b) => Number(a.detail.line) - Number(b.detail.line));
}
