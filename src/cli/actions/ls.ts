import { atRevision } from '../../contract/key-source.ts';
import type { KeyChild, KeyChildrenPage } from '../../contract/keys.ts';
import { readableWords } from '../../core/access/readable-words.ts';
import { toBase64 } from '../../core/bytes/base64.ts';
import { textOf } from '../../core/bytes/bytes.ts';
import { joined, type Printable, printableJson, words } from '../../core/terminal/printable.ts';
import { parseKey, readable } from '../bytes.ts';
import { partNote } from '../coverage-words.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { known } from '../numbers.ts';
import { type SourceOptions, type SourceSession, withSource } from '../read-source.ts';

export interface LsOptions extends SourceOptions {
  readonly delimiter: string;
  readonly limit?: number;
}

/** The most that core lists in one request. */
const largestRequest = 10_000;

export async function ls(invocation: Invocation, prefix: string, options: LsOptions): Promise<ExitCode> {
  const isJson = invocation.format === 'json';
  await withSource(invocation, options, async (session) => {
    const pages = pagesOf(invocation, session, prefix, options);
    const last = await (isJson ? printJson(invocation, pages) : printLines(invocation, pages));
    if (last?.isPartial) await tellPart(invocation, session);
    const note = partNote(session.coverage, parseKey(prefix, invocation.keyEncoding));
    if (note !== null && !isJson) invocation.console.tell(note);
  });
  return 0;
}

/**
 * Page after page at one revision, until nothing is left or the limit is reached. One child more than the limit is
 * asked for: only that tells whether there are more.
 */
async function* pagesOf(
  { keyEncoding, signal }: Invocation,
  { api, source }: SourceSession,
  prefix: string,
  options: LsOptions,
): AsyncGenerator<KeyChildrenPage> {
  let left = options.limit ?? Number.POSITIVE_INFINITY;
  let isMore: boolean;
  let isPartial = false;
  let last: KeyChildrenPage | null = null;
  do {
    isMore = false;
    const pages: AsyncIterable<KeyChildrenPage> = api.keys.children(
      {
        source: last === null ? source : atRevision(source, last.revision),
        prefix: parseKey(prefix, keyEncoding),
        delimiter: new TextEncoder().encode(options.delimiter),
        after: last?.next ?? null,
        limit: Math.min(left + 1, largestRequest),
      },
      { signal },
    );
    for await (const page of pages) {
      const isCut = page.children.length > left;
      isPartial ||= page.isPartial === true;
      const part = isCut ? { ...page, children: page.children.slice(0, left), complete: false } : page;
      yield isPartial ? { ...part, isPartial } : part;
      left -= Math.min(left, page.children.length);
      isMore = !isCut && page.next !== null;
      last = page;
    }
  } while (isMore);
}

/** Prints one document, as the pages come. */
async function printJson(
  { console }: Invocation,
  pages: AsyncIterable<KeyChildrenPage>,
): Promise<KeyChildrenPage | null> {
  let last: KeyChildrenPage | null = null;
  for await (const page of pages) {
    const children = page.children.map((child) => printableJson(childJson(child)));
    const before: Printable = last === null ? words`{"revision":${String(known(page.revision))},"children":[` : comma;
    if (last === null || children.length > 0) await console.print(words`${before}${joined(children, comma)}`);
    last = page;
  }
  if (last === null) await console.print(jsonLine({ revision: null, children: [], complete: true }));
  else await console.print(words`],"complete":${String(last.complete && !last.isPartial)}}\n`);
  return last;
}

const comma = words`,`;

function childJson(child: KeyChild): unknown {
  const key = child.kind === 'folder' ? child.prefix : child.meta.key;
  return { kind: child.kind, name: textOf(child.name), key: toBase64(key) };
}

async function printLines(
  { console }: Invocation,
  pages: AsyncIterable<KeyChildrenPage>,
): Promise<KeyChildrenPage | null> {
  let last: KeyChildrenPage | null = null;
  for await (const page of pages) {
    await console.print(joined(page.children.map(({ name }) => words`${readable(name, false)}\n`)));
    last = page;
  }
  if (last?.complete === false) console.tell(words`There are more; raise --limit.\n`);
  return last;
}

/** Warns about missing parts on stderr; the answer itself is unchanged. */
async function tellPart({ console, signal }: Invocation, { api, connection }: SourceSession): Promise<void> {
  if (connection === null) return;
  const access = await api.access.own({ connection }, { signal });
  if (access.kind !== 'limited') return;
  console.tell(words`Only what the user ${access.user} may read is listed: ${readableWords(access)}.\n`);
}
