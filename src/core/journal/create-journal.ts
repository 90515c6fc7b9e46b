import { createHash } from 'node:crypto';
import type { ConnectionId } from '../../contract/ids.ts';
import { compareBytes } from '../bytes/bytes.ts';
import type { Logger, Ports } from '../ports.ts';
import { openCommandLine } from './command-line-keeping.ts';
import type { EntryParts } from './entry-writer.ts';
import { jointPage, placeOf } from './joint-journal.ts';
import { type Journal, unknownEntry } from './journal.ts';
import type { JournalKeeping } from './journal-files.ts';
import { hasKeptJournal, hasSealedElsewhere, openKeeping } from './journal-keeping.ts';
import type { JournalReader } from './journal-reader.ts';
import { boundsBy, type Retention, usualRetention } from './journal-retention.ts';
import { OperationsWriter } from './operations-writer.ts';
import { encodeRecord } from './record-bytes.ts';
import { journalClosed, Segments } from './segments.ts';
import { settledEntry } from './settled-entry.ts';
import { UnfinishedEntries } from './unfinished-entries.ts';

/** Creates a journal in the settings folder with sealed records; in memory only where there is no keychain. */
export function createJournal(ports: Ports, retention: () => Promise<Retention> = async () => usualRetention): Journal {
  const bounds = boundsBy(retention, ports.clock);
  let opening: Promise<JournalKeeping> | null = null;
  const keeping = (): Promise<JournalKeeping> => {
    opening ??= openKeeping(ports);
    return opening;
  };
  let isClosed = false;
  const segments = new Map<ConnectionId, Pick<EntryParts, 'log' | 'values' | 'keepsValues'>>();
  const segmentsOf = async (connection: ConnectionId) => {
    const { files, key, keepsValues } = await keeping();
    if (isClosed) throw journalClosed();
    const folder = folderOf(connection);
    const known = segments.get(connection) ?? {
      log: new Segments(files, key, folder, '.log', bounds.log),
      values: new Segments(files, key, folder, '.values', bounds.values),
      keepsValues,
    };
    segments.set(connection, known);
    return known;
  };
  let reading: Promise<JournalReader> | null = null;
  const reader = async (): Promise<JournalReader | null> => {
    // Nothing was ever written: no need to unlock a keychain.
    if (opening === null && !hasKeptJournal(ports)) return null;
    reading ??= keeping().then((kept) => readerOf(kept, ports.log));
    return await reading;
  };
  const requireReader = async (): Promise<JournalReader> => {
    const opened = await reader();
    if (opened === null) throw unknownEntry();
    return opened;
  };
  let beside: { readonly key: Uint8Array; readonly reader: JournalReader } | null = null;
  /** This host's journal and, beside it, that of the command line, which needs no keychain. */
  const readers = async (): Promise<readonly JournalReader[]> => {
    const own = await reader();
    if (ports.journal !== 'commandLine') {
      const kept = await openCommandLine(ports.settingsFolder, false).catch(() => null);
      // A folder that was removed meanwhile has begun anew, with another key.
      const isSame = kept !== null && beside !== null && compareBytes(kept.key, beside.key) === 0;
      if (kept === null) beside = null;
      else if (!isSame) beside = { key: kept.key, reader: await readerOf(kept, ports.log) };
    }
    return [own, beside?.reader ?? null].filter((each) => each !== null);
  };
  /** Before the first act nothing is opened, and nothing is known but what the host says of itself. */
  const isKept = async (): Promise<boolean> =>
    opening === null
      ? ports.journal === 'commandLine' || ports.secrets.kind().kind === 'keychain'
      : (await opening).isKept;
  const listeners = new Set<(connection: ConnectionId) => void>();
  const unfinished = new UnfinishedEntries();
  let settling: Promise<unknown> = Promise.resolve();
  /** One at a time: two transactions of one entry may be decided at once, and its end has to include both. */
  const inTurn = <T>(settle: () => Promise<T>): Promise<T> => {
    const turn = settling.then(settle);
    settling = turn.catch(() => undefined);
    return turn;
  };

  return {
    async list({ connection, before, limit, filter }, options) {
      const folder = folderOf(connection);
      const request = { before, limit, filter: filter ?? null };
      const page = await jointPage(await readers(), folder, request, options?.signal);
      return { ...page, isKept: await isKept(), hasSealed: hasSealedElsewhere(ports) };
    },
    async begin(connection, beginning) {
      // Before the journal is looked at: nothing may come between that and the entry.
      const { EntryWriter } = await import('./entry-writer.ts');
      const kept = await segmentsOf(connection.id);
      const onDidEndUnknown = (): void => {
        for (const listener of [...listeners]) listener(connection.id);
      };
      return new EntryWriter({ connection, beginning, ...kept, ports, unfinished, onDidEndUnknown });
    },
    async beginOperations(of, beginning) {
      const { log } = await segmentsOf(of.id);
      return new OperationsWriter({ of, beginning, log, unfinished, ports });
    },
    async read(connection, entry) {
      const { reader: holder, folder } = await placeOf(await readers(), folderOf(connection), entry);
      return await holder.read(folder, entry);
    },
    async find(connection, id) {
      const { reader: holder, folder } = await placeOf(await readers(), folderOf(connection), id);
      return (await holder.entry(folder, id)).entry;
    },
    async unsettled(connection, since = 0) {
      return (await (await reader())?.unsettled(folderOf(connection), ports.clock.now(), since)) ?? [];
    },
    settle: (connection, id, place, verdict) =>
      inTurn(async () => {
        const opened = await requireReader();
        const folder = folderOf(connection);
        const { log, values } = await segmentsOf(connection);
        const { total } = await opened.entry(folder, id);
        const ended = await settledEntry(await opened.read(folder, id), total, { place, verdict });
        // The log first: otherwise an entry open in the log and settled in the values would stay open for good.
        log.beginNew();
        const corrected = { settled: 'correction', settledAt: ports.clock.now() } as const;
        await log.append(await encodeRecord({ kind: 'ended', id, ...ended, ...corrected }));
        values.beginNew();
        await values.append(
          await encodeRecord(
            verdict.kind === 'done'
              ? { kind: 'confirmed', id, place, revision: verdict.revision }
              : { kind: 'closed', id, place, verdict: verdict.kind },
          ),
        );
        return (await opened.entry(folder, id)).entry;
      }),
    onDidEndUnknown(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      await unfinished.close();
      await settling;
      isClosed = true;
      await Promise.all([...segments.values()].flatMap(({ log, values }) => [log.close(), values.close()]));
    },
  };
}

function folderOf(connection: ConnectionId): string;
function folderOf(connection: ConnectionId | null): string | null;
/** An id may have characters that a file name may not. */
function folderOf(connection: ConnectionId | null): string | null {
  if (connection === null) return null;
  return createHash('sha256').update(connection).digest('hex').slice(0, 32);
}

/** A command that writes nothing, and asks for nothing written, needs no reader. */
async function readerOf(kept: JournalKeeping, log: Logger): Promise<JournalReader> {
  const { JournalReader } = await import('./journal-reader.ts');
  return new JournalReader(kept, log);
}
