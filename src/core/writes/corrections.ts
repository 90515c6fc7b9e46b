import { setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { EtcdeckError } from '../../contract/failure.ts';
import type { JournalApi, JournalEntry } from '../../contract/journal.ts';
import type { OpenConnection, OpenConnections } from '../connections/held/open-connections.ts';
import { clusterOf, type Journal, type NotedTransaction } from '../journal/journal.ts';
import type { Ports } from '../ports.ts';
import { stoppable } from '../streams/stoppable.ts';
import { untilDecided } from './settle-lost.ts';

/** The most transactions watched at once, those of the newest entries first. */
const mostWatched = 32;
/** Transactions lost longer ago are no longer watched. */
const oldestMs = 24 * 60 * 60_000;
/** Answers are lost while members are down, so watching may fail at first; the journal's disk may be full. */
const pauseMs = 2_000;
/** The pause after a failure that retrying may not cure: history has the outcome all the same. */
const longPauseMs = 10_000;

/** What finding a journal's corrections needs. */
export interface CorrectionParts {
  readonly open: OpenConnections;
  readonly journal: Journal;
  readonly ports: Pick<Ports, 'clock' | 'log'>;
}

/** A transaction of unknown outcome. */
interface Unsettled {
  readonly entry: JournalEntry;
  readonly transaction: NotedTransaction;
}

/**
 * Watches the keys of transactions of unknown outcome, and corrects the journal when the cluster's history decides
 * them.
 */
export function createCorrections(parts: CorrectionParts): JournalApi['corrections'] {
  return ({ connection }, options) =>
    stoppable(options?.signal, (signal) => corrections(parts, parts.open.require(connection), signal));
}

async function* corrections(
  { journal, ports }: CorrectionParts,
  held: OpenConnection,
  stopped: AbortSignal,
): AsyncGenerator<JournalEntry, void> {
  const leaving = new AbortController();
  const signal = AbortSignal.any([stopped, held.closed, leaving.signal]);
  // Each watched transaction adds a listener.
  setMaxListeners(0, signal);
  const watched = new Set<string>();
  let watching = 0;
  const corrected: JournalEntry[] = [];
  let wake = (): void => undefined;
  let mayHaveMore = true;
  /** Whether some wait until a watched one is decided. */
  let isFull = false;
  const ring = (): void => wake();
  const lookAgain = async (): Promise<void> => {
    await setTimeout(pauseMs, undefined, { signal }).catch(() => undefined);
    mayHaveMore = true;
    ring();
  };
  signal.addEventListener('abort', ring, { once: true });
  const stopListening = journal.onDidEndUnknown((connection) => {
    if (connection !== held.id) return;
    mayHaveMore = true;
    ring();
  });
  const watchOne = async (one: Unsettled): Promise<void> => {
    const { entry, transaction } = one;
    const verdict = await patiently(() => untilDecided(held.client, transaction, signal), retryPause, signal);
    if (verdict === null) return;
    const settle = () => journal.settle(held.id, entry.id, transaction.place, verdict);
    const settled = await patiently(settle, diskPause, signal);
    if (settled !== null) corrected.push(settled);
  };
  try {
    while (!signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      if (mayHaveMore) {
        mayHaveMore = false;
        isFull = false;
        // Entries are of a cluster; which one this is, its first answer tells.
        if (clusterOf(held) === null) void lookAgain();
        for await (const one of unsettledOf(journal, held, ports.clock.now())) {
          const name = `${one.entry.id}/${one.transaction.place}`;
          if (watched.has(name)) continue;
          isFull = watching >= mostWatched;
          if (isFull || signal.aborted) break;
          watched.add(name);
          watching += 1;
          void watchOne(one)
            .catch((error: unknown) => warn(ports.log, one.entry, error))
            .finally(() => {
              watching -= 1;
              mayHaveMore ||= isFull;
              ring();
            });
        }
      }
      const next = corrected.shift();
      if (next === undefined) await woken;
      else yield next;
    }
  } finally {
    leaving.abort();
    signal.removeEventListener('abort', ring);
    stopListening();
  }
}

/** Yields the open transactions of the connection's cluster, those of the newest entries first. */
async function* unsettledOf(journal: Journal, held: OpenConnection, now: number): AsyncGenerator<Unsettled, void> {
  const clusterId = clusterOf(held);
  for (const entry of await journal.unsettled(held.id, now - oldestMs)) {
    if (now - entry.at >= oldestMs || entry.clusterId !== clusterId || !entry.canUndo) continue;
    for await (const transaction of (await journal.read(held.id, entry.id)).transactions()) {
      // Nothing rules out one without guards: it stays unknown.
      if (transaction.isOpen && transaction.isGuarded) yield { entry, transaction };
    }
  }
}

/** Retries after the pause that a failure asks for, and fails with one that asks for none; returns `null` when stopped. */
async function patiently<T>(
  act: () => Promise<T>,
  pauseAfter: (failure: EtcdeckError) => number | null,
  signal: AbortSignal,
): Promise<T | null> {
  while (!signal.aborted) {
    try {
      return await act();
    } catch (error) {
      if (signal.aborted) return null;
      const pause = error instanceof EtcdeckError ? pauseAfter(error) : null;
      if (pause === null) throw error;
      await setTimeout(pause, undefined, { signal }).catch(() => undefined);
    }
  }
  return null;
}

const retryPause = ({ retry }: EtcdeckError): number => (retry ? pauseMs : longPauseMs);

/** A finding is kept until the disk has room. */
const diskPause = ({ code }: EtcdeckError): number | null =>
  code === 'DiskFull' || code === 'FileNotWritable' ? pauseMs : null;

function warn(log: Ports['log'], { id }: JournalEntry, error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  log.warn('what became of a write cannot be found out', { entry: id, reason });
}
