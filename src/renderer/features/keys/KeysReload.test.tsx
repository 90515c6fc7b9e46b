import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ClusterId } from '../../../contract/ids.ts';
import { areAllKept, recallEdits, unsavedEdits } from '../../state/unsaved.ts';
import { aConnectionState } from '../../testing/builders.ts';
import { anOpenConnection, InWorkbench } from '../../testing/InWorkbench.tsx';
import { aConnection, MemoryKeyspace } from '../../testing/memory-keyspace.ts';
import { scriptedApi } from '../../testing/scripted-api.ts';
import { utf8Of } from '../../ui/byte-text.ts';
import { KeysScreen } from './KeysScreen.tsx';
import { atHead, sourceChoiceOf } from './key-source-choice.ts';

vi.mock('../../ui/CodeEditor.tsx', () => import('../../testing/plain-editors.tsx'));
vi.mock('../../ui/DiffEditor.tsx', () => import('../../testing/plain-editors.tsx'));

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
  cleanup();
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
  await user.click(screen.getByRole('button', { name: 'Compare' }));
  const dialog = await screen.findByRole('dialog', { name: 'The key changed since you read it' });
  await user.click(within(dialog).getByRole('button', { name: 'Keep editing on top of theirs' }));
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
