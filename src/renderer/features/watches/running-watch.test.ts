import { afterEach, describe, expect, it, vi } from 'vitest';
import { EtcdError } from '../../../contract/failure.ts';
import type { WatchNotice } from '../../../contract/watches.ts';
import { aConnection, MemoryKeyspace } from '../../testing/memory-keyspace.ts';
import { bytesOf, utf8Of } from '../../ui/byte-text.ts';
import { RunningWatch } from './running-watch.ts';
import { WatchesDesk } from './watches-desk.ts';

const running: RunningWatch[] = [];

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
  const notes = (): string[] => watch.view.get().rows.flatMap((row) => (row.kind === 'note' ? [row.text] : []));
  const values = (): (string | null)[] =>
    watch.view
      .get()
      .rows.flatMap((row) => (row.kind === 'event' && row.event.type === 'put' ? [utf8Of(row.event.entry.value)] : []));
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
    expect(watch.view.get()).toMatchObject({ rows: [], events: 0 });
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

  const scripted = (...notices: readonly (WatchNotice | EtcdError)[]) => ({
    watches: {
      watch: async function* () {
        for (const notice of notices) {
          if (notice instanceof EtcdError) throw notice;
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
    const { watch, notes } = watchOf(scripted(new EtcdError({ code: 'PermissionDenied', message: 'denied' })));
    await vi.waitFor(() => expect(watch.view.get().phase).toBe('failed'));
    expect(watch.view.get().failure?.code).toBe('PermissionDenied');
    expect(notes()[0]).toMatch(/^The watch has ended\. /);
  });
});

it('the desk closes a watch and shows its neighbour', async () => {
  const keyspace = new MemoryKeyspace();
  const desk = new WatchesDesk(keyspace.api, aConnection);
  const { connection: _connection, ...wanted } = request;
  desk.start(wanted);
  desk.start({ ...wanted, key: bytesOf('/b') });
  expect(desk.store.get().active).toBe('2');
  await vi.waitFor(() => expect(keyspace.watchCount).toBe(2));
  desk.close('2');
  expect(desk.store.get().active).toBe('1');
  await vi.waitFor(() => expect(keyspace.watchCount).toBe(1));
  desk.close('1');
  expect(desk.store.get()).toEqual({ watches: [], active: null });
  await vi.waitFor(() => expect(keyspace.watchCount).toBe(0));
});
