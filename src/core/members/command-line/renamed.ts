/** Words of usual paths: a member that is called so is not told apart by them. */
const generic: ReadonlySet<string> = new Set([
  ...['etcd', 'default', 'member', 'node', 'server', 'peer', 'client', 'ca'],
  ...['var', 'lib', 'etc', 'pki', 'kubernetes', 'data', 'wal'],
]);

/**
 * Returns a path of one member as another's: the name is replaced wherever it is a word of its own. A name that only
 * says what a thing is stays.
 */
export function renamed(path: string, from: string, to: string): string {
  if (from === '' || generic.has(from)) return path;
  const parts = path.split(from);
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
