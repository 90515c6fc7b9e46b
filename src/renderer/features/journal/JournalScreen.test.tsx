import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { JournalApi, JournalPage } from '../../../contract/journal.ts';
import { InWorkbench } from '../../testing/InWorkbench.tsx';
import { aJournalEntry } from '../../testing/journal-builders.ts';
import { memoryValues } from '../../testing/memory-values.ts';
import { scriptedApi } from '../../testing/scripted-api.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { JournalScreen } from './JournalScreen.tsx';

afterEach(() => {
  cleanup();
  window.location.hash = '';
});

const aPage = (changes: Partial<JournalPage> = {}): JournalPage => ({
  ...{ entries: [aJournalEntry({ revision: null })], next: null, damaged: 0, isKept: true, hasSealed: false },
  ...changes,
});

function shown(list: JournalApi['list'], more: Partial<JournalApi> = {}): void {
  const api = scriptedApi({ journal: { list, ...more }, values: memoryValues }, { nativeDialogs: true });
  render(
    <InWorkbench api={api}>
      <JournalScreen />
    </InWorkbench>,
  );
}

it('says that nothing was done yet', async () => {
  shown(async () => aPage({ entries: [] }));
  expect(await screen.findByText('Nothing was done from here yet')).toBeTruthy();
});

it('tells of damaged records, and of a journal that ends with the host, beside the entries', async () => {
  shown(async () => aPage({ damaged: 2, isKept: false }));
  expect(await screen.findByText(/2 records of the journal cannot be read/)).toBeTruthy();
  expect(screen.getByText(/Without a keychain/)).toBeTruthy();
  expect(screen.getByText('1 entry')).toBeTruthy();
});

it('asks for what is searched and chosen, and for older entries from where the page ended', async () => {
  const list = vi.fn<JournalApi['list']>(async ({ before }) =>
    before === null
      ? aPage({ next: 'j1' })
      : aPage({ entries: [aJournalEntry({ id: 'j0', revision: null })], next: null }),
  );
  shown(list);
  const user = userEvent.setup();
  expect(await screen.findByText('At least 1 entry')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Show older' }));
  expect(await screen.findByText('2 entries')).toBeTruthy();
  expect(list.mock.calls.at(-1)?.[0]).toMatchObject({ before: 'j1' });
  await user.type(screen.getByRole('textbox', { name: 'Search the journal' }), '/app');
  await expect.poll(() => list.mock.calls.at(-1)?.[0].filter?.text).toBe('/app');
  const kind = screen.getByRole('combobox', { name: 'Filter by kind' });
  await user.click(kind);
  await user.click(within(screen.getByRole('listbox')).getByText('Members'));
  await expect.poll(() => list.mock.calls.at(-1)?.[0].filter?.kind).toBe('members');
});

it('shows an entry with its lines of etcdctl, how it became known, and what its keys were', async () => {
  const entry = aJournalEntry({
    ...{ revision: 7, settled: 'correction', settledAt: Date.now(), etcdctl: ['etcdctl del /app/a'] },
    ...{ act: 'delete', noUndo: 'ValuesGone' },
  });
  const before = { createRevision: 1, modRevision: 6, version: 2, lease: null };
  const key = { key: bytesOf('/app/a'), change: 'delete', revision: 7 } as const;
  const readKeys = vi.fn<JournalApi['entry']>(async ({ reveal }) => ({
    ...{ entry, next: null },
    keys: [
      {
        ...key,
        before: { ...before, value: bytesOf('{"kind":"Secret","data":{}}'), isMasked: !reveal, bytes: 27 },
      },
    ],
  }));
  shown(async () => aPage({ entries: [entry] }), { entry: readKeys });
  const user = userEvent.setup();
  await user.click(await screen.findByText('Deleted /app/a'));
  const details = await screen.findByRole('region', { name: 'The chosen entry' });
  expect(await within(details).findByText('etcdctl del /app/a')).toBeTruthy();
  expect(within(details).getByText(/Confirmed, found out later\. An answer was lost/)).toBeTruthy();
  expect(await within(details).findByText('The values before made room for newer ones.')).toBeTruthy();
  expect(await within(details).findByText(/Before: 27 B, revision 6/)).toBeTruthy();
  await user.click(await within(details).findByRole('button', { name: 'Reveal' }));
  await expect.poll(() => readKeys.mock.calls.at(-1)?.[0].reveal).toBe(true);
  await user.click(await within(details).findByRole('button', { name: 'Show its history' }));
  expect(window.location.hash).toMatch(/keys\/history-2f6170702f61$/);
});

it('shows an entry that another screen asks for, whichever page it is on', async () => {
  const entry = aJournalEntry({ id: 'old', revision: null, noUndo: 'IsUndo', act: 'undo' });
  window.location.hash = `#/open/${entry.connection}/journal/old`;
  shown(async () => aPage({ entries: [] }), { entry: async () => ({ entry, keys: [], next: null }) });
  const details = await screen.findByRole('region', { name: 'The chosen entry' });
  expect(await within(details).findByText('It is an undo itself.')).toBeTruthy();
});

it('keeps the chosen entry in sight while a search leaves it out', async () => {
  const entry = aJournalEntry({ revision: 7 });
  const list = vi.fn<JournalApi['list']>(async ({ filter }) => aPage({ entries: filter?.text ? [] : [entry] }));
  // Read by itself it comes late, or never.
  shown(list, { entry: () => new Promise(() => {}) });
  const user = userEvent.setup();
  await user.click(await screen.findByText('Wrote /app/a'));
  const details = await screen.findByRole('region', { name: 'The chosen entry' });
  await user.type(await screen.findByRole('textbox', { name: 'Search the journal' }), 'x');
  expect(await screen.findByText('No entry is like that')).toBeTruthy();
  expect(screen.getByRole('region', { name: 'The chosen entry' })).toBe(details);
  const [, inList] = await screen.findAllByRole('button', { name: 'Show all' });
  if (inList !== undefined) await user.click(inList);
  await waitFor(() => expect(screen.queryByText('No entry is like that')).toBeNull());
});

it('says how long entries are kept, and asks for another time', async () => {
  shown(async () => aPage());
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Kept within 768 MiB…' }));
  const days = await screen.findByRole('textbox', { name: 'Days' });
  await user.type(days, 'x');
  expect(await screen.findByText('A number of days, from 1 to 36,500.')).toBeTruthy();
  await user.clear(days);
  await user.type(days, '90');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByRole('button', { name: 'Kept for 90 days, within 768 MiB…' })).toBeTruthy();
});

it('says why the journal cannot be read', async () => {
  shown(async () => {
    throw new Error('broken');
  });
  expect(await screen.findByRole('button', { name: /again/i })).toBeTruthy();
});
