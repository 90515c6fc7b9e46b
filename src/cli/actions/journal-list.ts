import type { Api } from '../../contract/api.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import { plural } from '../../contract/figures.ts';
import type { ConnectionId } from '../../contract/ids.ts';
import type { JournalEntry, JournalFilter, JournalPage } from '../../contract/journal.ts';
import { entryJson } from '../../core/journal/entry-json.ts';
import { type Printable, words } from '../../core/terminal/printable.ts';
import { readable } from '../bytes.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { savedConnection } from '../saved-connection.ts';
import { table } from '../table.ts';

export interface ListOptions {
  readonly limit?: number;
  readonly before?: string;
  readonly kind?: NonNullable<JournalFilter['kind']>;
  readonly result?: JournalEntry['outcome'];
  readonly search?: string;
  readonly last?: number;
  readonly lines?: boolean;
}

/** How many entries a table has where no limit is given. */
export interface UsualLimit {
  readonly usualLimit: number;
}

const mostInPage = 1_000;

export async function list(invocation: Invocation, options: ListOptions & UsualLimit): Promise<ExitCode> {
  const { console, format, flags } = invocation;
  await invocation.withApi(async (api) => {
    const of = flags.connection === undefined ? null : (await savedConnection(api, flags.connection)).id;
    const pages = pagesOf(invocation, api, of, options);
    if (options.lines) {
      for await (const { entries } of pages)
        for (const entry of entries) await console.print(jsonLine(entryJson(entry)));
      return;
    }
    const { entries, next, damaged, isKept, hasSealed } = await whole(pages);
    await console.print(
      format === 'json'
        ? jsonLine({ entries: entries.map(entryJson), next, damaged, isKept, hasSealed })
        : toTable(entries, invocation.isHex),
    );
    if (format !== 'json') for (const note of notesOf({ entries, next, damaged, hasSealed })) console.tell(note);
  });
  return 0;
}

/** Yields pages until as many entries are there as were asked for. A search ends a page before it is full. */
async function* pagesOf(
  { signal }: Invocation,
  api: Api,
  connection: ConnectionId | null,
  options: ListOptions & UsualLimit,
): AsyncGenerator<JournalPage, void> {
  const filter = filterOf(options);
  let before = options.before ?? null;
  for (let left = options.limit ?? (options.lines ? Number.POSITIVE_INFINITY : options.usualLimit); left > 0; ) {
    const limit = Math.min(left, mostInPage);
    const page = await api.journal.list({ connection, before, limit, filter }, { signal });
    yield page;
    left -= page.entries.length;
    if (page.next === null) return;
    before = page.next;
  }
}

/** Returns all pages as one: the last one says what is behind it, and what is damaged. */
async function whole(pages: AsyncIterable<JournalPage>): Promise<JournalPage> {
  const read: JournalPage[] = [];
  for await (const page of pages) read.push(page);
  const last = read.at(-1);
  if (last === undefined) throw new EtcdeckError({ code: 'Internal', message: 'the journal has no page' });
  return { ...last, entries: read.flatMap(({ entries }) => entries) };
}

function filterOf({ kind, result, search, last }: ListOptions): JournalFilter {
  return {
    ...{ clusterId: null, kind: kind ?? null, outcome: result ?? null, until: null },
    from: last === undefined ? null : Math.max(0, Date.now() - last),
    text: search === undefined || search === '' ? null : search,
  };
}

function toTable(entries: readonly JournalEntry[], isHex: boolean): Printable {
  const rows = entries.map((entry) => [
    new Date(entry.at).toISOString(),
    entry.connectionName,
    resultOf(entry),
    entry.act,
    whatOf(entry, isHex),
    entry.revision === null ? '-' : String(entry.revision),
    entry.id,
  ]);
  return table(['WHEN', 'CONNECTION', 'RESULT', 'ACT', 'WHAT', 'REVISION', 'ID'], rows);
}

function whatOf({ subject }: JournalEntry, isHex: boolean): Printable {
  if (subject.kind !== 'keys') return words`${subject.what}`;
  const more = subject.keyCount > 1 ? ` and ${plural(subject.keyCount - 1, 'more key')}` : '';
  return words`${readable(subject.firstKey, isHex)}${more}`;
}

function resultOf({ outcome, mayStillHappen, settled }: JournalEntry): string {
  if (outcome === 'unknown') return mayStillHappen ? 'unknown, may still happen' : 'unknown';
  const how = settled === 'history' ? ', answer lost' : settled === 'correction' ? ', found out later' : '';
  return `${outcome === 'failed' ? 'not done' : outcome}${how}`;
}

function notesOf({ entries, next, damaged, hasSealed }: Omit<JournalPage, 'isKept'>): Printable[] {
  return [
    ...(entries.length === 0 ? [words`There is no such entry.\n`] : []),
    ...(next === null ? [] : [words`There are older ones: --before ${next}\n`]),
    ...(damaged === 0 ? [] : [words`${plural(damaged, 'record')} cannot be read; entries may be missing.\n`]),
    ...(hasSealed ? [words`What the desktop app did is not among them: it alone can open its Journal.\n`] : []),
  ];
}
