import { afterEach, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../contract/failure.ts';
import type { ClusterId } from '../../contract/ids.ts';
import type { JournalEntry } from '../../contract/journal.ts';
import { openConnection } from '../../testing/open-connection.ts';
import { testPorts } from '../../testing/ports.ts';
import type { Journal, NotedTransaction } from '../journal/journal.ts';
import { toNoted } from '../journal/records.ts';
import { createCorrections } from './corrections.ts';

// Never dialled: what decides without a cluster is decided at once, and the client's calls are held.
const test = openConnection({ endpoints: ['http://127.0.0.1:1'], tls: null, user: null, password: null });
afterEach(() => vi.restoreAllMocks());

const ports = testPorts('');
const key = new TextEncoder().encode('key');
// An id is a string that core hands out.
const cluster = 'cdf818194e3a8c32' as ClusterId;

const anEntry = (id: string, settled: Partial<JournalEntry> = {}): JournalEntry => ({
  id,
  at: ports.clock.now(),
  connection: test.id,
  connectionName: 'test',
  clusterId: null,
  act: 'put',
  undoes: null,
  subject: { kind: 'keys', keyCount: 1, firstKey: key },
  revision: null,
  outcome: 'unknown',
  mayStillHappen: true,
  ...{ settled: null, settledAt: null, etcdctl: [], undoneBy: null, noUndo: null },
  canUndo: true,
  ...settled,
});

/** Of no changes: such a transaction can do nothing. */
const decided: NotedTransaction = { place: 0, changes: [], since: 1, isGuarded: true, revision: null, isOpen: true };
const creation: NotedTransaction = { ...decided, changes: [toNoted({ key, before: null, after: key })] };

interface World {
  readonly journal: Journal;
  /** An entry has ended without a known outcome. */
  ring(): void;
  /** From now on the journal cannot be read. */
  break(): void;
}

function aJournal(count: number, transaction: NotedTransaction, traits: Partial<JournalEntry> = {}): World {
  const open = new Map(Array.from({ length: count }, (_, n) => [`${n}`, anEntry(`${n}`, traits)]));
  const listeners = new Set<(connection: JournalEntry['connection']) => void>();
  let isBroken = false;
  const unused = (): never => {
    throw new Error('not asked for');
  };
  return {
    ring: () => {
      for (const listener of listeners) listener(test.id);
    },
    break: () => {
      isBroken = true;
    },
    journal: {
      list: unused,
      find: unused,
      begin: unused,
      beginOperations: unused,
      async unsettled() {
        if (isBroken) throw new Error('the journal cannot be read');
        return [...open.values()];
      },
      async read() {
        const transactions = async function* () {
          yield transaction;
        };
        return { clusterId: null, keyCount: 1, transactions };
      },
      async settle(_, id) {
        open.delete(id);
        return anEntry(id, { outcome: 'failed', mayStillHappen: false });
      },
      onDidEndUnknown(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      close: unused,
    },
  };
}

const correctionsOf = ({ journal }: World) =>
  createCorrections({ open: test.open, journal, ports })({ connection: test.id })[Symbol.asyncIterator]();

it('takes up those that waited as soon as others are decided', async () => {
  const stream = correctionsOf(aJournal(40, decided));
  const ids = new Set<string>();
  while (ids.size < 40) {
    const step = await stream.next();
    if (step.done === true) break;
    ids.add(step.value.id);
  }
  expect(ids.size).toBe(40);
  await stream.return?.();
});

it('watches what was written before a status named the cluster', async () => {
  vi.spyOn(test.client.identity, 'id', 'get').mockReturnValue(cluster);
  const stream = correctionsOf(aJournal(1, decided, { clusterId: cluster }));
  expect(await stream.next()).toMatchObject({ value: { id: '0', outcome: 'failed' } });
  await stream.return?.();
});

it('looks again while no answer has named the cluster', async () => {
  const stream = correctionsOf(aJournal(1, decided, { clusterId: cluster }));
  const next = stream.next();
  // One that finds nothing comes first.
  await new Promise((resolve) => setImmediate(resolve));
  vi.spyOn(test.client.identity, 'id', 'get').mockReturnValue(cluster);
  expect(await next).toMatchObject({ value: { id: '0', outcome: 'failed' } });
  await stream.return?.();
});

it('writes a correction once the disk takes it', async () => {
  const world = aJournal(1, decided);
  const full = new EtcdeckError({ code: 'DiskFull', message: 'no space left on device' });
  vi.spyOn(world.journal, 'settle').mockRejectedValueOnce(full);
  const stream = correctionsOf(world);
  expect(await stream.next()).toMatchObject({ value: { id: '0', outcome: 'failed' } });
  await stream.return?.();
});

it('watches nothing any more once it has failed', async () => {
  const signals: AbortSignal[] = [];
  vi.spyOn(test.client, 'call').mockImplementation((_, options) => {
    if (options?.signal instanceof AbortSignal) signals.push(options.signal);
    return new Promise(() => undefined);
  });
  const world = aJournal(1, creation);
  const stream = correctionsOf(world);
  const next = stream.next();
  await expect.poll(() => signals).toHaveLength(1);
  world.break();
  world.ring();
  await expect(next).rejects.toThrow('the journal cannot be read');
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
});
