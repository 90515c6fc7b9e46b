import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { OwnAccess } from '../../../contract/access.ts';
import type { Api } from '../../../contract/api.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { LeaseId } from '../../../contract/ids.ts';
import { commandsFor } from '../../state/commands.ts';
import { toasts } from '../../state/toasts.ts';
import { anOpenConnection, InWorkbench } from '../../testing/InWorkbench.tsx';
import { MemoryKeyspace } from '../../testing/memory-keyspace.ts';
import { type Script, scriptedApi } from '../../testing/scripted-api.ts';
import { bytesOf, toHex, utf8Of } from '../../ui/byte-text.ts';
import { KeysScreen } from './KeysScreen.tsx';

afterEach(cleanup);
beforeEach(() => {
  window.location.hash = '#/open/memory/keys';
  toasts.update(() => []);
});

function aScreen(keyspace: MemoryKeyspace, script: Script = {}, connection = anOpenConnection()) {
  const api = scriptedApi({ ...keyspace.api, ...script });
  const shown = render(
    <InWorkbench api={api} connection={connection}>
      <KeysScreen />
    </InWorkbench>,
  );
  return { ...shown, user: userEvent.setup() };
}

function aKeyspace(): MemoryKeyspace {
  const keyspace = new MemoryKeyspace();
  keyspace.put('/app/config', 'a\nb\nc\n');
  keyspace.put('/app/compact', '{"a":1}');
  keyspace.put('/other/key', 'x');
  return keyspace;
}

const row = (name: string) => screen.findByRole('treeitem', { name });
const stored = (keyspace: MemoryKeyspace, key: string): string | null => {
  const entry = keyspace.get(key);
  return entry === undefined ? null : utf8Of(entry.value);
};
const said = (): readonly string[] => toasts.get().map((toast) => toast.text);

async function openKey(user: ReturnType<typeof userEvent.setup>, name: string): Promise<HTMLElement> {
  await user.click(await row('app/'));
  await user.click(await row(name));
  return screen.findByRole('textbox', { name: `Value of /app/${name}` });
}

const saveByCommand = (): void =>
  commandsFor('')
    .find((command) => command.id === 'keys.save')
    ?.run();

it('shows what a save changes, and saves it', async () => {
  const keyspace = aKeyspace();
  const { user } = aScreen(keyspace);
  const editor = await openKey(user, 'config');
  expect(screen.getByRole('complementary', { name: 'Details' }).textContent).toContain('Mod revision2');
  fireEvent.change(editor, { target: { value: 'A\nb\nc\n' } });
  await screen.findByRole('tab', { name: '/app/config, not saved' });
  await user.click(screen.getByRole('button', { name: 'Save' }));
  const dialog = await screen.findByRole('dialog', { name: 'Save this change?' });
  expect(dialog.textContent).toContain('only if the key is still at revision 2');
  expect(stored(keyspace, '/app/config')).toBe('a\nb\nc\n');
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(stored(keyspace, '/app/config')).toBe('A\nb\nc\n'));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(said()).toEqual(['Saved /app/config at revision 5.']);
});

it('lays out JSON without spaces, and writes it without them', async () => {
  const keyspace = aKeyspace();
  const { user } = aScreen(keyspace);
  const editor = await openKey(user, 'compact');
  expect(editor).toHaveProperty('value', '{\n  "a": 1\n}');
  fireEvent.change(editor, { target: { value: '{\n  "a": 2\n}' } });
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(stored(keyspace, '/app/compact')).toBe('{"a":2}'));
});

it('shows a conflict, puts both edits together, and never overwrites unseen', async () => {
  const keyspace = aKeyspace();
  const { user } = aScreen(keyspace);
  const editor = await openKey(user, 'config');
  fireEvent.change(editor, { target: { value: 'mine\nb\nc\n' } });
  keyspace.put('/app/config', 'a\nb\ntheirs\n');
  await screen.findByText(/Changed by someone else at revision 5/);
  saveByCommand();
  const conflict = await screen.findByRole('dialog', { name: 'The key changed since you read it' });
  expect(within(conflict).getByText(/Theirs, revision 5/)).toBeDefined();
  await user.click(within(conflict).getByRole('button', { name: 'Merge and keep editing' }));
  await waitFor(() => expect(editor).toHaveProperty('value', 'mine\nb\ntheirs\n'));
  expect(stored(keyspace, '/app/config')).toBe('a\nb\ntheirs\n');
});

it('asks again when theirs changes while they are compared', async () => {
  const keyspace = aKeyspace();
  const { user } = aScreen(keyspace);
  const editor = await openKey(user, 'config');
  fireEvent.change(editor, { target: { value: 'mine\n' } });
  keyspace.put('/app/config', 'theirs\n');
  await user.click(await screen.findByRole('button', { name: 'Compare and merge…' }));
  keyspace.put('/app/config', 'theirs again\n');
  const overwrite = await screen.findByRole('button', { name: 'Overwrite theirs' });
  await screen.findByText(/Theirs, revision 6/);
  await user.click(overwrite);
  await waitFor(() => expect(stored(keyspace, '/app/config')).toBe('mine\n'));
});

it('says that the outcome is unknown, and offers to rule it out', async () => {
  const keyspace = aKeyspace();
  const { user } = aScreen(keyspace);
  const editor = await openKey(user, 'config');
  fireEvent.change(editor, { target: { value: 'mine\n' } });
  keyspace.failing.set(
    'put',
    new EtcdeckError({ code: 'OutcomeUnknown', message: 'lost', detail: { journalEntry: 'j1', mayStillHappen: 1 } }),
  );
  saveByCommand();
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(said()).toEqual([expect.stringContaining('it is not known whether')]));
  expect(toasts.get()[0]?.action?.label).toBe('Rule it out');
  expect(editor).toHaveProperty('value', 'mine\n');
});

it('keeps the dialog and says why when a save is refused', async () => {
  const keyspace = aKeyspace();
  const { user } = aScreen(keyspace);
  const editor = await openKey(user, 'config');
  fireEvent.change(editor, { target: { value: 'mine\n' } });
  keyspace.failing.set(
    'put',
    new EtcdeckError({ code: 'NoSpace', message: 'etcdserver: mvcc: database space exceeded' }),
  );
  saveByCommand();
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect((await within(dialog).findByRole('alert')).textContent).toMatch(/space/i);
});

it('creates a key that does not exist, and none that does', async () => {
  const keyspace = aKeyspace();
  const { user } = aScreen(keyspace);
  await row('app/');
  await user.click(screen.getByRole('button', { name: 'New key' }));
  const dialog = await screen.findByRole('dialog', { name: 'New key' });
  const name = within(dialog).getByRole('textbox', { name: 'Key' });
  fireEvent.change(name, { target: { value: '/app/config' } });
  fireEvent.change(within(dialog).getByRole('textbox', { name: 'Value' }), { target: { value: 'new' } });
  await user.click(within(dialog).getByRole('button', { name: 'Create key' }));
  await within(dialog).findByText('This key exists already. Nothing was written.');
  expect(stored(keyspace, '/app/config')).toBe('a\nb\nc\n');
  fireEvent.change(name, { target: { value: '/app/fresh' } });
  await user.click(within(dialog).getByRole('button', { name: 'Create key' }));
  await screen.findByRole('tab', { name: '/app/fresh' });
  expect(stored(keyspace, '/app/fresh')).toBe('new');
});

it('deletes a key as it is shown, and offers to undo it by the journal', async () => {
  const keyspace = aKeyspace();
  const undone: string[] = [];
  const plans = {
    planUndo: ({ journalEntry }: { readonly journalEntry: string }) => {
      undone.push(journalEntry);
      throw new EtcdeckError({ code: 'JournalEntryUnknown', message: 'gone' });
    },
  };
  const { user } = aScreen(keyspace, { plans });
  await openKey(user, 'config');
  await user.click(screen.getByRole('button', { name: 'Delete' }));
  const dialog = await screen.findByRole('dialog', { name: 'Delete this key?' });
  const confirm = within(dialog).getByRole('button', { name: 'Delete key' });
  await waitFor(() => expect(confirm).toHaveProperty('disabled', false));
  await user.click(confirm);
  await waitFor(() => expect(stored(keyspace, '/app/config')).toBeNull());
  await waitFor(() => expect(screen.queryByRole('treeitem', { name: 'config' })).toBeNull());
  const [toast] = toasts.get();
  expect(toast?.action?.label).toBe('Undo');
  toast?.action?.run();
  await waitFor(() => expect(said()).toContainEqual(expect.stringMatching(/^Nothing was undone/)));
  expect(undone).toEqual(['write 1']);
});

it('notices a change that comes while a save is asked about', async () => {
  const keyspace = aKeyspace();
  const { user } = aScreen(keyspace);
  fireEvent.change(await openKey(user, 'config'), { target: { value: 'mine\n' } });
  saveByCommand();
  const dialog = await screen.findByRole('dialog', { name: 'Save this change?' });
  keyspace.put('/app/config', 'theirs\n');
  await within(dialog).findByText(/Changed by someone else meanwhile, at revision 5/);
  expect(within(dialog).getByRole('button', { name: 'Save' })).toHaveProperty('disabled', true);
  await user.click(within(dialog).getByRole('button', { name: 'Compare and merge…' }));
  await screen.findByRole('dialog', { name: 'The key changed since you read it' });
  expect(stored(keyspace, '/app/config')).toBe('theirs\n');
});

it('gives a key the lease that is asked for', async () => {
  const keyspace = aKeyspace();
  const { user } = aScreen(keyspace);
  fireEvent.change(await openKey(user, 'config'), { target: { value: 'mine\n' } });
  saveByCommand();
  const dialog = await screen.findByRole('dialog', { name: 'Save this change?' });
  await user.click(within(dialog).getByRole('radio', { name: 'Another' }));
  const save = within(dialog).getByRole('button', { name: 'Save' });
  expect(save).toHaveProperty('disabled', true);
  await user.type(within(dialog).getByRole('textbox', { name: 'Lease id' }), '694d7a5b0c3e1f02');
  expect(dialog.textContent).toContain('--lease=694d7a5b0c3e1f02');
  await user.click(save);
  await waitFor(() => expect(keyspace.get('/app/config')?.lease).toBe('694d7a5b0c3e1f02'));
});

it('takes a key off its lease without touching its value', async () => {
  const keyspace = aKeyspace();
  // A lease's id as the contract has it.
  keyspace.put('/app/config', 'leased', '694d7a5b0c3e1f02' as LeaseId);
  const { user } = aScreen(keyspace);
  await openKey(user, 'config');
  await user.click(screen.getByRole('button', { name: 'Change lease…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Change the lease?' });
  const save = within(dialog).getByRole('button', { name: 'Save' });
  expect(save).toHaveProperty('disabled', true);
  await user.click(within(dialog).getByRole('radio', { name: 'None' }));
  await user.click(save);
  await waitFor(() => expect(keyspace.get('/app/config')?.lease).toBeNull());
  expect(stored(keyspace, '/app/config')).toBe('leased');
});

it('shows a deletion by someone else, and creates the key again', async () => {
  const keyspace = aKeyspace();
  const { user } = aScreen(keyspace);
  await openKey(user, 'config');
  keyspace.delete('/app/config');
  await screen.findByText(/Deleted since you read it/);
  await user.click(screen.getByRole('button', { name: 'Create it again' }));
  await waitFor(() => expect(stored(keyspace, '/app/config')).toBe('a\nb\nc\n'));
});

it('keeps an edit while other screens are shown, and asks before it is thrown away', async () => {
  const keyspace = aKeyspace();
  const api = scriptedApi(keyspace.api);
  const page = (
    <InWorkbench api={api}>
      <KeysScreen />
    </InWorkbench>
  );
  const first = render(page);
  const user = userEvent.setup();
  fireEvent.change(await openKey(user, 'config'), { target: { value: 'mine\n' } });
  first.unmount();
  await waitFor(() => expect(keyspace.watchCount).toBe(0));
  render(page);
  expect(await screen.findByRole('textbox', { name: 'Value of /app/config' })).toHaveProperty('value', 'mine\n');
  screen.getByRole('tab', { name: '/app/config, not saved' }).focus();
  await user.keyboard('{Delete}');
  const dialog = await screen.findByRole('dialog', { name: 'Discard your edit?' });
  await user.click(within(dialog).getByRole('button', { name: 'Discard edit' }));
  await screen.findByText('No key is open');
});

it('goes between tree and value by keyboard', async () => {
  const { user } = aScreen(aKeyspace());
  const editor = await openKey(user, 'config');
  screen.getByRole('tree', { name: 'Keys' }).focus();
  await user.keyboard('{F6}');
  expect(document.activeElement).toBe(editor);
  await user.keyboard('{F6}');
  expect(document.activeElement).toBe(screen.getByRole('tree', { name: 'Keys' }));
});

it('opens the key that the address asks for', async () => {
  window.location.hash = `#/open/memory/keys/${toHex(bytesOf('/other/key'))}`;
  aScreen(aKeyspace());
  expect(await screen.findByRole('textbox', { name: 'Value of /other/key' })).toHaveProperty('value', 'x');
  expect(window.location.hash).toBe('#/open/memory/keys');
});

it('jumps to a prefix, and says when nothing begins with it', async () => {
  const { user } = aScreen(aKeyspace());
  await row('app/');
  const field = screen.getByRole('textbox', { name: 'Jump to a prefix' });
  await user.type(field, '/app/con{Enter}');
  await waitFor(() => expect(screen.getAllByRole('treeitem').map((each) => each.textContent)).toEqual(['config']));
  await user.clear(screen.getByRole('textbox', { name: 'Jump to a prefix' }));
  await user.type(screen.getByRole('textbox', { name: 'Jump to a prefix' }), '/nothing{Enter}');
  await screen.findByText('No key begins with this prefix');
  await user.click(screen.getByRole('button', { name: 'Show all keys' }));
  await row('app/');
});

it('lets what is typed take the place of the prefix that was jumped to', async () => {
  const { user } = aScreen(aKeyspace());
  await row('app/');
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Jump to a prefix' });
  await user.type(field, '/app/{Enter}');
  await row('config');
  act(() =>
    commandsFor('')
      .find(({ id }) => id === 'keys.jump')
      ?.run(),
  );
  await user.keyboard('/other/{Enter}');
  await row('key');
  expect(field.value).toBe('/other/');
});

it('lets nothing be written while the connection is read-only, and says why and how it is unlocked', async () => {
  const keyspace = aKeyspace();
  const base = anOpenConnection();
  const readOnly = { reason: 'production' as const, unlockedUntil: null };
  const { user } = aScreen(keyspace, {}, { ...base, state: { ...base.state, readOnly } });
  fireEvent.change(await openKey(user, 'config'), { target: { value: 'mine\n' } });
  saveByCommand();
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain('Read-only, as production is.');
  within(dialog).getByRole('textbox', { name: 'Type “memory” to unlock it' });
  expect(within(dialog).getByRole('button', { name: 'Save' })).toHaveProperty('disabled', true);
});

/** A user who may read beneath /app/ and write nothing. */
const limitedAccess: OwnAccess = {
  kind: 'limited',
  user: 'reader',
  isOfCertificate: false,
  ranges: [{ role: 'app-reader', key: bytesOf('/app/'), end: bytesOf('/app0'), canRead: true, canWrite: false }],
  complete: true,
};

it('says of a level that it is a part, which, and goes there; and before a save that it will be refused', async () => {
  const keyspace = new MemoryKeyspace();
  keyspace.put('/app/config', 'one');
  const { keys } = keyspace.api;
  const children: Api['keys']['children'] = async function* (request) {
    for await (const page of keys.children(request)) {
      yield request.prefix.length < 5 ? { ...page, isPartial: true } : page;
    }
  };
  const open = anOpenConnection();
  const connection = { ...open, profile: { ...open.profile, user: 'reader' } };
  const own = vi.fn(async () => limitedAccess);
  const { user } = aScreen(keyspace, { keys: { ...keys, children }, access: { own } }, connection);
  const notice = await screen.findByText(/may read only/);
  expect(notice.textContent).toBe(
    'Your user, reader, may read only /app/ (role app-reader). Other keys are not shown.',
  );
  await user.click(await row('config'));
  await screen.findByText(/may read this key \(role app-reader\) and not write it/);
  const editor = await screen.findByRole('textbox', { name: 'Value of /app/config' });
  await user.type(editor, '!');
  saveByCommand();
  const dialog = await screen.findByRole('dialog', { name: 'Save this change?' });
  expect(dialog.textContent).toContain('may read this key (role app-reader) and not write it');
  await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  await user.click(screen.getByRole('button', { name: '/app/' }));
  await waitFor(() => expect(screen.queryByText(/may read only/)).toBeNull());
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Jump to a prefix' }).value).toBe('/app/');
});

it('says of a prefix that is denied what may be read instead, and leads back', async () => {
  const keyspace = aKeyspace();
  const detail = { user: 'reader', readable: '/app/ (role app-reader)' };
  const denial = new EtcdeckError({ code: 'PermissionDenied', message: 'the user reader may not read this', detail });
  keyspace.failing.set('children /other/', denial);
  const { user } = aScreen(keyspace);
  await row('app/');
  await user.type(screen.getByRole('textbox', { name: 'Jump to a prefix' }), '/other/{Enter}');
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('Your user, reader, may not read this.');
  expect(alert.textContent).toContain('It may read /app/ (role app-reader).');
  expect(alert.textContent).not.toContain('the user reader');
  await user.click(within(alert).getByRole('button', { name: 'Show what you may read' }));
  await row('app/');
});

it('says why the keys cannot be read, and tries again', async () => {
  const keyspace = aKeyspace();
  keyspace.failing.set('children ', new EtcdeckError({ code: 'PermissionDenied', message: 'permission denied' }));
  const { user } = aScreen(keyspace);
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('Your user may not do this.');
  await user.click(within(alert).getByRole('button', { name: 'Try again' }));
  await row('app/');
});
