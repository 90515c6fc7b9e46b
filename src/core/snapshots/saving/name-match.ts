import { safePart, safeText } from './file-name.ts';

/** A time as it stands in a name: `2026-11-21T08-15-02Z`. */
const time = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ/;
const extension = '.db';
const most = { revision: 16, member: 60 } as const;

/**
 * Whether a file's name is one that a template makes for a connection of this name. A name that was shortened is none:
 * what is asked is whether a file may be taken for one that etcdeck named.
 */
export function isNameOf(template: string, name: string, fileName: string): boolean {
  if (!fileName.endsWith(extension)) return false;
  const text = fileName.slice(0, -extension.length);
  const bare = template.endsWith(extension) ? template.slice(0, -extension.length) : template;
  // Where what is matched so far may end; each step looks at every end, so that nothing is tried twice.
  let ends: ReadonlySet<number> = new Set([0]);
  for (const part of bare.split(/(\{[a-z]{1,40}\})/)) {
    ends = new Set([...ends].flatMap((from) => endsOf(part, name, text.slice(from)).map((length) => from + length)));
  }
  return [...ends].some((end) => end === text.length || isCopyNumber(text.slice(end)));
}

/** Returns how long the beginnings of a text are that a part of a template may be. */
function endsOf(part: string, name: string, text: string): readonly number[] {
  switch (part) {
    case '{name}':
      return lengthIf(safePart(name).toLowerCase() || 'etcd', text);
    case '{time}':
      return time.test(text) ? ['2026-11-21T08-15-02Z'.length] : [];
    case '{revision}':
      return upTo(text, most.revision, /^\d$/);
    case '{member}':
      return upTo(text, most.member, /^[\p{L}\p{N}\p{M}-]$/u);
    default:
      return lengthIf(safeText(part), text);
  }
}

const lengthIf = (beginning: string, text: string): readonly number[] =>
  text.startsWith(beginning) ? [beginning.length] : [];

/** Returns the lengths of the beginnings whose characters are all of one class. */
function upTo(text: string, longest: number, character: RegExp): readonly number[] {
  const lengths: number[] = [];
  for (const each of text) {
    const length = (lengths.at(-1) ?? 0) + each.length;
    if (length > longest || !character.test(each)) break;
    lengths.push(length);
  }
  return lengths;
}

/** Whether this ends a name that was taken. */
const isCopyNumber = (text: string): boolean => /^-[1-9]\d{0,3}$/.test(text);
