import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Api } from '../../../contract/api.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { WatchNotice } from '../../../contract/watches.ts';
import { commandsFor } from '../../state/commands.ts';
import { InWorkbench } from '../../testing/InWorkbench.tsx';
import { aConnection, MemoryKeyspace, unrecorded } from '../../testing/memory-keyspace.ts';
import { scriptedApi } from '../../testing/scripted-api.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { WatchesScreen } from './WatchesScreen.tsx';
import { modelOf, type WatchesModel } from './watches-model.ts';

const models: WatchesModel[] = [];

afterEach(() => {
  cleanup();
  // What runs on would be remembered for the next test.
  for (const model of models.splice(0)) for (const { id } of model.store.get().watches) model.close(id);
});
beforeEach(() => {
  window.location.hash = '#/open/memory/watches';
});

async function aScreen(keyspace: Pick<MemoryKeyspace, 'api'>) {
  const api = scriptedApi(keyspace.api);
  models.push(modelOf(api, aConnection));
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
  const again = render(page);
  await user.click(await screen.findByText('/meanwhile'));
  await within(await screen.findByRole('complementary', { name: 'Event details' })).findByText('/meanwhile');
  again.unmount();
  render(page);
  // The event that was chosen still is: one comes back from the key that it led to.
  await within(await screen.findByRole('complementary', { name: 'Event details' })).findByText('/meanwhile');
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
  await user.click(screen.getByRole('radio', { name: 'A revision' }));
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

it('comes back after the page was loaded anew, and tells each event once', async () => {
  const keyspace = new MemoryKeyspace();
  const { user, unmount } = await aScreen(keyspace);
  await start(user, '/app/');
  keyspace.put('/app/a', 'one');
  await waitFor(() => expect(events().textContent).toContain('/app/a'));
  await user.type(screen.getByRole('textbox', { name: 'Filter by key' }), 'app');
  window.dispatchEvent(new Event('pagehide'));
  unmount();
  keyspace.put('/app/b', 'two');

  // Another page has another way to core, and the storage of the window.
  await aScreen({ api: { ...keyspace.api } });
  await screen.findByRole('tab', { name: '/app/…' });
  await waitFor(() => expect(within(events()).getAllByRole('row')).toHaveLength(4));
  const [, newest, older, note] = within(events())
    .getAllByRole('row')
    .map(({ textContent }) => textContent);
  expect(newest).toMatch(/^3\d\d:\d\d:\d\dputnew\/app\/btwo$/);
  expect(older).toBe('2earlierputnew/app/aone');
  expect(note).toContain('The watch goes on from revision 2: nothing was lost.');
  expect(screen.getByRole('textbox', { name: 'Filter by key' })).toHaveProperty('value', 'app');
});

it('shows what fits the filter, by words of the key and by type', async () => {
  const keyspace = new MemoryKeyspace();
  const { user } = await aScreen(keyspace);
  await start(user, '/');
  keyspace.put('/registry/pods/shop/web-0', 'x');
  keyspace.put('/registry/pods/shop/web-0', 'y');
  keyspace.put('/registry/pods/shop/db-0', 'x');
  keyspace.delete('/registry/pods/shop/db-0');
  const rows = () =>
    within(events())
      .getAllByRole('row')
      .slice(1, -1)
      .map(({ textContent }) => textContent ?? '');
  await waitFor(() => expect(rows()).toHaveLength(4));
  await user.type(screen.getByRole('textbox', { name: 'Filter by key' }), 'WEB shop');
  await waitFor(() => expect(rows()).toHaveLength(2));
  expect(screen.getByText('2 of 4 shown')).toBeDefined();
  await user.click(screen.getByRole('combobox', { name: 'Filter by type' }));
  await user.click(await screen.findByRole('option', { name: 'put: modified' }));
  await waitFor(() => expect(rows()).toEqual([expect.stringMatching(/web-0y$/)]));
  await user.click(screen.getByRole('button', { name: 'Show all' }));
  await waitFor(() => expect(rows()).toHaveLength(4));
});

it('starts a watch again that has ended, from where it was or from now', async () => {
  const asked: (number | null)[] = [];
  const denied = new EtcdeckError({ code: 'AuthFailed', message: 'etcdserver: authentication failed' });
  const watch = async function* ({ startRevision }: { readonly startRevision: number | null }) {
    asked.push(startRevision);
    yield { kind: 'started', revision: startRevision ?? 7 } satisfies WatchNotice;
    if (asked.length < 3) throw denied;
    await new Promise(() => undefined);
  };
  const { user } = await aScreen({ api: { ...new MemoryKeyspace().api, watches: { watch, record: unrecorded } } });
  await user.click(await screen.findByRole('button', { name: 'New watch' }));
  await user.click(screen.getByRole('button', { name: 'Start watch' }));
  const again = await screen.findByRole('button', { name: 'Start again from revision 7' });
  expect(commandsFor('').map(({ id }) => id)).toContain('watches.again');
  await user.click(again);
  await user.click(await screen.findByRole('button', { name: 'Start again from now' }));
  await waitFor(() => expect(asked).toEqual([null, 7, null]));
  await screen.findByText('live');
  expect(screen.queryByRole('button', { name: /^Start again/ })).toBeNull();
});

it('offers what is left of history where it was compacted, and says what is lost', async () => {
  const asked: (number | null)[] = [];
  const watch = async function* ({ startRevision }: { readonly startRevision: number | null }) {
    asked.push(startRevision);
    yield { kind: 'started', revision: startRevision ?? 7 } satisfies WatchNotice;
    if (asked.length === 1) yield { kind: 'compacted', compactRevision: 1_200 } satisfies WatchNotice;
    else await new Promise(() => undefined);
  };
  const { user } = await aScreen({ api: { ...new MemoryKeyspace().api, watches: { watch, record: unrecorded } } });
  await user.click(await screen.findByRole('button', { name: 'New watch' }));
  await user.click(screen.getByRole('button', { name: 'Start watch' }));
  await screen.findByText(
    /What happened in revisions 7 to 1,200 was compacted and is lost\. Revision 1,201 is the oldest/,
  );
  expect(screen.queryByRole('button', { name: 'Start again from revision 7' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Start again from revision 1,201' }));
  await waitFor(() => expect(asked).toEqual([null, 1_201]));
  await waitFor(() => expect(events().textContent).toContain('Started again from revision 1,201'));
});

it('names an object, and what has changed in it', async () => {
  const keyspace = new MemoryKeyspace();
  const object = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' };
  const decode: Api['values']['decode'] = async ({ value }) => ({
    codec: 'kubernetes',
    codecs: ['kubernetes', 'hex'],
    text: new TextDecoder().decode(value.subarray(4)),
    language: 'yaml',
    canEncode: true,
    notes: [],
    object,
  });
  const { user } = await aScreen({ api: { ...keyspace.api, values: { ...keyspace.api.values, decode } } });
  await start(user, '/registry/');
  // Such bytes are no text.
  const stored = (replicas: number): Uint8Array => bytesOf(`k8s\u0001spec:\n  replicas: ${replicas}\n`);
  keyspace.put('/registry/deployments/shop/web', stored(3));
  keyspace.put('/registry/deployments/shop/web', stored(5));
  await screen.findByText('Deployment web: spec.replicas 3 → 5');
  await screen.findByText('Deployment web: created');
});

it('names the permission that a refused watch lacks', async () => {
  // biome-ignore lint/correctness/useYield: it is refused before anything comes.
  const watch = async function* (): AsyncGenerator<WatchNotice> {
    throw new EtcdeckError({ code: 'PermissionDenied', message: 'etcdserver: permission denied' });
  };
  const { user } = await aScreen({ api: { ...new MemoryKeyspace().api, watches: { watch, record: unrecorded } } });
  await user.click(await screen.findByRole('button', { name: 'New watch' }));
  await user.type(screen.getByRole('textbox', { name: 'Prefix' }), '/billing/');
  await user.click(screen.getByRole('button', { name: 'Start watch' }));
  await screen.findByText(/It needs the permission to read everything under \/billing\//);
});
