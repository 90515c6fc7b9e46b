import { afterEach, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../contract/failure.ts';
import type { ConnectionId } from '../../contract/ids.ts';
import { shownConnection } from './shown-connection.ts';
import { cancelTask, clearEndedTasks, lastTask, startTask, type TaskProgress, tasks } from './tasks.ts';

afterEach(() => {
  tasks.update(() => []);
  shownConnection.update(() => null);
});

const task = (id: number) => tasks.get().find((one) => one.id === id);

it('shows how far it is, and what came of it', async () => {
  let finish = (_text: string): void => {};
  let report = (_progress: TaskProgress): void => {};
  const id = startTask({
    title: 'Saving a snapshot',
    run: (work) => {
      report = work.report;
      return new Promise((resolve) => {
        finish = (title) => resolve({ title, text: null });
      });
    },
  });
  report({ detail: 'half', done: 1, total: 2 });
  expect(task(id)).toMatchObject({ state: 'running', progress: { detail: 'half' } });
  expect(task(id)?.title).toBe('Saving a snapshot');
  finish('Saved a snapshot');
  await vi.waitFor(() => expect(task(id)).toMatchObject({ state: 'done', title: 'Saved a snapshot' }));
});

it('tells a failure from a cancel', async () => {
  const failed = startTask({
    title: 'fails',
    run: () => Promise.reject(new EtcdeckError({ code: 'DiskFull', message: 'ENOSPC' })),
  });
  const cancelled = startTask({
    title: 'is cancelled',
    run: ({ signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new EtcdeckError({ code: 'Cancelled', message: '' })));
      }),
  });
  cancelTask(cancelled);
  await vi.waitFor(() => expect(task(failed)).toMatchObject({ state: 'failed', failure: { code: 'DiskFull' } }));
  await vi.waitFor(() => expect(task(cancelled)).toMatchObject({ state: 'cancelled', failure: null }));
});

it('clears what has ended and keeps what runs', async () => {
  const running = startTask({ title: 'runs', run: () => new Promise(() => {}) });
  const done = startTask({ title: 'is done', run: async () => ({ title: 'was done', text: null }) });
  await vi.waitFor(() => expect(task(done)?.state).toBe('done'));
  clearEndedTasks();
  expect(tasks.get().map((one) => one.id)).toEqual([running]);
});

it('is found by its connection and subject, whatever it is called', () => {
  const [one, other] = ['one', 'other'] as ConnectionId[]; // An id is a string that core hands out.
  if (one === undefined || other === undefined) throw new Error('two ids');
  const start = (of: ConnectionId, subject: string): number => {
    shownConnection.update(() => ({ id: of, name: 'prod', endpoint: '10.0.0.1:2379' }));
    return startTask({ title: 'Report on prod', subject, run: () => new Promise(() => {}) });
  };
  const first = start(one, 'report/2f61');
  const second = start(other, 'report/2f61');
  const third = start(one, 'report/2f62');
  expect(lastTask(tasks.get(), one, 'report/2f61')?.id).toBe(first);
  expect(lastTask(tasks.get(), other, 'report/2f61')?.id).toBe(second);
  expect(lastTask(tasks.get(), one, 'report/2f62')?.id).toBe(third);
  expect(lastTask(tasks.get(), other, 'report/2f62')).toBeNull();
});
