import { access } from 'node:fs/promises';
import { join } from 'node:path';

/** What the name of a snapshot's file is made of. */
export interface FileNameFacts {
  /** The connection's name. */
  readonly name: string;
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly revision: number;
  /** The member's name, or its id where it has none. */
  readonly member: string;
}

/** The name that one click saves to: `prod-2026-11-21T08-15-02Z.db`. */
export const usualTemplate = '{name}-{time}';

const longest = { part: 60, name: 160 } as const;
const extension = '.db';
/** Windows takes none of these for a file's name, whatever follows a point. */
const reserved = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?=$|\.)/i;

const parts: Readonly<Record<string, (facts: FileNameFacts) => string>> = {
  name: ({ name }) => safePart(name).toLowerCase() || 'etcd',
  time: ({ at }) =>
    new Date(at)
      .toISOString()
      .replace(/\.\d+Z$/, 'Z')
      .replaceAll(':', '-'),
  revision: ({ revision }) => String(revision),
  member: ({ member }) => safePart(member) || 'member',
};

/** Returns what is wrong with a template; `null`: nothing. */
export function faultOfTemplate(template: string): string | null {
  if (/[/\\]/.test(template)) return 'it names a file, without a folder';
  const unknown = [...template.matchAll(/\{([^{}]{0,40})\}/g)].find(([, part = '']) => !Object.hasOwn(parts, part));
  if (unknown !== undefined) return `${unknown[0]} is none of {name}, {time}, {revision} and {member}`;
  const rest = template.replace(/\{[a-z]{1,40}\}/g, '');
  if (/[{}]/.test(rest)) return 'a brace is not closed';
  return /[\p{L}\p{N}]/u.test(template) ? null : 'it has no letter and no digit';
}

/**
 * Returns a name in `folder` that is free, made of a template, as every file system takes it: what is unsafe becomes a
 * dash. A name that is taken gets a number.
 */
export async function freeFile(folder: string, template: string, facts: FileNameFacts): Promise<string> {
  const name = fileNameOf(template, facts);
  for (let copy = 1; ; copy++) {
    const file = join(folder, `${name}${copy === 1 ? '' : `-${copy}`}${extension}`);
    if (await isFree(file)) return file;
  }
}

function fileNameOf(template: string, facts: FileNameFacts): string {
  const filled = template.replace(/\{([a-z]{1,40})\}/g, (all, part: string) => parts[part]?.(facts) ?? all);
  const bare = filled.endsWith(extension) ? filled.slice(0, -extension.length) : filled;
  const safe = safeText(bare)
    // A name that begins with a point is hidden, and with a dash a flag.
    .replace(/^[.-]+/, '');
  const name = withoutEnd(safe.slice(0, longest.name));
  return name === '' || reserved.test(name) ? `etcd-${name}` : name;
}

/** Returns a text in which what some file system does not take is a dash. */
export const safeText = (text: string): string => text.normalize('NFC').replace(/[^\p{L}\p{N}\p{M}._-]/gu, '-');

/** Returns a name without points and dashes at its end: Windows takes no point there. */
function withoutEnd(name: string): string {
  let end = name.length;
  while (end > 0 && '.-'.includes(name.charAt(end - 1))) end -= 1;
  return name.slice(0, end);
}

/** Returns letters and digits of any script, and between them single dashes. */
export function safePart(name: string): string {
  const words = name.normalize('NFC').match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return words.join('-').slice(0, longest.part);
}

async function isFree(file: string): Promise<boolean> {
  return access(file).then(
    () => false,
    () => true,
  );
}
