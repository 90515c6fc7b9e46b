import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ClusterId } from '../../../contract/ids.ts';
import { atHead, sourceChoiceOf } from '../../parts/source/source-choice.ts';
import { areAllKept, recallEdits, unsavedEdits } from '../../state/unsaved.ts';
import { aConnectionState } from '../../testing/builders.ts';
import { anOpenConnection, InWorkbench } from '../../testing/InWorkbench.tsx';
import { aConnection, MemoryKeyspace } from '../../testing/memory-keyspace.ts';
import { scriptedApi, someSettings } from '../../testing/scripted-api.ts';
import { utf8Of } from '../../ui/byte-text.ts';
import { KeysScreen } from './KeysScreen.tsx';

const ours = 'cdf818194e3a8c32' as ClusterId;

beforeEach(() => {
  window.location.hash = '#/open/memory/keys';
  window.sessionStorage.clear();
  recallEdits();
  sourceChoiceOf(aConnection).update(() => atHead);
});
afterEach(cleanup);

/** A page that has just been loaded: nothing of the one before is in it but what the window remembers. */
function aPage(keyspace: MemoryKeyspace, clusterId: ClusterId | null = ours) {
  // A page that goes cleans nothing up, and what it remembers then is all that is left.
  window.dispatchEvent(new Event('pagehide'));
  const memory = Object.entries({ ...window.sessionStorage });
  cleanup();
  window.sessionStorage.clear();
  for (const [name, text] of memory) window.sessionStorage.setItem(name, text);
  recallEdits();
  const connection = anOpenConnection({ state: aConnectionState({ clusterId }) });
  render(
    <InWorkbench api={scriptedApi(keyspace.api)} connection={connection}>
      <KeysScreen />
    </InWorkbench>,
  );
  return userEvent.setup();
}

function aKeyspace(): MemoryKeyspace {
  const keyspace = new MemoryKeyspace();
  keyspace.put('/app/config', 'a\nb\nc\n');
  keyspace.put('/app/secret', '{"kind":"Secret","data":"hunter2"}');
  return keyspace;
}

const row = (name: string) => screen.findByRole('treeitem', { name });
const editor = (key: string) => screen.findByRole<HTMLTextAreaElement>('textbox', { name: `Value of ${key}` });

async function edit(key: string, text: string): Promise<void> {
  fireEvent.change(await editor(key), { target: { value: text } });
}
const kept = () => act(() => areAllKept());
const stored = (): string => JSON.stringify({ ...window.sessionStorage });

it('brings an edit back after a reload, and says so until it is saved', async () => {
  const keyspace = aKeyspace();
  const user = aPage(keyspace);
  await user.click(await row('config'));
  await edit('/app/config', 'mine');
  expect(await kept()).toBe(true);

  aPage(keyspace);
  await waitFor(async () => expect((await editor('/app/config')).value).toBe('mine'));
  expect(screen.getByText('Draft kept from before the reload.')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Save' }));
  const dialog = await screen.findByRole('dialog', { name: 'Save this change?' });
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(utf8Of(keyspace.get('/app/config')?.value ?? new Uint8Array())).toBe('mine'));
  await waitFor(() => expect(unsavedEdits.get().size).toBe(0));
  expect(screen.queryByText('Draft kept from before the reload.')).toBeNull();
  expect(stored()).not.toContain('mine');
});

it('gives a kept edit up for what is stored', async () => {
  const keyspace = aKeyspace();
  const user = aPage(keyspace);
  await user.click(await row('config'));
  await edit('/app/config', 'mine');
  await kept();
  aPage(keyspace);
  await screen.findByText('Draft kept from before the reload.');
  await user.click(screen.getByRole('button', { name: 'Discard' }));
  expect((await editor('/app/config')).value).toBe('a\nb\nc\n');
  expect(unsavedEdits.get().size).toBe(0);
});

it('holds a kept edit against what somebody else wrote during the reload', async () => {
  const keyspace = aKeyspace();
  const user = aPage(keyspace);
  await user.click(await row('config'));
  await edit('/app/config', 'A\nb\nc\n');
  await kept();
  keyspace.put('/app/config', 'a\nb\nC\n');
  aPage(keyspace);
  await screen.findByText(/Changed by someone else at revision 4. Your edit is based on revision 2/);
  expect((await editor('/app/config')).value).toBe('A\nb\nc\n');
  await user.click(screen.getByRole('button', { name: 'Compare and merge…' }));
  const dialog = await screen.findByRole('dialog', { name: 'The key changed since you read it' });
  await user.click(within(dialog).getByRole('button', { name: 'Merge and keep editing' }));
  expect((await editor('/app/config')).value).toBe('A\nb\nC\n');
});

it('keeps nothing of a Secret that was revealed, nor of one that is typed', async () => {
  const keyspace = aKeyspace();
  const user = aPage(keyspace);
  await user.click(await row('secret'));
  await user.click(await screen.findByRole('button', { name: 'Reveal' }));
  await waitFor(async () => expect((await editor('/app/secret')).value).toContain('hunter2'));
  await edit('/app/secret', '{"kind":"Secret","data":"hunter3"}');
  expect(await kept()).toBe(false);
  expect([...unsavedEdits.get().values()]).toMatchObject([{ title: '/app/secret', draft: null }]);
  expect(stored()).not.toContain('hunter');

  await user.click(await row('config'));
  await edit('/app/config', '{"kind":"Secret","data":"hunter4"}');
  expect(await kept()).toBe(false);
  expect(unsavedEdits.get().size).toBe(2);
  expect(stored()).not.toContain('hunter');
});

it('brings an edit back on the cluster that it was made on, and on no other', async () => {
  const keyspace = aKeyspace();
  const user = aPage(keyspace);
  await user.click(await row('config'));
  await edit('/app/config', 'mine');
  await kept();
  aPage(keyspace, '0000000000000001' as ClusterId);
  await user.click(await row('config'));
  expect((await editor('/app/config')).value).toBe('a\nb\nc\n');
  expect(unsavedEdits.get().size).toBe(1);
  aPage(keyspace);
  await waitFor(async () => expect((await editor('/app/config')).value).toBe('mine'));
});

it('names an edit of a cluster that is not known, and keeps nothing of it', async () => {
  const keyspace = aKeyspace();
  const user = aPage(keyspace, null);
  await user.click(await row('config'));
  await edit('/app/config', 'mine');
  expect(await kept()).toBe(false);
  expect(unsavedEdits.get().size).toBe(1);
});

it('types a new key on after a reload, and keeps nothing of one that holds a Secret', async () => {
  const keyspace = aKeyspace();
  const user = aPage(keyspace);
  await row('config');
  await user.click(screen.getByRole('button', { name: 'New key' }));
  const value = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Value' });
  fireEvent.change(screen.getByRole('textbox', { name: 'Key' }), { target: { value: '/app/new' } });
  fireEvent.change(await value(), { target: { value: 'planned' } });
  expect(await kept()).toBe(true);
  aPage(keyspace);
  const dialog = await screen.findByRole('dialog', { name: 'New key' });
  expect((await value()).value).toBe('planned');
  expect(within(dialog).getByText('Draft kept from before the reload.')).toBeDefined();
  fireEvent.change(await value(), { target: { value: '{"kind":"Secret","data":"hunter2"}' } });
  expect(await kept()).toBe(false);
  expect(stored()).not.toContain('hunter');
  await user.click(within(dialog).getByRole('button', { name: 'Discard' }));
  expect((await value()).value).toBe('');
  await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(unsavedEdits.get().size).toBe(0));
});

function aDeepKeyspace(): MemoryKeyspace {
  const keyspace = aKeyspace();
  for (let at = 0; at < 200; at++) keyspace.put(`/app/many/${String(at).padStart(3, '0')}`, 'x');
  keyspace.put('/jobs/nightly/last', 'x');
  keyspace.put('/jobs/weekly/last', 'x');
  return keyspace;
}

it('shows the tree as it was left: prefix, open folders, place, tabs', async () => {
  const keyspace = aDeepKeyspace();
  const user = aPage(keyspace);
  const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Jump to a prefix' });
  await user.click(await row('jobs/'));
  await user.click(await row('weekly/'));
  await row('last');
  await user.type(field(), '/app/{Enter}');
  await user.click(await row('many/'));
  await user.click(await row('003'));
  await editor('/app/many/003');
  const tree = screen.getByRole('tree', { name: 'Keys' });
  tree.scrollTop = 150 * 24;
  fireEvent.scroll(tree);
  await row('150');

  const asked = keyspace.asked.length;
  aPage(keyspace);
  await row('150');
  expect(field().value).toBe('/app/');
  const tab = await screen.findByRole('tab', { name: '/app/many/003' });
  expect(tab.getAttribute('aria-selected')).toBe('true');
  expect(keyspace.asked.slice(asked).filter((what) => what.startsWith('children'))).toEqual([
    'children /app/',
    'children /app/many/',
  ]);
});

it('shows honestly that a prefix is gone, and opens what is still there', async () => {
  const keyspace = aDeepKeyspace();
  const user = aPage(keyspace);
  await user.click(await row('jobs/'));
  await user.click(await row('weekly/'));
  await user.click(await row('nightly/'));
  await waitFor(() => expect(screen.getAllByRole('treeitem', { name: 'last' })).toHaveLength(2));
  keyspace.delete('/jobs/weekly/last');
  aPage(keyspace);
  await row('last');
  expect(screen.queryByRole('treeitem', { name: 'weekly/' })).toBeNull();

  await user.type(screen.getByRole('textbox', { name: 'Jump to a prefix' }), '/jobs/{Enter}');
  await row('nightly/');
  keyspace.delete('/jobs/nightly/last');
  aPage(keyspace);
  await screen.findByText('No key begins with this prefix');
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Jump to a prefix' }).value).toBe('/jobs/');
});

it('remembers what is searched for by name, and nothing of a value', async () => {
  const keyspace = aKeyspace();
  const user = aPage(keyspace);
  await row('config');
  await user.click(screen.getByRole('button', { name: 'Search for keys' }));
  const fieldOf = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
  fireEvent.change(fieldOf('Name contains'), { target: { value: 'config' } });
  fireEvent.change(fieldOf('Value contains'), { target: { value: 'hunter2' } });
  expect(stored()).not.toContain('hunter');
  aPage(keyspace);
  await screen.findByRole('textbox', { name: 'Name contains' });
  expect(fieldOf('Name contains').value).toBe('config');
  expect(fieldOf('Value contains').value).toBe('');
});

it('begins a window with the keys and not with the search of another', async () => {
  const settings = someSettings({ layout: { 'keys.view': '"search"' } });
  const api = scriptedApi({ ...aKeyspace().api, settings: { get: async () => settings } });
  render(
    <InWorkbench api={api}>
      <KeysScreen />
    </InWorkbench>,
  );
  await row('config');
});
