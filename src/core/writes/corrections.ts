import { setTimeout } from 'node:timers/promises';
import { EtcdError } from '../../contract/failure.ts';
import type { JournalApi, JournalEntry } from '../../contract/journal.ts';
import type { OpenConnection, OpenConnections } from '../connections/open-connections.ts';
import { stoppable } from '../etcd/stoppable.ts';
import type { Journal, NotedTransaction } from '../journal/journal.ts';
import type { Ports } from '../ports.ts';
import { untilDecided } from './settle-lost.ts';

/** How many transactions are watched at once, those of the newest entries first. */
const mostWatched = 32;
/** What was lost longer ago is left to whoever looks at it. */
const oldestMs = 24 * 60 * 60_000;
/** No member may be there to watch: that is when answers are lost. */
const pauseMs = 2_000;

/** What the corrections of a journal are found with. */
export interface CorrectionParts {
  readonly open: OpenConnections;
  readonly journal: Journal;
  readonly ports: Pick<Ports, 'clock' | 'log'>;
}

/** A transaction whose outcome is not known yet. */
interface Unsettled {
  readonly entry: JournalEntry;
  readonly transaction: NotedTransaction;
}

/** Watches what has no known outcome, and corrects the journal when the cluster's history tells. */
export function createCorrections(parts: CorrectionParts): JournalApi['corrections'] {
  return ({ connection }, options) =>
    stoppable(options?.signal, (signal) => {
      const held = parts.open.require(connection);
      return corrections(parts, held, AbortSignal.any([signal, held.closed]));
    });
}

async function* corrections(
  { journal, ports }: CorrectionParts,
  held: OpenConnection,
  signal: AbortSignal,
): AsyncGenerator<JournalEntry, void> {
  const watched = new Set<string>();
  let watching = 0;
  const corrected: JournalEntry[] = [];
  let wake = (): void => undefined;
  let mayHaveMore = true;
  const ring = (): void => wake();
  signal.addEventListener('abort', ring, { once: true });
  const stopListening = journal.onDidEndUnknown((connection) => {
    if (connection !== held.id) return;
    mayHaveMore = true;
    ring();
  });
  const watchOne = async (one: Unsettled): Promise<void> => {
    const { entry, transaction } = one;
    const verdict = await verdictOf(held, transaction, signal);
    if (verdict !== null) corrected.push(await journal.settle(held.id, entry.id, transaction.place, verdict));
  };
  try {
    while (!signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      if (mayHaveMore) {
        mayHaveMore = false;
        for (const one of await unsettledOf(journal, held, ports.clock.now())) {
          const name = `${one.entry.id}/${one.transaction.place}`;
          if (watched.has(name) || watching >= mostWatched) continue;
          watched.add(name);
          watching += 1;
          void watchOne(one)
            .catch((error: unknown) => warn(ports.log, one.entry, error))
            .finally(() => {
              watching -= 1;
              ring();
            });
        }
      }
      const next = corrected.shift();
      if (next === undefined) await woken;
      else yield next;
    }
  } finally {
    signal.removeEventListener('abort', ring);
    stopListening();
  }
}

/** The open transactions of the connection's cluster, those of the newest entries first. */
async function unsettledOf(journal: Journal, held: OpenConnection, now: number): Promise<readonly Unsettled[]> {
  const { clusterId } = held.state();
  const young = (await journal.unsettled(held.id)).filter(({ at }) => now - at < oldestMs);
  const unsettled: Unsettled[] = [];
  for (const entry of young.slice(0, mostWatched)) {
    if (entry.clusterId !== clusterId || !entry.canUndo) continue;
    for await (const transaction of (await journal.read(held.id, entry.id)).transactions()) {
      if (transaction.isOpen) unsettled.push({ entry, transaction });
    }
  }
  return unsettled;
}

/** Asks again for as long as nobody can be asked; `null` when stopped. */
async function verdictOf(held: OpenConnection, transaction: NotedTransaction, signal: AbortSignal) {
  while (!signal.aborted) {
    try {
      return await untilDecided(held.client, transaction, signal);
    } catch (error) {
      if (signal.aborted) return null;
      if (!(error instanceof EtcdError && error.retry)) throw error;
      await setTimeout(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
  return null;
}

function warn(log: Ports['log'], { id }: JournalEntry, error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  log.warn('what became of a write cannot be found out', { entry: id, reason });
}
