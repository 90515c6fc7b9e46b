import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { InWorkbench } from '../../testing/InWorkbench.tsx';
import { MemoryKeyspace } from '../../testing/memory-keyspace.ts';
import { scriptedApi } from '../../testing/scripted-api.ts';
import { WatchesScreen } from './WatchesScreen.tsx';

vi.mock('../../ui/CodeEditor.tsx', () => import('../../testing/plain-editors.tsx'));
vi.mock('../../ui/DiffEditor.tsx', () => import('../../testing/plain-editors.tsx'));

afterEach(cleanup);
beforeEach(() => {
  window.location.hash = '#/open/memory/watches';
});

async function aScreen(keyspace: MemoryKeyspace) {
  const api = scriptedApi(keyspace.api);
  const page = (
    <InWorkbench api={api}>
      <WatchesScreen />
    </InWorkbench>
  );
  return { page, user: userEvent.setup(), ...render(page) };
}

async function start(user: ReturnType<typeof userEvent.setup>, prefix: string): Promise<void> {
  await user.click(await screen.findByRole('button', { name: 'New watch' }));
  const dialog = await screen.findByRole('dialog', { name: 'New watch' });
  await user.type(within(dialog).getByRole('textbox', { name: 'Prefix' }), prefix);
  await user.click(within(dialog).getByRole('button', { name: 'Start watch' }));
  await screen.findByText('live');
}

const events = () => screen.getByRole('grid', { name: 'Events' });

it('lists what somebody else does, and shows one of it whole', async () => {
  const keyspace = new MemoryKeyspace();
  keyspace.put('/app/a', 'before');
  const { user } = await aScreen(keyspace);
  await start(user, '/app/');
  keyspace.put('/app/a', 'after');
  keyspace.delete('/app/a');
  await waitFor(() => expect(within(events()).getAllByRole('row')).toHaveLength(4));
  const [, newest, older, note] = within(events()).getAllByRole('row');
  expect(newest?.textContent).toMatch(/^4.*delete\/app\/a$/);
  expect(note?.textContent).toBe('Watching from revision 3.');
  if (older === undefined) throw new Error('no row');
  await user.click(older);
  const details = screen.getByRole('complementary', { name: 'Event details' });
  const values = await within(details).findByRole('group', { name: 'Value before and after' });
  expect(values.querySelector('[data-side=before]')?.textContent).toBe('before');
  expect(values.querySelector('[data-side=after]')?.textContent).toBe('after');
});

it('goes on while other screens are shown, and ends when it is closed', async () => {
  const keyspace = new MemoryKeyspace();
  const { page, user, unmount } = await aScreen(keyspace);
  await start(user, '/');
  unmount();
  keyspace.put('/meanwhile', 'x');
  render(page);
  await waitFor(() => expect(events().textContent).toContain('/meanwhile'));
  await user.click(screen.getByRole('button', { name: 'Close watch' }));
  await screen.findByText('No watch is running');
  await waitFor(() => expect(keyspace.watchCount).toBe(0));
});

it('holds still while paused, and counts what comes', async () => {
  const keyspace = new MemoryKeyspace();
  const { user } = await aScreen(keyspace);
  await start(user, '/');
  await user.click(screen.getByRole('button', { name: 'Pause' }));
  keyspace.put('/a', 'x');
  await screen.findByText('1 event since the pause');
  expect(events().textContent).not.toContain('/a');
  await user.click(screen.getByRole('button', { name: 'Resume' }));
  await waitFor(() => expect(events().textContent).toContain('/a'));
});

it('says what is wrong in the form, and starts nothing', async () => {
  const keyspace = new MemoryKeyspace();
  const { user } = await aScreen(keyspace);
  await user.click(await screen.findByRole('button', { name: 'New watch' }));
  await user.type(screen.getByRole('textbox', { name: 'From revision' }), 'soon');
  await user.click(screen.getByRole('button', { name: 'Start watch' }));
  await screen.findByText('A revision is a whole number from 1 on.');
  expect(keyspace.asked).toEqual([]);
});

it('starts the watch that the address asks for', async () => {
  window.location.hash = '#/open/memory/watches/2f612a'.replace('2f612a', '2f61*');
  await aScreen(new MemoryKeyspace());
  await screen.findByRole('tab', { name: '/a…' });
  expect(window.location.hash).toBe('#/open/memory/watches');
});
