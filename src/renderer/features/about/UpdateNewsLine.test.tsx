import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { UpdateNews } from '../../../contract/updates.ts';
import { InApp } from '../../testing/InApp.tsx';
import { scriptedApi, someSettings } from '../../testing/scripted-api.ts';
import { UpdateNewsLine } from './UpdateNewsLine.tsx';
import { newsWords } from './update-words.ts';

afterEach(cleanup);

const quiet: UpdateNews = { hasFeed: true, isOn: true, askedAt: 1, newer: null, fault: null };
const newer = { version: '9.1.0', released: '2027-01-31', notes: 'https://etcdeck.example/9.1.0' };

it('asks once it is kept that it may, and says what there is', async () => {
  let isOn = false;
  const api = scriptedApi({
    updates: { news: async () => (isOn ? { ...quiet, newer } : { ...quiet, isOn, askedAt: null }) },
    settings: {
      update: async ({ changes }) => {
        // A slow disk.
        await new Promise((resolve) => setTimeout(resolve, 50));
        isOn = changes.looksForUpdates === true;
        return { ...someSettings(), ...changes };
      },
    },
  });
  render(
    <InApp api={api}>
      <UpdateNewsLine />
    </InApp>,
  );
  const choice = await screen.findByRole<HTMLInputElement>('switch', { name: /newer versions/ });
  expect(choice.checked).toBe(false);
  fireEvent.click(choice);
  await screen.findByText(/Version 9\.1\.0 was released on 2027-01-31\./);
  await screen.findByText(newer.notes);
});

it('says why it could not be kept', async () => {
  const api = scriptedApi({
    updates: { news: async () => ({ ...quiet, isOn: false, askedAt: null }) },
    settings: {
      update: async () => {
        throw new EtcdeckError({ code: 'DiskFull', message: 'no space left', operation: 'settings.update' });
      },
    },
  });
  render(
    <InApp api={api}>
      <UpdateNewsLine />
    </InApp>,
  );
  fireEvent.click(await screen.findByRole('switch', { name: /newer versions/ }));
  await screen.findByText(/disk is full/i);
});

it('offers nothing to a build that knows no list of releases', async () => {
  render(
    <InApp api={scriptedApi({})}>
      <UpdateNewsLine />
    </InApp>,
  );
  await screen.findByText(/built from the sources/);
  expect(screen.queryByRole('switch')).toBeNull();
});

it('has words for all that can be known', () => {
  expect(newsWords(quiet)).toBe('This is the newest version.');
  expect(newsWords({ ...quiet, isOn: false })).toBeNull();
  expect(newsWords({ ...quiet, fault: 'unsigned' })).toContain('not signed by the makers');
  // What was signed before is true for as long as it is newer.
  expect(newsWords({ ...quiet, newer, fault: 'unreachable' })).toContain('9.1.0');
});
