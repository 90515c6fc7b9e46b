import { afterEach, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../contract/failure.ts';
import { cancelTask, clearEndedTasks, startTask, type TaskProgress, tasks } from './tasks.ts';

afterEach(() => tasks.update(() => []));

const task = (id: number) => tasks.get().find((one) => one.id === id);

it('shows how far it is, and what came of it', async () => {
  let finish = (_text: string): void => {};
  let report = (_progress: TaskProgress): void => {};
  const id = startTask({
    title: 'Save snapshot',
    run: (work) => {
      report = work.report;
      return new Promise((resolve) => {
        finish = (text) => resolve({ text });
      });
    },
  });
  report({ detail: 'half', done: 1, total: 2 });
  expect(task(id)).toMatchObject({ state: 'running', progress: { detail: 'half' } });
  finish('saved');
  await vi.waitFor(() => expect(task(id)).toMatchObject({ state: 'done', result: { text: 'saved' } }));
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
  const done = startTask({ title: 'is done', run: async () => ({ text: 'ok' }) });
  await vi.waitFor(() => expect(task(done)?.state).toBe('done'));
  clearEndedTasks();
  expect(tasks.get().map((one) => one.id)).toEqual([running]);
});
