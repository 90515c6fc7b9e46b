import type { LineRemarks } from './line-parts.ts';
import type { ShellToken } from './shell-tokens.ts';

/** The beginning of a line: what runs the program, and with which variables. */
export interface LineStart {
  readonly program: 'etcdctl' | 'etcdutl';
  /** `ETCDCTL_…` and others, in the order of the line. */
  readonly variables: readonly Variable[];
  /** The words behind the program's name. */
  readonly rest: readonly ShellToken[];
}

/** A variable that a line sets. */
export interface Variable {
  readonly name: string;
  readonly value: string;
  readonly token: ShellToken;
}

const assignment = /^([A-Za-z_][A-Za-z0-9_]*)=([\s\S]*)$/;
/** Options of sudo and its kind that take the next word. */
const takingNext = /^-[ughpCTrtDRU]$|^--(?:user|group|host|prompt|chdir|chroot|role|type|command-timeout)$/;
/** Options of kubectl and of container engines that take no value. */
const alone = new Set([
  ...['-i', '-t', '-it', '-ti', '-q', '-d', '--interactive', '--tty', '--quiet', '--stdin', '--privileged', '--detach'],
  ...['-sit', '-l', '--latest', '--insecure-skip-tls-verify', '--sync', '-s'],
]);
const engines = new Set(['docker', 'podman', 'nerdctl', 'crictl', 'ctr']);
const clusters = new Set(['kubectl', 'oc', 'k3s', 'microk8s']);

/** Returns the last part of a program's path. */
const baseName = (word: string): string => word.slice(word.lastIndexOf('/') + 1);

/**
 * Reads what stands before the program: variables, also those that lines above it export, `sudo`, `env`, `kubectl exec … --`, `docker exec …`. Returns `null`
 * where no etcdctl or etcdutl comes of it.
 */
export function readStart(tokens: readonly ShellToken[], remarks: LineRemarks): LineStart | null {
  const variables: Variable[] = [];
  let at = 0;
  let isExport = false;
  /** Takes variables, and returns the word behind them. */
  const word = (): string | null => {
    for (; ; at += 1) {
      const token = tokens[at];
      if (token === undefined) return null;
      if (token.kind === 'operator') {
        if (!isExport || !/^(?:\n|;|&&)$/.test(token.text)) return null;
        isExport = false;
        continue;
      }
      const [, name, value] = assignment.exec(token.text) ?? [];
      if (name === undefined || value === undefined) return baseName(token.text);
      variables.push({ name, value, token });
    }
  };
  for (;;) {
    const name = word();
    if (name === null) return null;
    at += 1;
    if (name === 'etcdctl' || name === 'etcdutl') return { program: name, variables, rest: tokens.slice(at) };
    if (name === 'sudo' || name === 'doas' || name === 'env' || name === 'time') at = skipOptions(tokens, at);
    else if (name === 'export') isExport = true;
    else if (engines.has(name) || clusters.has(name)) {
      const behind = engines.has(name) ? behindEngine(tokens, at, variables) : behindCluster(tokens, at);
      if (behind === null) return null;
      at = behind;
      remarks.note(`The line runs it through ${name} exec. Here it opens on this connection.`);
    } else return null;
  }
}

const textAt = (tokens: readonly ShellToken[], at: number): string =>
  tokens[at]?.kind === 'word' ? (tokens[at]?.text ?? '') : '';

/** Returns the place behind the options of sudo and its kind. */
function skipOptions(tokens: readonly ShellToken[], from: number): number {
  let at = from;
  while (textAt(tokens, at).startsWith('-')) {
    const option = textAt(tokens, at);
    at += takingNext.test(option) ? 2 : 1;
    if (option === '--') break;
  }
  return at;
}

/** Returns the place behind the container of `docker exec [options] CONTAINER`, whose `-e` sets variables. */
function behindEngine(tokens: readonly ShellToken[], from: number, variables: Variable[]): number | null {
  let at = from;
  if (textAt(tokens, at) === 'compose') at += 1;
  if (textAt(tokens, at) !== 'exec') return null;
  at += 1;
  while (textAt(tokens, at).startsWith('-')) {
    const option = textAt(tokens, at);
    const hasValue = !alone.has(option) && !option.includes('=');
    const token = tokens[hasValue ? at + 1 : at];
    const set = hasValue ? textAt(tokens, at + 1) : option.replace(/^--env=/, '');
    const [, name, value] = /^(?:-e|--env)/.test(option) ? (assignment.exec(set) ?? []) : [];
    if (token !== undefined && name !== undefined && value !== undefined) variables.push({ name, value, token });
    at += hasValue ? 2 : 1;
  }
  return at + 1;
}

/** Returns the place behind `--` of `kubectl exec [options] POD -- …`. */
function behindCluster(tokens: readonly ShellToken[], from: number): number | null {
  const end = tokens.findIndex(({ kind, text }, at) => at >= from && (kind === 'operator' || text === '--'));
  if (end < 0 || tokens[end]?.kind === 'operator') return null;
  return tokens.slice(from, end).some(({ text }) => text === 'exec') ? end + 1 : null;
}
