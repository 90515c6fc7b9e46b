import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { KeySearchNotice } from '../../../contract/search.ts';
import { atHead, sourceChoiceOf } from '../../parts/source/source-choice.ts';
import { didChange } from '../../state/changes-made.ts';
import { commandsFor } from '../../state/commands.ts';
import { planRequest, showPlan } from '../../state/plans.ts';
import { toasts } from '../../state/toasts.ts';
import { anOpenConnection, InWorkbench } from '../../testing/InWorkbench.tsx';
import { aConnection, MemoryKeyspace } from '../../testing/memory-keyspace.ts';
import { fedStream, type Script, scriptedApi } from '../../testing/scripted-api.ts';
import { bytesOf, toHex } from '../../ui/byte-text.ts';
import { KeysScreen } from './KeysScreen.tsx';

afterEach(cleanup);
beforeEach(() => {
  window.location.hash = '#/open/memory/keys';
  toasts.update(() => []);
  showPlan(null);
  sourceChoiceOf(aConnection).update(() => atHead);
});

function aScreen(keyspace: MemoryKeyspace, script: Script = {}) {
  const { api } = keyspace;
  const all = scriptedApi({ ...api, ...script, keys: { ...api.keys, ...script.keys } });
  render(
    <InWorkbench api={all} connection={anOpenConnection()}>
      <KeysScreen />
    </InWorkbench>,
  );
  return userEvent.setup();
}

function aKeyspace(): MemoryKeyspace {
  const keyspace = new MemoryKeyspace();
  keyspace.put('/app/a', 'one');
  keyspace.put('/app/b', 'three');
  keyspace.put('/jobs/x', 'x');
  return keyspace;
}

const row = (name: string) => screen.findByRole('treeitem', { name });
const rowOf = (table: HTMLElement, text: string) => within(table).getByText(text);
const run = (id: string): void =>
  commandsFor('')
    .find((command) => command.id === id)
    ?.run();
const hasCommand = (id: string): boolean => commandsFor('').some((command) => command.id === id);

async function planned(): Promise<unknown> {
  const asked: unknown[] = [];
  for await (const notice of planRequest.get()?.plan({}) ?? []) asked.push(notice);
  return asked;
}

it('lists every key beneath the prefix, reads values only for their sizes, and opens one', async () => {
  const keyspace = aKeyspace();
  const user = aScreen(keyspace);
  await user.click(await screen.findByRole('button', { name: 'Show as a list' }));
  const table = await screen.findByRole('grid', { name: 'Keys' });
  await within(table).findByText('/app/a');
  expect(screen.getByText('3 keys, all of them.')).toBeDefined();
  expect(keyspace.asked).not.toContain('list with values');
  await user.click(screen.getByRole('button', { name: 'Columns' }));
  await user.click(screen.getByRole('menuitemcheckbox', { name: /^Size/ }));
  await within(table).findByText('5 B');
  await user.keyboard('{Escape}');
  await user.dblClick(rowOf(table, '/app/b'));
  expect(await screen.findByRole('textbox', { name: 'Value of /app/b' })).toHaveProperty('value', 'three');
});

it('deletes the keys selected by one plan, and reads the list again when it has ended', async () => {
  const keyspace = aKeyspace();
  const asked: unknown[] = [];
  const user = aScreen(keyspace, {
    plans: {
      async *planDelete(request) {
        asked.push(request);
        yield { kind: 'progress', scanned: 2 };
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Show as a list' }));
  const table = await screen.findByRole('grid', { name: 'Keys' });
  await user.click(await within(table).findByText('/app/a'));
  await user.keyboard('{Shift>}{ArrowDown}{/Shift}');
  const bar = screen.getByRole('toolbar', { name: 'Selected keys' });
  expect(bar.textContent).toContain('2 keys selected');
  table.focus();
  await user.keyboard('{Delete}');
  expect(planRequest.get()?.title).toBe('Delete 2 keys?');
  await planned();
  const keys = [bytesOf('/app/a'), bytesOf('/app/b')];
  expect(asked).toEqual([{ connection: aConnection, keys: { kind: 'keys', keys } }]);
  keyspace.delete('/app/a');
  // The executor of the plan reports it.
  act(() => didChange(aConnection));
  await waitFor(() => expect(within(table).queryByText('/app/a')).toBeNull());
});

it('acts on all selected keys by the menu of one of them, and on another key alone', async () => {
  const user = aScreen(aKeyspace());
  await user.click(await screen.findByRole('button', { name: 'Show as a list' }));
  const table = await screen.findByRole('grid', { name: 'Keys' });
  await user.click(await within(table).findByText('/app/a'));
  await user.keyboard('{Shift>}{ArrowDown}{/Shift}');
  fireEvent.contextMenu(rowOf(table, '/app/a'));
  expect(screen.queryByRole('menuitem', { name: 'Open' })).toBeNull();
  await user.click(await screen.findByRole('menuitem', { name: 'Delete…' }));
  expect(planRequest.get()?.title).toBe('Delete 2 keys?');
  showPlan(null);
  fireEvent.contextMenu(rowOf(table, '/jobs/x'));
  await screen.findByRole('menuitem', { name: 'Open' });
  expect(screen.getByRole('toolbar', { name: 'Selected keys', hidden: true }).textContent).toContain('1 key selected');
});

it('deletes a folder by a plan, from its menu and by the keyboard', async () => {
  const user = aScreen(aKeyspace());
  fireEvent.contextMenu(await row('app/'));
  await user.click(await screen.findByRole('menuitem', { name: 'Delete folder…' }));
  expect(planRequest.get()?.title).toBe('Delete /app/…?');
  showPlan(null);
  await user.click(await row('jobs/'));
  screen.getByRole('tree', { name: 'Keys' }).focus();
  await user.keyboard('{Delete}');
  expect(planRequest.get()?.title).toBe('Delete /jobs/…?');
});

it('counts a folder when it is asked to, and says what it cost', async () => {
  const keyspace = aKeyspace();
  const user = aScreen(keyspace);
  fireEvent.contextMenu(await row('app/'));
  expect(keyspace.asked).not.toContain('count');
  await user.click(await screen.findByRole('menuitem', { name: 'Count its keys' }));
  await waitFor(() => expect(toasts.get()[0]?.text).toBe('2 keys in /app/… at revision 4.'));
  expect(toasts.get()[0]?.detail).toContain('1.0 ms');
});

it('searches by the keyboard, says how far it is, and never “not found” before the end', async () => {
  const found = fedStream<KeySearchNotice>();
  const user = aScreen(aKeyspace(), { keys: { search: (_request, options) => found.open(options?.signal) } });
  await row('app/');
  run('keys.search');
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Name contains' }));
  await user.keyboard('{Enter}');
  await screen.findByText(/Say what to look for/);
  await user.keyboard('x{Enter}');
  found.push({ kind: 'progress', scanned: 2, total: 3, at: bytesOf('/app/b'), revision: 4 });
  await screen.findByText('0 hits so far, scanned 2 of 3 keys.');
  expect(screen.queryByText('No key is like this')).toBeNull();
  const key = { key: bytesOf('/jobs/x'), createRevision: 4, modRevision: 4, version: 1 };
  found.push({ kind: 'hits', hits: [{ key, lease: null, bytes: null, excerpt: null }] });
  const hits = await screen.findByRole('grid', { name: 'Hits' });
  await user.dblClick(await within(hits).findByText('/jobs/x'));
  expect(await screen.findByRole('textbox', { name: 'Value of /jobs/x' })).toHaveProperty('value', 'x');
  await user.click(screen.getByRole('button', { name: 'Stop' }));
  expect(found.stopped()).toBe(1);
  await screen.findByRole('button', { name: 'Go on' });
});

it('goes to a revision that is typed, changes nothing there, and comes back to now', async () => {
  const keyspace = aKeyspace();
  keyspace.delete('/app/a');
  const asked: unknown[] = [];
  const user = aScreen(keyspace, {
    plans: {
      async *planPutBack(request) {
        asked.push(request);
        yield { kind: 'progress', scanned: 1 };
      },
    },
  });
  await user.click(await row('app/'));
  await row('b');
  expect(screen.queryByRole('treeitem', { name: 'a' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Look at the past' }));
  const field = await screen.findByRole('textbox', { name: 'Go to a revision or a time' });
  await user.type(field, '99{Enter}');
  await screen.findByText('The newest is 5.');
  await user.clear(field);
  await user.type(field, '4{Enter}');
  await row('a');
  expect(screen.getByRole('region', { name: 'Time' }).textContent).toContain('You see the past: revision 4');
  expect(screen.getByRole('button', { name: 'New key' })).toHaveProperty('disabled', true);
  expect(hasCommand('keys.save') || hasCommand('keys.delete-prefix')).toBe(false);

  fireEvent.contextMenu(await row('a'));
  expect(screen.queryByRole('menuitem', { name: 'Delete…' })).toBeNull();
  await user.click(screen.getByRole('menuitem', { name: 'Put back…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Put a back from revision 4' });
  await user.click(within(dialog).getByRole('button', { name: 'Plan' }));
  await planned();
  expect(asked).toMatchObject([
    { from: { source: { revision: 4 }, prefix: bytesOf('/app/') }, names: [bytesOf('a')], deletesExtra: false },
  ]);

  await user.click(within(screen.getByRole('region', { name: 'Time' })).getByRole('button', { name: 'Back to now' }));
  await waitFor(() => expect(screen.queryByRole('treeitem', { name: 'a' })).toBeNull());
  await row('b');
});

it('reads at the revision where the slider rests, and compares that moment with now', async () => {
  const keyspace = aKeyspace();
  keyspace.delete('/jobs/x');
  const user = aScreen(keyspace);
  await row('app/');
  run('keys.past');
  const slider = await screen.findByRole('slider', { name: 'Revision' });
  fireEvent.change(slider, { target: { value: '4' } });
  expect(screen.getByRole('region', { name: 'Time' }).textContent).toContain('revision 4');
  await row('jobs/');
  expect(sourceChoiceOf(aConnection).get().revision).toBe(4);
  await user.click(screen.getByRole('button', { name: 'Compare all with now' }));
  expect(window.location.hash).toBe(`#/open/memory/compare/${encodeURIComponent(`${toHex(bytesOf(''))}@4`)}`);
});

it('says why the history cannot be asked for', async () => {
  const keyspace = aKeyspace();
  keyspace.failing.set('timeline', new EtcdeckError({ code: 'PermissionDenied', message: 'permission denied' }));
  aScreen(keyspace);
  await row('app/');
  run('keys.past');
  const time = await screen.findByRole('region', { name: 'Time' });
  await within(time).findByRole('alert');
});
