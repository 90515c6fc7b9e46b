import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Api } from '../../../contract/api.ts';
import { snapshotKeys } from '../../../contract/key-source.ts';
import { awaitedPlan } from '../../state/awaited-plan.ts';
import { commandsFor } from '../../state/commands.ts';
import { aConnection } from '../../testing/builders.ts';
import { aCoverage, aFile, aFileOrigin, InFile } from '../../testing/InFile.tsx';
import { MemoryKeyspace } from '../../testing/memory-keyspace.ts';
import { scriptedApi } from '../../testing/scripted-api.ts';
import { bytesOf, toHex } from '../../ui/byte-text.ts';
import { KeysScreen } from './KeysScreen.tsx';
import { viewTitles } from './keys-view.ts';

vi.mock('../../ui/CodeEditor.tsx', () => import('../../testing/plain-editors.tsx'));

afterEach(cleanup);
beforeEach(() => {
  awaitedPlan.update(() => null);
  window.location.hash = '#/file/x/keys';
  window.sessionStorage.clear();
});

function aScreen(): MemoryKeyspace {
  const keyspace = new MemoryKeyspace();
  keyspace.put('/app/config', 'a\nb\n');
  keyspace.put('/app/mode', 'on');
  // What a file has no use for fails the test: a watch, a history, a write.
  const { keys, values } = keyspace.api;
  render(
    <InFile api={scriptedApi({ keys, values })}>
      <KeysScreen />
    </InFile>,
  );
  return keyspace;
}

const row = (name: string) => screen.findByRole('treeitem', { name });

it('browses the keys of a file to read only, and watches nothing', async () => {
  const keyspace = aScreen();
  await userEvent.click(await row('config'));
  const value = await screen.findByRole('textbox', { name: 'Value of /app/config' });
  expect(value).toHaveProperty('value', 'a\nb\n');
  expect(value).toHaveProperty('readOnly', true);
  expect(keyspace.watchCount).toBe(0);
  for (const absent of ['New key', 'Import keys', 'Look at the past', 'Save', 'Delete']) {
    expect(screen.queryByRole('button', { name: absent })).toBeNull();
  }
  expect(screen.queryByRole('tab', { name: 'History' })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Copy' }));
  expect(screen.getByRole('menuitem', { name: 'Copy key' })).toBeTruthy();
  expect(screen.queryByRole('menuitem', { name: 'Copy as etcdctl' })).toBeNull();
  await userEvent.keyboard('{Escape}');
  expect(screen.getByRole('complementary', { name: 'Details' }).textContent).toContain('Mod revision2');
});

it('offers for a row what a file can do, and no command that writes or needs a time', async () => {
  aScreen();
  fireEvent.contextMenu(await row('config'));
  const items = within(await screen.findByRole('menu')).getAllByRole('menuitem');
  expect(items.map(({ textContent }) => textContent)).toEqual(['Open', 'Copy key', 'Export…', 'Put back…']);
  const ids = commandsFor('').map(({ id }) => id);
  expect(ids).toContain('keys.search');
  expect(ids).toContain('keys.export');
  expect(ids).toContain('keys.put-back');
  for (const id of ['keys.new', 'keys.save', 'keys.import', 'keys.delete-prefix', 'keys.past', 'keys.one-member']) {
    expect(ids).not.toContain(id);
  }
});

/** Chooses a connection in the dialog, and returns what core is asked to plan. */
async function planned(title: string, request: ReturnType<typeof askedPlans>): Promise<unknown> {
  const dialog = await screen.findByRole('dialog', { name: title });
  await userEvent.click(await within(dialog).findByRole('combobox', { name: 'Into which connection' }));
  await userEvent.click(await screen.findByRole('option', { name: 'staging' }));
  await userEvent.click(within(dialog).getByRole('button', { name: 'Plan' }));
  const awaited = awaitedPlan.get();
  if (awaited === null) throw new Error('no plan waits');
  for await (const _ of awaited.request.plan({})) break;
  awaited.request.onDidDismiss?.();
  return request.mock.lastCall?.[0];
}

const askedPlans = () => vi.fn<Api['plans']['planPutBack']>(async function* () {});

function aSnapshot() {
  const keyspace = new MemoryKeyspace();
  keyspace.put('/app/config', 'a\n');
  keyspace.put('/app/config', 'b\n');
  keyspace.put('/app/config', 'c\n');
  const { keys, values, history } = keyspace.api;
  const planPutBack = askedPlans();
  async function* open() {
    yield { kind: 'opened', origin: aFileOrigin() } as const;
    await new Promise(() => undefined);
  }
  const list = async () => [aConnection('staging')];
  const api = scriptedApi({ keys, values, history, plans: { planPutBack }, sources: { open }, connections: { list } });
  render(
    <InFile api={api} keys={snapshotKeys('/tmp/a.db')} origin={{ hasHistory: true }}>
      <KeysScreen />
    </InFile>,
  );
  return planPutBack;
}

it('puts a key of a snapshot back as it is at the latest', async () => {
  const planPutBack = aSnapshot();
  await userEvent.click(await row('config'));
  await userEvent.click(await screen.findByRole('button', { name: 'Put back…' }));
  expect(await planned('Put config back from a.db', planPutBack)).toMatchObject({
    from: { source: snapshotKeys('/tmp/a.db'), prefix: bytesOf('/app/') },
    names: [bytesOf('config')],
  });
});

it('puts a former state of a key back from a snapshot’s history', async () => {
  const planPutBack = aSnapshot();
  await userEvent.click(await row('config'));
  await userEvent.click(await screen.findByRole('tab', { name: 'History' }));
  const history = await screen.findByRole('grid', { name: 'History' });
  await userEvent.click((await within(history).findAllByRole('row'))[2] ?? history);
  const details = screen.getByRole('complementary', { name: 'Details' });
  await userEvent.click(within(details).getByRole('button', { name: 'Put back…' }));
  expect(await planned('Put config back from revision 3 of a.db', planPutBack)).toMatchObject({
    from: { source: snapshotKeys('/tmp/a.db', 3), prefix: bytesOf('/app/') },
    names: [bytesOf('config')],
  });
});

it('asks core for the file itself, whatever of it is read', async () => {
  const keyspace = new MemoryKeyspace();
  keyspace.put('/app/config', 'a\n');
  const { keys, values } = keyspace.api;
  const asked: unknown[] = [];
  const noting = {
    children: (request: Parameters<typeof keys.children>[0]) => {
      asked.push(request.source);
      return keys.children(request);
    },
    get: (request: Parameters<typeof keys.get>[0]) => {
      asked.push(request.source);
      return keys.get(request);
    },
  };
  render(
    <InFile api={scriptedApi({ keys: { ...keys, ...noting }, values })}>
      <KeysScreen />
    </InFile>,
  );
  await userEvent.click(await row('config'));
  await screen.findByRole('textbox', { name: 'Value of /app/config' });
  expect(new Set(asked)).toEqual(new Set([aFile]));
});

it('shows no hits of before once the file is opened again: it may hold something else', async () => {
  const { keys, values } = new MemoryKeyspace().api;
  const ended = { kind: 'ended', reason: 'complete', scanned: 2, skippedValues: 0, costlyValues: 0 } as const;
  async function* search() {
    yield { ...ended, next: null, revision: 7 };
  }
  const api = scriptedApi({ keys: { ...keys, search }, values });
  const opened = (source: typeof aFile) =>
    render(
      <InFile api={api} keys={source}>
        <KeysScreen />
      </InFile>,
    );
  const { unmount } = opened(aFile);
  await userEvent.click(await screen.findByRole('button', { name: viewTitles.search }));
  await userEvent.type(screen.getByRole('textbox', { name: 'Name contains' }), 'mode{Enter}');
  await screen.findByText('No key is like this');
  unmount();
  opened({ ...aFile });
  await screen.findByText('Search names and values');
  expect(screen.queryByText('No key is like this')).toBeNull();
});

it('says what looking into values costs of a file, where no member answers', async () => {
  aScreen();
  await userEvent.click(await screen.findByRole('button', { name: viewTitles.search }));
  await userEvent.type(screen.getByRole('textbox', { name: 'Value contains' }), 'on');
  await screen.findByText('Looks into the values of all keys that fulfil the rest, one after the other.');
  expect(screen.queryByText(/member/)).toBeNull();
});

it('calls a revision unknown that the file does not say', async () => {
  const keyspace = new MemoryKeyspace();
  keyspace.put('/app/config', 'a\n');
  const { keys, values } = keyspace.api;
  const none = { createRevision: 0, modRevision: 0, version: 0 };
  const get = async (request: Parameters<typeof keys.get>[0]) => {
    const { entry } = await keys.get(request);
    return { entry: entry === null ? null : { ...entry, ...none }, revision: 0 };
  };
  render(
    <InFile api={scriptedApi({ keys: { ...keys, get }, values })}>
      <KeysScreen />
    </InFile>,
  );
  await userEvent.click(await row('config'));
  await screen.findByRole('textbox', { name: 'Value of /app/config' });
  const details = screen.getByRole('complementary', { name: 'Details' }).textContent;
  expect(details).toContain('Mod revisionunknownCreate revisionunknownVersionunknown');
});

it('does not take keys for missing below a prefix that the file does not cover', async () => {
  const { keys, values } = new MemoryKeyspace().api;
  const coverage = aCoverage({ keys: { kind: 'prefix', prefix: bytesOf('/app/') }, secrets: 'leftOut' });
  render(
    <InFile api={scriptedApi({ keys, values })} origin={{ coverage }}>
      <KeysScreen />
    </InFile>,
  );
  const prefix = await screen.findByRole('textbox', { name: 'Jump to a prefix' });
  await userEvent.type(prefix, '/registry/{Enter}');
  await screen.findByText('The file does not cover this prefix');
  await screen.findByText('It holds keys below /app/: whether there were keys below /registry/ is unknown.');
  await userEvent.clear(prefix);
  await userEvent.type(prefix, '/app/secrets/{Enter}');
  await screen.findByText('No key in the file begins with this prefix');
  await screen.findByText('/app/secrets/ Secrets were left out.');
});

it('does not take a key for missing that the file does not cover', async () => {
  window.location.hash = `#/file/x/keys/${toHex(bytesOf('/registry/a'))}`;
  const { keys, values } = new MemoryKeyspace().api;
  const coverage = aCoverage({ keys: { kind: 'prefix', prefix: bytesOf('/app/') } });
  render(
    <InFile api={scriptedApi({ keys, values })} origin={{ coverage }}>
      <KeysScreen />
    </InFile>,
  );
  await screen.findByText('The file does not cover this key');
  await screen.findByText('It holds keys below /app/: whether this one existed is unknown.');
});
