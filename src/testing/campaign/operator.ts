import { join } from 'node:path';
import type { JournalEntry } from '../../contract/journal.ts';
import { range } from '../../core/etcd/kv.ts';
import { keychain } from '../keychain.ts';
import { type OpenedApp, openApp } from '../opened-app.ts';
import type { CampaignCluster } from './campaign-cluster.ts';
import { type JournalDisk, journalDisk } from './journal-disk.ts';
import { type Line, layLine } from './line.ts';

/** One operator: an etcdeck with its own settings folder and journal, and a line to each member. */
export interface Operator {
  readonly place: number;
  readonly app: OpenedApp;
  readonly lines: readonly Line[];
  readonly disk: JournalDisk;
  /** The number of corrected entries. */
  readonly corrected: number;
  /** Returns the entries from a time on, oldest first. */
  entriesSince(at: number): Promise<readonly JournalEntry[]>;
  /** Resolves with the next correction, or when time is up. */
  nextCorrection(timeoutMs: number): Promise<void>;
  /** Returns the cluster's revision now, without the lines; `null` when no member reports it. */
  headNow(): Promise<number | null>;
  close(): Promise<void>;
}

/** More than a round has. */
const mostEntries = 100;

export async function openOperator(cluster: CampaignCluster, place: number): Promise<Operator> {
  const lines = await Promise.all(cluster.members.map(({ endpoint }) => layLine(endpoint)));
  // Desks do not all prefer the same member.
  const inOrder = [...lines.slice(place % lines.length), ...lines.slice(0, place % lines.length)];
  const draft = cluster.draft(inOrder.map(({ endpoint }) => endpoint));
  const app = await openApp(draft, { secrets: keychain() });
  const stopping = new AbortController();
  const waiting = new Set<() => void>();
  let corrected = 0;
  const following = follow(app, stopping.signal, () => {
    corrected += 1;
    for (const look of [...waiting]) look();
  });
  const entriesSince = async (at: number): Promise<readonly JournalEntry[]> => {
    const request = { connection: app.connection, before: null, limit: mostEntries };
    const { entries } = await app.api.journal.list(request);
    return entries.filter((entry) => entry.at >= at).reverse();
  };
  return {
    place,
    app,
    lines,
    disk: journalDisk(join(app.folder, 'journal')),
    get corrected() {
      return corrected;
    },
    entriesSince,
    nextCorrection: (timeoutMs) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          waiting.delete(done);
          resolve();
        };
        const timer = setTimeout(done, timeoutMs);
        waiting.add(done);
      }),
    headNow: () =>
      // Not `head`, which a member answers from its own state: it may be behind.
      range(cluster.direct, { key: Uint8Array.of(0) }).then(
        ({ revision }) => revision,
        () => null,
      ),
    async close() {
      stopping.abort();
      await following;
      await app.close();
      await Promise.all(lines.map((line) => line.close()));
    },
  };
}

async function follow(app: OpenedApp, signal: AbortSignal, onDidCorrect: () => void): Promise<void> {
  try {
    for await (const _ of app.api.journal.corrections({ connection: app.connection }, { signal })) onDidCorrect();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
