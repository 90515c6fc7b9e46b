import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EtcdeckError } from '../../../../contract/failure.ts';
import { atHead, readAt, sourceChoiceOf } from '../../../parts/source/source-choice.ts';
import { commandsFor } from '../../../state/commands.ts';
import { toasts } from '../../../state/toasts.ts';
import { aConnection as aListedConnection } from '../../../testing/builders.ts';
import { anOpenConnection, InWorkbench } from '../../../testing/InWorkbench.tsx';
import { aConnection, MemoryKeyspace } from '../../../testing/memory-keyspace.ts';
import { scriptedApi } from '../../../testing/scripted-api.ts';
import { bytesOf, toHex, utf8Of } from '../../../ui/byte-text.ts';
import { KeysScreen } from '../KeysScreen.tsx';

afterEach(cleanup);
beforeEach(() => {
  window.location.hash = '#/open/memory/keys';
  toasts.update(() => []);
  sourceChoiceOf(aConnection).update(() => atHead);
});

function aScreen(keyspace: MemoryKeyspace) {
  render(
    <InWorkbench api={scriptedApi(keyspace.api)}>
      <KeysScreen />
    </InWorkbench>,
  );
  return { user: userEvent.setup() };
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

async function openKey(user: ReturnType<typeof userEvent.setup>, name: string): Promise<HTMLElement> {
  await user.click(await row('app/'));
  await user.click(await row(name));
  return screen.findByRole('textbox', { name: `Value of /app/${name}` });
}

const saveByCommand = (): void =>
  commandsFor('')
    .find((command) => command.id === 'keys.save')
    ?.run();

it('leads to who may read it', async () => {
  const { user } = aScreen(aKeyspace());
  await openKey(user, 'compact');
  const command = commandsFor('who').find(({ id }) => id === 'keys.who');
  expect(command?.title).toBe('Who can read this?');
  command?.run();
  expect(window.location.hash).toContain(`/access/${toHex(bytesOf('/app/compact'))}`);
});

it('shows what is not text byte by byte', async () => {
  const keyspace = aKeyspace();
  keyspace.put('/app/bytes', Uint8Array.of(0xff, 0x00, 0x41));
  const { user } = aScreen(keyspace);
  await user.click(await row('app/'));
  await user.click(await row('bytes'));
  const table = await screen.findByRole('table', { name: 'Value of /app/bytes' });
  expect(table.textContent).toContain('ff 00 41');
  expect(screen.getByRole('button', { name: 'Save' })).toHaveProperty('disabled', true);
});

it('says where an edit cannot be stored, and asks nothing', async () => {
  const keyspace = aKeyspace();
  const { user } = aScreen(keyspace);
  fireEvent.change(await openKey(user, 'compact'), { target: { value: '{\n  "a": \n}' } });
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText(/The text cannot be stored at line 2/);
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('covers a Secret until it is revealed, and lets nobody edit what is covered', async () => {
  const keyspace = aKeyspace();
  keyspace.put('/app/secret', '{"kind":"Secret","data":"clear"}');
  const { user } = aScreen(keyspace);
  const covered = await openKey(user, 'secret');
  expect(covered).toHaveProperty('readOnly', true);
  expect(document.body.textContent).not.toContain('clear');
  await user.click(screen.getByRole('button', { name: 'Reveal' }));
  await screen.findByText(/Secret data is shown in clear/);
  const editor = screen.getByRole('textbox', { name: 'Value of /app/secret' });
  expect(editor).toHaveProperty('readOnly', false);
  expect(editor).toHaveProperty('value', expect.stringContaining('"clear"'));
  await user.click(screen.getByRole('button', { name: 'Mask' }));
  await screen.findByText('Secret data is masked.');
});

it('edits bytes as hexadecimal digits', async () => {
  const keyspace = aKeyspace();
  keyspace.put('/app/bytes', Uint8Array.of(0xff, 0x00, 0x41));
  const { user } = aScreen(keyspace);
  await user.click(await row('app/'));
  await user.click(await row('bytes'));
  await user.click(await screen.findByRole('button', { name: 'Edit bytes' }));
  const editor = await screen.findByRole('textbox', { name: 'Value of /app/bytes' });
  expect(editor).toHaveProperty('value', 'ff 00 41');
  fireEvent.change(editor, { target: { value: 'ff 00 42' } });
  saveByCommand();
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(keyspace.get('/app/bytes')?.value).toEqual(Uint8Array.of(0xff, 0x00, 0x42)));
});

it('shows what a key was, compares it with now, and puts it back', async () => {
  const keyspace = aKeyspace();
  keyspace.put('/app/config', 'newer\n');
  const { user } = aScreen(keyspace);
  await openKey(user, 'config');
  await user.click(screen.getByRole('tab', { name: 'History' }));
  const history = await screen.findByRole('grid', { name: 'History' });
  await within(history).findByText('5');
  await user.click(within(history).getByText('2'));
  await user.click(screen.getByRole('button', { name: 'Compare with now' }));
  const compared = await screen.findByRole('dialog', { name: 'What changed' });
  await within(compared).findByText(/Revision 2 \| Now, revision 5/);
  await user.click(within(compared).getByRole('button', { name: 'Put the older one back…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Put revision 2 back?' });
  await within(dialog).findByText(/only if the key is still at revision 5/);
  const confirm = within(dialog).getByRole('button', { name: 'Put back' });
  await waitFor(() => expect(confirm).toHaveProperty('disabled', false));
  await user.click(confirm);
  await waitFor(() => expect(stored(keyspace, '/app/config')).toBe('a\nb\nc\n'));
});

it('shows the past to read only, and keeps an edit of now', async () => {
  const keyspace = aKeyspace();
  const { user } = aScreen(keyspace);
  fireEvent.change(await openKey(user, 'config'), { target: { value: 'mine\n' } });
  keyspace.put('/app/config', 'newer\n');
  act(() => readAt(aConnection, 2));
  const past = await screen.findByRole('textbox', { name: 'Value of /app/config' });
  await waitFor(() => expect(past).toHaveProperty('value', 'a\nb\nc\n'));
  expect(past).toHaveProperty('readOnly', true);
  expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
  act(() => readAt(aConnection, 1));
  await screen.findByText('This key did not exist at revision 1');
  act(() => readAt(aConnection, null));
  expect(await screen.findByRole('textbox', { name: 'Value of /app/config' })).toHaveProperty('value', 'mine\n');
});

it('reveals a Secret of the past for one key alone', async () => {
  const keyspace = aKeyspace();
  keyspace.put('/app/secret', '{"kind":"Secret","data":"clear"}');
  keyspace.put('/app/token', '{"kind":"Secret","data":"clear"}');
  const { user } = aScreen(keyspace);
  await openKey(user, 'secret');
  act(() => readAt(aConnection, keyspace.revision));
  await user.click(await screen.findByRole('button', { name: 'Reveal' }));
  await screen.findByText(/Secret data is shown in clear/);
  await user.click(await row('token'));
  await screen.findByText('Secret data is masked.');
  expect(document.body.textContent).not.toContain('clear');
});

it('says that a history has gone on, and why one cannot be read', async () => {
  const keyspace = aKeyspace();
  const { user } = aScreen(keyspace);
  await openKey(user, 'config');
  keyspace.failing.set('history', new EtcdeckError({ code: 'PermissionDenied', message: 'permission denied' }));
  await user.click(screen.getByRole('tab', { name: 'History' }));
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('Your user may not do this.');
  await user.click(within(alert).getByRole('button', { name: 'Try again' }));
  await screen.findByText(/^1 state, all that ever were\./);
  keyspace.put('/app/config', 'newer\n');
  await user.click(await screen.findByRole('button', { name: 'Read again' }));
  await screen.findByText(/^2 states,/);
});

it('reads from one member where quorum is lost, and says that it may be behind', async () => {
  const keyspace = aKeyspace();
  const lost = new EtcdeckError({ code: 'NoLeader', message: 'etcdserver: no leader' });
  keyspace.failing.set('get', lost);
  const { user } = aScreen(keyspace);
  await user.click(await row('app/'));
  await user.click(await row('config'));
  await user.click(await screen.findByRole('button', { name: 'Read what one member has (may be behind)' }));
  await screen.findByText(/You see what one member has/);
  expect(await screen.findByRole('textbox', { name: 'Value of /app/config' })).toHaveProperty('value', 'a\nb\nc\n');
  await user.click(screen.getByRole('button', { name: 'Read with quorum again' }));
  await waitFor(() => expect(screen.queryByText(/You see what one member has/)).toBeNull());
});

it('keeps the undo history of a key apart from that of another connection’s key of the same name', async () => {
  const documentOf = async (connection = anOpenConnection()): Promise<string | undefined> => {
    const { unmount } = render(
      <InWorkbench api={scriptedApi(aKeyspace().api)} connection={connection}>
        <KeysScreen />
      </InWorkbench>,
    );
    const value = await openKey(userEvent.setup(), 'config');
    const { document } = value.dataset;
    unmount();
    return document;
  };
  const { profile } = aListedConnection('other');
  expect(await documentOf()).not.toBe(await documentOf(anOpenConnection({ id: profile.id, profile })));
});
