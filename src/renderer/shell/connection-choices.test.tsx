import { cleanup, render, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { commandFinder, commandsFor } from '../state/commands.ts';
import { aConnection } from '../testing/builders.ts';
import { InApp } from '../testing/InApp.tsx';
import { scriptedApi } from '../testing/scripted-api.ts';
import { useConnectionChoices } from './connection-choices.tsx';

beforeEach(() => {
  window.location.hash = '';
});
afterEach(() => {
  cleanup();
  commandFinder.update(() => null);
  vi.restoreAllMocks();
});

function Choices() {
  useConnectionChoices();
  return null;
}

async function offered(): Promise<(query: string) => readonly string[]> {
  const many = Array.from({ length: 9 }, (_, at) => aConnection(`lab-${at}`, {}, { lastOpenedAt: at }));
  const damage = { file: '/etc/connections.json', reason: 'endpoints: Required', canRemove: true };
  const list = async () => [aConnection('prod', { tags: ['eu'] }), aConnection('prod-lost', {}, { damage }), ...many];
  render(
    <InApp api={scriptedApi({ connections: { list } })}>
      <Choices />
    </InApp>,
  );
  await waitFor(() => expect(commandsFor('prod')).not.toEqual([]));
  return (query) => commandsFor(query).map(({ title }) => title);
}

it('offers the connections that match, here and in a new window', async () => {
  const titles = await offered();
  expect(titles('')).toEqual([]);
  expect(titles('prod eu')).toEqual(['Connect to prod', 'Open prod in a new window']);
  // The five that were opened last.
  expect(titles('lab')).toHaveLength(10);
  expect(titles('lab')[0]).toBe('Connect to lab-8');
  const opened = vi.spyOn(window, 'open').mockReturnValue(null);
  commandsFor('prod')[1]?.run();
  expect(opened).toHaveBeenCalledWith(expect.objectContaining({ hash: '#/open/prod/cluster' }), '_blank', 'noopener');
});

it('takes only what begins with a verb for a connection where names of keys are typed', async () => {
  const titles = await offered();
  commandFinder.update(() => ({ noun: 'key', find: () => (async function* () {})() }));
  expect(titles('prod')).toEqual([]);
  expect(titles('open prod')).toEqual(['Connect to prod', 'Open prod in a new window']);
  expect(titles('sw')).toHaveLength(10);
});

it('offers the one that is shown in a new window alone', async () => {
  const titles = await offered();
  window.location.hash = '#/open/prod/keys';
  expect(titles('prod')).toEqual(['Open prod in a new window']);
});
