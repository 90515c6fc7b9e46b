import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useRef } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ConnectionSummary } from '../../../contract/connections/summary.ts';
import type { Settings } from '../../../contract/settings.ts';
import { aConnection } from '../../testing/builders.ts';
import { InApp } from '../../testing/InApp.tsx';
import { scriptedApi, someSettings } from '../../testing/scripted-api.ts';
import { ConnectionChoice } from './ConnectionChoice.tsx';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});
beforeEach(() => {
  window.location.hash = '';
});

function Choice() {
  const scroller = useRef<HTMLDivElement>(null);
  return (
    <div ref={scroller}>
      <ConnectionChoice scroller={scroller} />
    </div>
  );
}

/** Shows the connections; returns the settings as they are kept. */
function show(connections: readonly ConnectionSummary[]): () => Settings {
  let kept = someSettings();
  const settings = {
    get: async () => kept,
    update: async ({ changes }: { readonly changes: Partial<Settings> }) => {
      kept = { ...kept, ...changes };
      return kept;
    },
  };
  render(
    <InApp api={scriptedApi({ connections: { list: async () => connections }, settings })}>
      <Choice />
    </InApp>,
  );
  return () => kept;
}

const many = (count: number, tags: readonly string[] = []) =>
  Array.from({ length: count }, (_, at) => aConnection(`cluster-${at}`, { tags }));
const focused = () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent;

it('begins at the first of a few, which the arrows, Enter and Delete work on', async () => {
  const opened = vi.spyOn(window, 'open').mockReturnValue(null);
  show([aConnection('old', {}, { lastOpenedAt: 1 }), aConnection('recent', {}, { lastOpenedAt: 2 })]);
  await waitFor(() => expect(focused()).toBe('Connect to recent'));
  expect(screen.queryByRole('textbox')).toBeNull();
  await userEvent.keyboard('{ArrowDown}');
  expect(focused()).toBe('Connect to old');
  await userEvent.keyboard('{ArrowDown}{ArrowRight}');
  expect(focused()).toBe('More for old');
  await userEvent.keyboard('{ArrowLeft}{Control>}{Enter}{/Control}');
  expect(opened).toHaveBeenCalledWith(expect.objectContaining({ hash: '#/open/old/cluster' }), '_blank', 'noopener');
  expect(window.location.hash).toBe('');
  await userEvent.keyboard('{Delete}');
  const dialog = await screen.findByRole('dialog', { name: 'Remove old?' });
  await userEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await waitFor(() => expect(focused()).toBe('Connect to old'));
  await userEvent.keyboard('{Home}{Enter}');
  expect(window.location.hash).toBe('#/open/recent/cluster');
});

it('opens one in a new window by Ctrl and a click, and by the middle button', async () => {
  const opened = vi.spyOn(window, 'open').mockReturnValue(null);
  show([aConnection('prod')]);
  const user = userEvent.setup();
  const row = await screen.findByRole('button', { name: 'Connect to prod' });
  await user.keyboard('{Control>}');
  await user.click(row);
  await user.keyboard('{/Control}');
  await user.pointer({ keys: '[MouseMiddle]', target: row });
  expect(opened).toHaveBeenCalledTimes(2);
  expect(window.location.hash).toBe('');
});

it('begins in the search where there are many, whose Enter opens the first that matches', async () => {
  show([...many(8), aConnection('billing', { tags: ['prod'] })]);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('textbox')));
  await userEvent.keyboard('{Enter}prod');
  await screen.findByText('1 of 9 connections');
  expect(screen.queryByRole('button', { name: 'Connect to cluster-0' })).toBeNull();
  await userEvent.keyboard('{Escape}');
  await screen.findByRole('button', { name: 'Connect to cluster-0' });
  await userEvent.keyboard('nowhere');
  await screen.findByText('No connection matches “nowhere”');
  await userEvent.keyboard('{Escape}{ArrowDown}');
  expect(focused()).toBe('Connect to cluster-0');
  await userEvent.keyboard('{ArrowUp}bill{Enter}');
  expect(window.location.hash).toBe('#/open/billing/cluster');
});

it('groups more than ten by their tags, and remembers which are collapsed', async () => {
  const kept = show([...many(10, ['eu', 'prod']), aConnection('lab')]);
  const head = await screen.findByRole('button', { name: 'eu 10' });
  await userEvent.click(head);
  expect(screen.queryByRole('button', { name: 'Connect to cluster-0' })).toBeNull();
  expect(await screen.findByRole('button', { name: 'Connect to lab' })).toBeDefined();
  await waitFor(() => expect(kept().layout['start.collapsed']).toBe('["eu"]'));
  // What is searched is found beneath it too.
  await userEvent.type(screen.getByRole('textbox'), 'cluster-3');
  await screen.findByRole('button', { name: 'Connect to cluster-3' });
  await userEvent.clear(screen.getByRole('textbox'));
  await userEvent.keyboard('{ArrowDown}{Home}{ArrowRight}');
  await screen.findByRole('button', { name: 'Connect to cluster-0' });
  expect(screen.getByRole('button', { name: 'eu 10' }).getAttribute('aria-expanded')).toBe('true');
});

it('draws of a thousand only those in view, and reaches the last by keyboard', async () => {
  show(many(1_000));
  await screen.findByRole('button', { name: 'Connect to cluster-0' });
  expect(screen.getAllByRole('listitem').length).toBeLessThan(60);
  await userEvent.keyboard('{ArrowDown}{End}');
  expect(focused()).toBe('Connect to cluster-999');
});
