import type { ConnectionImport } from '../../../contract/connections/hand-over.ts';
import { isRecord } from '../../settings/document.ts';
import { etcdBooleans } from './etcd-server-settings.ts';
import { type Setting, settingsOfFlags, settingsOfVariables } from './named-settings.ts';
import { shellWords } from './shell-words.ts';
import { yamlOrNull } from './yaml-text.ts';

/** A member's own configuration as it was pasted. */
export interface ServerText {
  readonly format: Extract<ConnectionImport['format'], 'unit' | 'manifest' | 'configuration' | 'flags'>;
  /** In the order in which they count: of a name that is given twice, the last one. */
  readonly settings: readonly Setting[];
  /** Files that a unit reads more variables from. */
  readonly environmentFiles: readonly string[];
}

// Matches space within one line only: across empty lines, the expression would take quadratic time.
const unitLine = /^[ \t]*(?:\[Service\]|ExecStart[ \t]*=)/m;

/** Reads a member's configuration: unit, static pod, variables, flags or configuration file. `null` for other text. */
export function readServerText(text: string): ServerText | null {
  const placed = readPlaced(text);
  return placed ?? readLoose(text);
}

/** Reads a unit file or a pod's manifest, which are known by their form whatever is in them. */
export function readPlaced(text: string): ServerText | null {
  if (unitLine.test(text)) return readUnit(text);
  const document = yamlOrNull(text);
  return isRecord(document) && document.kind === 'Pod' ? readManifest(document) : null;
}

/** Reads variables, flags or a configuration file, which are known by what is in them. */
export function readLoose(text: string): ServerText | null {
  const words = shellWords(text);
  const given = [...settingsOfVariables(words, 'ETCD_'), ...settingsOfFlags(words, etcdBooleans)];
  if (given.some(isOfServer)) return { format: 'flags', settings: given, environmentFiles: [] };
  const document = yamlOrNull(text);
  const configured = isRecord(document) ? settingsOfConfiguration(document) : [];
  return configured.some(isOfServer) ? { format: 'configuration', settings: configured, environmentFiles: [] } : null;
}

function readUnit(text: string): ServerText {
  const entries = text
    .replace(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) => /^\s*(ExecStart|Environment|EnvironmentFile)\s*=(.*)$/.exec(line))
    .filter((found) => found !== null);
  const words = (key: string): readonly string[] =>
    entries.flatMap(([, name, value = '']) => (name === key ? shellWords(value) : [])).map(literal);
  const settings = [
    ...settingsOfVariables(words('Environment'), 'ETCD_'),
    ...settingsOfFlags(words('ExecStart'), etcdBooleans),
  ];
  return { format: 'unit', settings, environmentFiles: words('EnvironmentFile') };
}

/** systemd writes a literal `%` and `$` twice. */
function literal(word: string): string {
  return word.replaceAll('%%', '%').replaceAll('$$', () => '$');
}

function readManifest(pod: Readonly<Record<string, unknown>>): ServerText {
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
  return { format: 'manifest', settings: settings.some(isOfServer) ? settings : [], environmentFiles: [] };
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
