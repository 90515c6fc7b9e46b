import { afterEach, describe, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { RecordNotice, RecordRequest, WatchNotice } from '../../../contract/watches.ts';
import type { Notice } from '../../state/notifier.ts';
import { aConnection, MemoryKeyspace, unrecorded } from '../../testing/memory-keyspace.ts';
import { bytesOf, utf8Of } from '../../ui/byte-text.ts';
import { sliceOf } from '../../ui/table-rows.ts';
import { noFilter } from './event-filter.ts';
import { RunningWatch } from './running-watch.ts';
import { revisionOf } from './watch-event.ts';
import type { RememberedWatch } from './watch-memory.ts';
import { WatchesModel } from './watches-model.ts';

const running: RunningWatch[] = [];

const rowsOf = (watch: RunningWatch) => sliceOf(watch.view.get().rows, 0, Number.POSITIVE_INFINITY);

afterEach(() => {
  for (const watch of running.splice(0)) watch.close();
});

const request = {
  connection: aConnection,
  key: bytesOf('/'),
  isPrefix: true,
  startRevision: null,
  previous: true,
  reveal: false,
};

function watchOf(api: ConstructorParameters<typeof RunningWatch>[2]) {
  const watch = new RunningWatch('1', request, api);
  running.push(watch);
  const notes = (): string[] => rowsOf(watch).flatMap((row) => (row.kind === 'note' ? [row.text] : []));
  const values = (): (string | null)[] =>
    rowsOf(watch).flatMap((row) =>
      row.kind === 'event' && row.event.type === 'put' ? [utf8Of(row.event.entry.value)] : [],
    );
  return { watch, notes, values };
}

describe('RunningWatch', () => {
  it('lists what happens, the newest first', async () => {
    const keyspace = new MemoryKeyspace();
    const { watch, values, notes } = watchOf(keyspace.api);
    await vi.waitFor(() => expect(watch.view.get().phase).toBe('live'));
    keyspace.put('/a', 'one');
    keyspace.put('other', 'not watched');
    keyspace.put('/a', 'two');
    await vi.waitFor(() => expect(values()).toEqual(['two', 'one']));
    expect(notes()).toEqual(['Watching from revision 2.']);
    expect(watch.view.get()).toMatchObject({ events: 2, dropped: 0, isPaused: false });
    expect(watch.view.get().rate).toBeGreaterThan(0);
  });

  it('holds the picture while paused, and shows what came meanwhile after', async () => {
    const keyspace = new MemoryKeyspace();
    const { watch, values } = watchOf(keyspace.api);
    keyspace.put('/a', 'one');
    await vi.waitFor(() => expect(values()).toEqual(['one']));
    watch.setPaused(true);
    keyspace.put('/a', 'two');
    await vi.waitFor(() => expect(watch.view.get().unseen).toBe(1));
    expect(values()).toEqual(['one']);
    watch.setPaused(false);
    expect(values()).toEqual(['two', 'one']);
    watch.clear();
    expect(watch.view.get()).toMatchObject({ events: 0, unseen: 0 });
    expect(values()).toEqual([]);
  });

  it('shows Secrets in clear from where it is told to, and loses nothing on the way', async () => {
    const keyspace = new MemoryKeyspace();
    const { watch, values, notes } = watchOf(keyspace.api);
    const secret = (data: string): string => `{"kind":"Secret","data":"${data}"}`;
    await vi.waitFor(() => expect(watch.view.get().phase).toBe('live'));
    keyspace.put('/a', secret('one'));
    await vi.waitFor(() => expect(values()).toHaveLength(1));
    watch.setRevealed(true);
    keyspace.put('/a', secret('two'));
    await vi.waitFor(() => expect(values()).toEqual([secret('two'), expect.not.stringContaining('one')]));
    expect(notes()).toContain('From here on Secrets are shown in clear.');
    watch.setRevealed(false);
    keyspace.put('/a', secret('three'));
    await vi.waitFor(() => expect(values()).toHaveLength(3));
    expect(values()[0]).not.toContain('three');
    await vi.waitFor(() => expect(keyspace.watchCount).toBe(1));
  });

  it('stops at its source when it is closed', async () => {
    const keyspace = new MemoryKeyspace();
    const { watch } = watchOf(keyspace.api);
    await vi.waitFor(() => expect(keyspace.watchCount).toBe(1));
    watch.close();
    await vi.waitFor(() => expect(keyspace.watchCount).toBe(0));
  });

  const scripted = (...notices: readonly (WatchNotice | EtcdeckError)[]) => ({
    watches: {
      record: unrecorded,
      watch: async function* () {
        for (const notice of notices) {
          if (notice instanceof EtcdeckError) throw notice;
          yield notice;
        }
      },
    },
  });
  const lost: WatchNotice = { kind: 'reconnecting', failure: { code: 'ConnectionCut', message: 'cut', retry: true } };

  it('says once that it reconnects, and that nothing was lost', async () => {
    const back: WatchNotice = { kind: 'resumed', endpoint: 'https://b:2379', fromRevision: 8 };
    const { watch, notes } = watchOf(scripted({ kind: 'started', revision: 7 }, lost, lost, back));
    await vi.waitFor(() => expect(watch.view.get().phase).toBe('ended'));
    expect(notes()).toEqual([
      'The watch has ended.',
      'Resumed from revision 8 at https://b:2379. Nothing was lost.',
      expect.stringMatching(/^Reconnecting\. /),
      'Watching from revision 7.',
    ]);
  });

  it('says that history is gone', async () => {
    const { watch, notes } = watchOf(scripted({ kind: 'compacted', compactRevision: 1_200 }));
    await vi.waitFor(() => expect(watch.view.get().phase).toBe('compacted'));
    expect(notes()[0]).toContain('up to revision 1,200 was compacted');
  });

  it('keeps its events when it fails', async () => {
    const { watch, notes } = watchOf(scripted(new EtcdeckError({ code: 'PermissionDenied', message: 'denied' })));
    await vi.waitFor(() => expect(watch.view.get().phase).toBe('failed'));
    expect(watch.view.get().failure?.code).toBe('PermissionDenied');
    expect(notes()[0]).toMatch(/^The watch has ended\. /);
  });
});

describe('a watch that goes on after the page was loaded anew', () => {
  const remembered = (changes: Partial<RememberedWatch> = {}): RememberedWatch => ({
    key: bytesOf('/'),
    isPrefix: true,
    rangeEnd: null,
    only: null,
    previous: true,
    startRevision: null,
    heard: { next: 10, told: ['2f61'] },
    shownFrom: 5,
    filter: noFilter,
    end: null,
    ...changes,
  });
  const aPut = (key: string, modRevision: number): WatchNotice => ({
    kind: 'event',
    event: {
      type: 'put',
      entry: {
        key: bytesOf(key),
        value: bytesOf('x'),
        createRevision: modRevision,
        modRevision,
        version: 1,
        lease: null,
        isMasked: false,
        bytes: 1,
      },
      previous: null,
    },
  });

  /** Answers each start by its own notices, and then says nothing more. */
  function resumed(memory: RememberedWatch, ...answers: readonly (readonly WatchNotice[])[]) {
    const asked: (number | null)[] = [];
    const api = {
      watches: {
        record: unrecorded,
        watch: async function* ({ startRevision }: { readonly startRevision: number | null }) {
          const notices = answers[asked.push(startRevision) - 1] ?? [];
          for (const notice of notices) yield notice;
          if (!notices.some(({ kind }) => kind === 'compacted')) await new Promise(() => undefined);
        },
      },
    };
    const watch = new RunningWatch('1', request, api, Date.now, memory);
    running.push(watch);
    const listed = (): string[] =>
      rowsOf(watch)
        .flatMap((row) =>
          row.kind === 'event' ? [`${revisionOf(row.event)} ${row.name}${row.isReplayed ? ' again' : ''}`] : [],
        )
        .reverse();
    const notes = (): string[] => rowsOf(watch).flatMap((row) => (row.kind === 'note' ? [row.text] : []));
    return { watch, asked, listed, notes };
  }

  it('reads again what was listed, and tells what is new once, in the middle of a revision too', async () => {
    const { watch, asked, listed, notes } = resumed(remembered(), [
      { kind: 'started', revision: 5 },
      aPut('/b', 6),
      aPut('/a', 10),
      aPut('/c', 10),
      aPut('/d', 11),
    ]);
    await vi.waitFor(() => expect(listed()).toEqual(['6 /b again', '10 /a again', '10 /c', '11 /d']));
    expect(asked).toEqual([5]);
    expect(notes()).toEqual([
      'The page was reloaded. The watch goes on from revision 10: nothing was lost. The events from revision 5 on are read again; older ones are not kept.',
    ]);
    expect(watch.remembered).toMatchObject({ heard: { next: 11, told: ['2f64'] }, shownFrom: 6, end: null });
  });

  it('leaves out what was listed and is compacted since, and loses nothing that is new', async () => {
    const { asked, listed, notes } = resumed(
      remembered(),
      [
        { kind: 'started', revision: 5 },
        { kind: 'compacted', compactRevision: 9 },
      ],
      [{ kind: 'started', revision: 10 }, aPut('/a', 10), aPut('/d', 11)],
    );
    await vi.waitFor(() => expect(listed()).toEqual(['10 /a again', '11 /d']));
    expect(asked).toEqual([5, 10]);
    expect(notes()).toContain(
      'The page was reloaded. The watch goes on from revision 10: nothing was lost. Events before are not kept.',
    );
  });

  it('says so where what is new was compacted, and starts again from what is left', async () => {
    const { watch, asked, notes } = resumed(
      remembered(),
      [
        { kind: 'started', revision: 5 },
        { kind: 'compacted', compactRevision: 20 },
      ],
      [{ kind: 'started', revision: 21 }],
    );
    await vi.waitFor(() =>
      expect(watch.view.get()).toMatchObject({ phase: 'compacted', compactRevision: 20, next: 10 }),
    );
    expect(watch.remembered.end).toEqual({ compactRevision: 20 });
    watch.startAgain('oldest');
    await vi.waitFor(() => expect(watch.view.get().phase).toBe('live'));
    expect(asked).toEqual([5, 21]);
    expect(notes()[0]).toBe(
      'Started again from revision 21, the oldest whose events are kept. What happened in revisions 10 to 20 was compacted and is lost.',
    );
  });

  it('stays ended where it had ended, and can be started again', async () => {
    const { watch, asked, notes } = resumed(remembered({ end: { compactRevision: null } }), [
      { kind: 'started', revision: 30 },
    ]);
    expect(watch.view.get().phase).toBe('failed');
    expect(asked).toEqual([]);
    watch.startAgain('now');
    await vi.waitFor(() => expect(watch.view.get()).toMatchObject({ phase: 'live', next: 30 }));
    expect(asked).toEqual([null]);
    expect(notes()[0]).toBe('Started again from now, revision 30. What happened in revisions 10 to 29 is left out.');
  });
});

it('ends, and says so, when its connection is closed', async () => {
  const { watch, notes } = watchOf({
    watches: {
      record: unrecorded,
      // biome-ignore lint/correctness/useYield: it is closed before anything comes.
      watch: async function* () {
        throw new EtcdeckError({ code: 'Cancelled', message: 'watch was cancelled' });
      },
    },
  });
  await vi.waitFor(() => expect(watch.view.get().phase).toBe('ended'));
  expect(notes()).toEqual(['The watch has ended. Its connection was closed.']);
});

it.each<[EtcdeckError, boolean]>([
  [new EtcdeckError({ code: 'Cancelled', message: 'watch was cancelled' }), false],
  [new EtcdeckError({ code: 'BackendClosed', message: 'the wire was closed' }), false],
  [new EtcdeckError({ code: 'ConnectionNotOpen', message: 'the connection was closed' }), false],
  [new EtcdeckError({ code: 'AuthFailed', message: 'etcdserver: authentication failed' }), true],
])('goes on after a reload unless it ended by itself: %s', async (error, isEnd) => {
  const { watch } = watchOf({
    watches: {
      record: unrecorded,
      watch: async function* () {
        yield { kind: 'started', revision: 7 };
        throw error;
      },
    },
  });
  await vi.waitFor(() => expect(['ended', 'failed']).toContain(watch.view.get().phase));
  expect(watch.remembered.end !== null).toBe(isEnd);
});

it('the model closes a watch and shows its neighbour', async () => {
  const keyspace = new MemoryKeyspace();
  const model = new WatchesModel(keyspace.api, aConnection);
  const { connection: _connection, ...wanted } = request;
  model.start(wanted);
  model.start({ ...wanted, key: bytesOf('/b') });
  expect(model.store.get().active).toBe('2');
  await vi.waitFor(() => expect(keyspace.watchCount).toBe(2));
  model.close('2');
  expect(model.store.get().active).toBe('1');
  await vi.waitFor(() => expect(keyspace.watchCount).toBe(1));
  model.close('1');
  expect(model.store.get()).toEqual({ watches: [], active: null });
  await vi.waitFor(() => expect(keyspace.watchCount).toBe(0));
});

it('stops reading while it is paused and full, and goes on where it was', async () => {
  const large = 16 << 20;
  let given = 0;
  const watch = async function* (): AsyncGenerator<WatchNotice> {
    yield { kind: 'started', revision: 1 };
    for (let revision = 1; revision <= 12; revision += 1) {
      given = revision;
      const of = { createRevision: 1, modRevision: revision, version: revision, lease: null, isMasked: false };
      const entry = { ...of, key: bytesOf('/a'), value: new Uint8Array(large), bytes: large };
      yield { kind: 'event', event: { type: 'put', entry, previous: null } };
      if (revision === 2) await paused;
    }
    await new Promise(() => undefined);
  };
  let goOn = (): void => undefined;
  const paused = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const { watch: running } = watchOf({ watches: { watch, record: unrecorded } });
  await vi.waitFor(() => expect(running.view.get().events).toBe(2));
  running.setPaused(true);
  goOn();
  await vi.waitFor(() => expect(running.view.get().isHeld).toBe(true));
  expect(given).toBe(4);
  await vi.waitFor(() => expect(running.view.get()).toMatchObject({ unseen: 2, dropped: 0, shown: 2 }));
  running.setPaused(false);
  await vi.waitFor(() => expect(running.view.get()).toMatchObject({ events: 12, isHeld: false }));
  expect(given).toBe(12);
});

it('begins with the oldest revision that is kept, where that was asked for', async () => {
  const asked: (number | null)[] = [];
  const watch = async function* ({ startRevision }: { readonly startRevision: number | null }) {
    asked.push(startRevision);
    yield { kind: 'started', revision: startRevision ?? 0 } satisfies WatchNotice;
    if (asked.length === 1) yield { kind: 'compacted', compactRevision: 40 } satisfies WatchNotice;
    await new Promise(() => undefined);
  };
  const oldest = { ...request, startRevision: 1 };
  const oldestKept = new RunningWatch('1', oldest, { watches: { watch, record: unrecorded } }, Date.now, 'oldest');
  running.push(oldestKept);
  await vi.waitFor(() => expect(oldestKept.view.get()).toMatchObject({ phase: 'live', next: 41 }));
  expect(asked).toEqual([1, 41]);
});

it('tells the desktop of what fits the filter, by keys and types and never a value, and not each at once', async () => {
  const keyspace = new MemoryKeyspace();
  const { watch } = watchOf(keyspace.api);
  await vi.waitFor(() => expect(watch.view.get().phase).toBe('live'));
  const told: Notice[] = [];
  watch.filter.update((filter) => ({ ...filter, text: 'web' }));
  watch.setNotifying((notice) => told.push(notice));
  keyspace.put('/db', 'hunter1');
  keyspace.put('/web', 'hunter2');
  keyspace.put('/web', 'hunter3');
  await vi.waitFor(() => expect(watch.view.get().events).toBe(3));
  expect(told).toMatchObject([{ title: '/…: 1 change', lines: ['put /web'] }]);
  expect(JSON.stringify(told)).not.toContain('hunter');
});

it('asks core to write what has come, what made room included, or all until it is stopped', async () => {
  const asked: RecordRequest[] = [];
  const keyspace = new MemoryKeyspace();
  const record = async function* (of: RecordRequest) {
    asked.push(of);
    yield { kind: 'recorded', events: 2, bytes: 9, compactRevision: null } satisfies RecordNotice;
  };
  const { watch } = watchOf({ watches: { ...keyspace.api.watches, record } });
  await vi.waitFor(() => expect(watch.view.get().phase).toBe('live'));
  expect(watch.recordRequest('export', '/tmp/a')).toBeNull();
  keyspace.put('/a', 'one');
  keyspace.put('/a', 'two');
  await vi.waitFor(() => expect(watch.view.get().events).toBe(2));
  const of = watch.recordRequest('export', '/tmp/a');
  expect(of).toMatchObject({ startRevision: 2, untilRevision: 3, reveal: false, file: '/tmp/a' });
  expect(watch.recordRequest('record', '/tmp/a')).toMatchObject({ startRevision: 2, untilRevision: null });
  if (of !== null) await watch.recorder.start(of);
  expect(asked).toEqual([of]);
  expect(watch.recorder.store.get()).toMatchObject({ state: 'whole', events: 2 });
});

it('says that a revision is compacted that was asked for by its number, the first one too', async () => {
  const watch = async function* (): AsyncGenerator<WatchNotice> {
    yield { kind: 'started', revision: 1 };
    yield { kind: 'compacted', compactRevision: 40 };
  };
  const first = new RunningWatch('1', { ...request, startRevision: 1 }, { watches: { watch, record: unrecorded } });
  running.push(first);
  await vi.waitFor(() => expect(first.view.get()).toMatchObject({ phase: 'compacted', compactRevision: 40 }));
});
