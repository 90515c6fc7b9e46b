import type { ConnectionImport } from '../../../contract/connections/hand-over.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import { readEtcdServer } from './etcd-server-settings.ts';
import { etcdctlBooleans, readEtcdctl } from './etcdctl-settings.ts';
import { settingsOfFlags, settingsOfVariables } from './named-settings.ts';
import { readLoose, readPlaced, type ServerText } from './server-text.ts';
import { shellWords } from './shell-words.ts';

/** More than the size of any such text. */
export const maxBytes = 1_048_576;

/** Recognises the format of pasted text by its contents, and reads it. Pure. Fails with `BadRequest`. */
export function importText(text: string): ConnectionImport {
  if (text.length > maxBytes) throw notKnown('the text is too long');
  const placed = readPlaced(text);
  if (placed !== null) return importServer(placed);
  const words = shellWords(text);
  const command = commandIn(words);
  if (command !== null) return command;
  const variables = settingsOfVariables(words, 'ETCDCTL_');
  if (variables.length > 0) return readEtcdctl('variables', variables, true);
  const loose = readLoose(text);
  if (loose !== null) return importServer(loose);
  throw notKnown(
    'nothing in it is known: it may be ETCDCTL_ variables, an etcdctl command line, an etcd manifest, unit, ' +
      'configuration file or flags',
  );
}

/** Finds an etcdctl command anywhere in a line: behind `sudo`, in a container, in the quotes of `sh -c`. */
function commandIn(words: readonly string[], depth = 0): ConnectionImport | null {
  const at = words.findIndex((word) => /(^|\/)etcdctl$/.test(word));
  if (at < 0) {
    const nested = depth < 4 ? words.find((word) => /\setcdctl\s|^etcdctl\s/.test(word)) : undefined;
    return nested === undefined ? null : commandIn([...words.filter(isAssignment), ...shellWords(nested)], depth + 1);
  }
  const end = words.findIndex((word, index) => index > at && /^[|;&]$/.test(word));
  const flags = settingsOfFlags(words.slice(at + 1, end < 0 ? undefined : end), etcdctlBooleans);
  return readEtcdctl('command', [...settingsOfVariables(words.slice(0, at), 'ETCDCTL_'), ...flags], true);
}

function isAssignment(word: string): boolean {
  return /^ETCDCTL_\w+=/.test(word);
}

function importServer({ format, settings, environmentFiles }: ServerText): ConnectionImport {
  if (settings.length === 0) {
    throw notKnown(format === 'manifest' ? 'the pod does not run etcd' : 'the unit says nothing of etcd');
  }
  const read = readEtcdServer(format, settings);
  const files = environmentFiles.map((file) => ({
    text: `EnvironmentFile=${file}`,
    meaning: 'import this file too: it is not opened from here',
  }));
  return { ...read, ignored: [...read.ignored, ...files] };
}

/** Returns the failure for text of no known format. */
export function notKnown(message: string): EtcdeckError {
  return new EtcdeckError({ code: 'BadRequest', message, operation: 'connections.import' });
}
