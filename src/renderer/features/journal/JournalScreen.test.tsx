import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { JournalApi, JournalPage } from '../../../contract/journal.ts';
import { InWorkbench } from '../../testing/InWorkbench.tsx';
import { aJournalEntry } from '../../testing/journal-builders.ts';
import { scriptedApi } from '../../testing/scripted-api.ts';
import { JournalScreen } from './JournalScreen.tsx';

afterEach(cleanup);

const aPage = (changes: Partial<JournalPage> = {}): JournalPage => ({
  ...{ entries: [aJournalEntry({ revision: null })], next: null, damaged: 0, isKept: true, hasSealed: false },
  ...changes,
});

function shown(list: JournalApi['list']): void {
  const api = scriptedApi({ journal: { list } }, { nativeDialogs: true });
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

it('says why the journal cannot be read', async () => {
  shown(async () => {
    throw new Error('broken');
  });
  expect(await screen.findByRole('button', { name: /again/i })).toBeTruthy();
});
