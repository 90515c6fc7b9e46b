import { etcdBooleans } from '../connections/importers/etcd-server-settings.ts';
import { listOf, settingsOfFlags } from '../connections/importers/named-settings.ts';

/** A member's names and URLs, as the member list has them. */
export interface MemberNames {
  readonly name: string;
  readonly peerURLs: readonly string[];
  readonly clientURLs: readonly string[];
}

/** Returns the last value of a flag in a command line; `null` where it is not there. */
export function flagIn(args: readonly string[], name: string): string | null {
  return settingsOfFlags(args.slice(1), etcdBooleans).findLast((setting) => setting.name === name)?.value ?? null;
}

/** Returns a command line with flags set, the program first. A flag given twice counts by its last value. */
export function withFlags(args: readonly string[], flags: Readonly<Record<string, string>>): readonly string[] {
  const [program = 'etcd', ...rest] = args;
  const kept = settingsOfFlags(rest, etcdBooleans).filter(({ name }) => !Object.hasOwn(flags, name));
  const all = [...kept, ...Object.entries(flags).map(([name, value]) => ({ name, value }))];
  return [program, ...all.map(({ name, value }) => `--${name}=${value}`)];
}

/** Returns a command line without a flag. */
export function withoutFlag(args: readonly string[], name: string): readonly string[] {
  return flagIn(args, name) === null ? args : withFlags(args, {}).filter((arg) => !arg.startsWith(`--${name}=`));
}

/**
 * Returns the command line of one member as another's would be: its name, also where it is a word of a path, and its
 * URLs are put in place of the first one's. URLs of no particular host, as `https://0.0.0.0:2379`, stay.
 */
export function argsLike(args: readonly string[], of: MemberNames, other: MemberNames): readonly string[] {
  const [program = 'etcd', ...rest] = args;
  const urls = urlsOf(of, other);
  const changed = settingsOfFlags(rest, etcdBooleans).map(({ name, value }) => {
    if (name === 'name') return `--name=${other.name}`;
    if (name.endsWith('-urls')) return `--${name}=${changedUrls(value, urls).join(',')}`;
    if (isPath(name)) return `--${name}=${renamed(value, of.name, other.name)}`;
    return `--${name}=${value}`;
  });
  return [program, ...changed];
}

const isPath = (flag: string): boolean => /-(dir|file)$/.test(flag);

interface UrlChanges {
  readonly lists: readonly (readonly [from: readonly string[], to: readonly string[]])[];
  readonly hosts: ReadonlyMap<string, string>;
}

function urlsOf(of: MemberNames, other: MemberNames): UrlChanges {
  const lists = [
    [of.peerURLs, other.peerURLs],
    [of.clientURLs, other.clientURLs],
  ] as const;
  const hosts = lists.flatMap(([from, to]) => {
    const [old, next] = [hostIn(from[0]), hostIn(to[0])];
    return old === null || next === null ? [] : [[old, next] as const];
  });
  return { lists, hosts: new Map(hosts) };
}

/** A member listens at what it announces, and elsewhere at its own host's address or at every one. */
function changedUrls(value: string, { lists, hosts }: UrlChanges): readonly string[] {
  const changed = listOf(value).flatMap((url) => {
    const to = lists.find(([from]) => from.includes(url))?.[1];
    if (to !== undefined && to.length > 0) return to;
    const host = hosts.get(hostIn(url) ?? '');
    if (host === undefined) return [url];
    const moved = new URL(url);
    return [`${moved.protocol}//${host}${moved.port === '' ? '' : `:${moved.port}`}`];
  });
  return [...new Set(changed)];
}

function hostIn(url: string | undefined): string | null {
  return url !== undefined && URL.canParse(url) ? new URL(url).hostname : null;
}

/** Returns a text with a name replaced wherever it stands as a word of its own. */
export function renamed(text: string, from: string, to: string): string {
  if (from === '') return text;
  const parts = text.split(from);
  return parts
    .map((part, at) => {
      const next = parts[at + 1];
      if (next === undefined) return part;
      const isWord = !isLetter(part.at(-1)) && !isLetter(next.at(0));
      return `${part}${isWord ? to : from}`;
    })
    .join('');
}

const isLetter = (character: string | undefined): boolean => character !== undefined && /[A-Za-z0-9]/.test(character);
