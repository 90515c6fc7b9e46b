import { isAbsolute } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import type { JournalApi, JournalExportNotice } from '../../contract/journal.ts';
import { cancelled } from '../etcd/failures.ts';
import { PartialFile } from '../files/partial-file.ts';
import { entryJson } from './entry-json.ts';
import type { Journal } from './journal.ts';

const pageSize = 1_000;
/** A text that one answer can carry. */
const mostText = 16 * 1024 * 1024;

/** Where lines go: a file, or a text in memory. */
interface Sink {
  readonly append: (line: Buffer) => Promise<void>;
  /** Returns the text; `null` of a file, which has its name from then on. */
  readonly finish: () => Promise<string | null>;
  readonly discard: () => Promise<void>;
}

/** Writes entries as lines of JSON, newest first. See `JournalApi.export`. */
export async function* exportEntries(
  journal: Pick<Journal, 'list'>,
  { connection, filter, file }: Parameters<JournalApi['export']>[0],
  signal: AbortSignal,
): AsyncGenerator<JournalExportNotice, void> {
  if (file !== null && !isAbsolute(file)) {
    throw new EtcdeckError({ code: 'BadRequest', message: `${file} is not an absolute path` });
  }
  const sink = file === null ? inMemory() : await intoFile(file);
  let [entries, bytes] = [0, 0];
  try {
    for (let before: string | null = null; ; ) {
      const page = await journal.list({ connection, before, limit: pageSize, filter }, { signal });
      if (signal.aborted) throw cancelled('journal.export');
      for (const entry of page.entries) {
        const line = Buffer.from(`${JSON.stringify(entryJson(entry))}\n`);
        bytes += line.length;
        await sink.append(line);
      }
      entries += page.entries.length;
      yield { kind: 'progress', entries };
      if (page.next === null) break;
      before = page.next;
    }
    yield { kind: 'exported', entries, bytes, file, text: await sink.finish() };
  } finally {
    // Without effect once it is finished.
    await sink.discard();
  }
}

async function intoFile(file: string): Promise<Sink> {
  const partial = await PartialFile.create(file, 'journal.export');
  return {
    append: (line) => partial.append(line),
    async finish() {
      await partial.finish();
      return null;
    },
    discard: () => partial.discard(),
  };
}

function inMemory(): Sink {
  const lines: Buffer[] = [];
  let bytes = 0;
  return {
    async append(line) {
      bytes += line.length;
      if (bytes > mostText) {
        const message = `the export is larger than ${mostText} bytes: write it into a file`;
        throw new EtcdeckError({ code: 'RequestTooLarge', message, operation: 'journal.export' });
      }
      lines.push(line);
    },
    finish: async () => Buffer.concat(lines).toString('utf8'),
    discard: async () => undefined,
  };
}
