import { parse as parseYaml } from 'yaml';
import type { ConnectionImport } from '../../../contract/connections/hand-over.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import { isRecord } from '../../settings/document.ts';
import { deepPlaceIn } from '../../yaml/yaml-depth.ts';
import { etcdBooleans, readEtcdServer } from './etcd-server-settings.ts';
import { etcdctlBooleans, readEtcdctl } from './etcdctl-settings.ts';
import { type Setting, settingsOfFlags, settingsOfVariables } from './named-settings.ts';
import { shellWords } from './shell-words.ts';

/** More than the size of any such text. */
export const maxBytes = 1_048_576;

// Matches space within one line only: across empty lines, the expression would take quadratic time.
const unitLine = /^[ \t]*(?:\[Service\]|ExecStart[ \t]*=)/m;
const yamlLine = /^[ \t]*[\w"'-]+[ \t]*:/m;

/** Recognises the format of pasted text by its contents, and reads it. Pure. Fails with `BadRequest`. */
export function importText(text: string): ConnectionImport {
  if (text.length > maxBytes) throw notKnown('the text is too long');
  if (unitLine.test(text)) return readUnit(text);
  const document = yamlLine.test(text) ? yamlOrNull(text) : null;
  if (isRecord(document) && document.kind === 'Pod') return readManifest(document);
  const words = shellWords(text);
  const command = commandIn(words);
  if (command !== null) return command;
  const variables = settingsOfVariables(words, 'ETCDCTL_');
  if (variables.length > 0) return readEtcdctl('variables', variables, true);
  const server = [...settingsOfVariables(words, 'ETCD_'), ...settingsOfFlags(words, etcdBooleans)];
  if (server.some(isOfServer)) return readEtcdServer('flags', server);
  const configured = isRecord(document) ? settingsOfConfiguration(document) : [];
  if (configured.some(isOfServer)) return readEtcdServer('configuration', configured);
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

function readUnit(text: string): ConnectionImport {
  const entries = text
    .replace(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) => /^\s*(ExecStart|Environment|EnvironmentFile)\s*=(.*)$/.exec(line))
    .filter((found) => found !== null);
  const words = (key: string): readonly string[] =>
    entries.flatMap(([, name, value = '']) => (name === key ? shellWords(value) : []));
  const settings = [
    ...settingsOfVariables(words('Environment'), 'ETCD_'),
    ...settingsOfFlags(words('ExecStart'), etcdBooleans),
  ];
  if (settings.length === 0) throw notKnown('the unit says nothing of etcd');
  const read = readEtcdServer('unit', settings);
  const files = words('EnvironmentFile').map((file) => ({
    text: `EnvironmentFile=${file}`,
    meaning: 'import this file too: it is not opened from here',
  }));
  return { ...read, ignored: [...read.ignored, ...files] };
}

function readManifest(pod: Readonly<Record<string, unknown>>): ConnectionImport {
  const spec = isRecord(pod.spec) ? pod.spec : {};
  const containers = (Array.isArray(spec.containers) ? spec.containers : []).filter(isRecord);
  const settings = containers.flatMap((container) => {
    const words = [...textsIn(container.command), ...textsIn(container.args)];
    const env = (Array.isArray(container.env) ? container.env : []).filter(isRecord);
    const variables = env.map(({ name, value }) => `${String(name)}=${typeof value === 'string' ? value : ''}`);
    return [
      ...settingsOfVariables(variables, 'ETCD_'),
      // A script quoted as one word contains its flags.
      ...settingsOfFlags(
        words.flatMap((word) => (/\s--/.test(word) ? shellWords(word) : [word])),
        etcdBooleans,
      ),
    ];
  });
  if (!settings.some(isOfServer)) throw notKnown('the pod does not run etcd');
  return readEtcdServer('manifest', settings);
}

/** The keys of a configuration file are flag names; those of client TLS are in a separate group. */
function settingsOfConfiguration(document: Readonly<Record<string, unknown>>): readonly Setting[] {
  return Object.entries(document).flatMap(([name, value]): readonly Setting[] => {
    if (name === 'client-transport-security' && isRecord(value)) return settingsOfConfiguration(value);
    if (!['string', 'number', 'boolean'].includes(typeof value)) return [];
    return [{ name, value: String(value), shown: `${name}: ${String(value)}` }];
  });
}

function isOfServer({ name }: Setting): boolean {
  return /^(advertise-client-urls|listen-client-urls|initial-cluster|trusted-ca-file|cert-file|data-dir)$/.test(name);
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function yamlOrNull(text: string): unknown {
  if (deepPlaceIn(text) !== null) return null;
  try {
    // The first document counts; a few aliases are normal, thousands are an attack.
    return parseYaml(text.split(/^---\s*$/m).find((part) => part.trim() !== '') ?? '', { maxAliasCount: 50 });
  } catch {
    return null;
  }
}

/** Returns the failure for text of no known format. */
export function notKnown(message: string): EtcdeckError {
  return new EtcdeckError({ code: 'BadRequest', message, operation: 'connections.import' });
}
