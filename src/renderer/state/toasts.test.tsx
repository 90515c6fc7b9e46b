import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { aConnection, aConnectionState } from '../testing/builders.ts';
import { ConnectionProvider, type OpenConnection } from './connection.tsx';
import { labelOf, nameAmong, shownConnection } from './shown-connection.ts';
import { startTask, tasks } from './tasks.ts';
import { dismissDone, showToast, toasts } from './toasts.ts';

afterEach(() => {
  cleanup();
  toasts.update(() => []);
  tasks.update(() => []);
});

const open = (name: string): OpenConnection => {
  const { profile } = aConnection(name);
  return { id: profile.id, profile, state: aConnectionState(), hasEnded: false };
};

const shown = (name: string) => (
  <ConnectionProvider key={name} connection={open(name)}>
    <p>a screen</p>
  </ConnectionProvider>
);

it('names the connection that it was told of', () => {
  render(shown('one'));
  showToast({ tone: 'ok', text: 'Saved' });
  expect(toasts.get()).toMatchObject([{ text: 'Saved', of: { id: 'one', name: 'one' }, at: expect.any(Number) }]);
});

it('goes with its connection, but for what somebody has to have read', () => {
  const { rerender } = render(shown('one'));
  showToast({ tone: 'ok', text: 'Saved' });
  showToast({ tone: 'bad', text: 'Not saved' });
  showToast({ tone: 'neutral', text: 'of no connection' }, null);
  rerender(shown('two'));
  showToast({ tone: 'ok', text: 'Copied' });
  expect(toasts.get().map(({ text, of }) => [text, of?.name])).toEqual([
    ['Not saved', 'one'],
    ['of no connection', undefined],
    ['Copied', 'two'],
  ]);
  cleanup();
  expect(shownConnection.get()).toBeNull();
});

it('tells of a task by the connection that it was started on', async () => {
  let finish = (): void => undefined;
  const { rerender } = render(shown('one'));
  startTask({
    title: 'Saving a snapshot',
    run: async ({ tell }) => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      tell({ tone: 'ok', text: 'Snapshot saved' });
      return { title: 'Saved a snapshot', text: null };
    },
  });
  rerender(shown('two'));
  finish();
  await expect.poll(() => toasts.get()).toMatchObject([{ text: 'Snapshot saved', of: { name: 'one' } }]);
  await expect.poll(() => tasks.get()).toMatchObject([{ of: { id: 'one' }, endedAt: expect.any(Number) }]);
});

it('tells two connections of one name apart', () => {
  const one = labelOf(aConnection('one', { name: 'prod', endpoints: ['https://10.0.0.1:2379'] }).profile);
  const two = labelOf(aConnection('two', { name: 'prod', endpoints: ['https://10.0.0.2:2379'] }).profile);
  expect(nameAmong(one, [one])).toBe('prod');
  expect(nameAmong(one, [one, two])).toBe('prod (10.0.0.1:2379)');
});

it('leaves what is bad where the rest can be read now', () => {
  toasts.update(() => []);
  showToast({ tone: 'ok', text: 'Saved' });
  showToast({ tone: 'bad', text: 'Not saved' });
  dismissDone();
  expect(toasts.get()).toMatchObject([{ text: 'Not saved' }]);
});
