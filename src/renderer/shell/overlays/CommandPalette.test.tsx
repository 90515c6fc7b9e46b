import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { type Command, type FoundCommands, useCommandFinder, useCommandSource } from '../../state/commands.ts';
import { type LineOpener, useLineOpener } from '../../state/line-opener.ts';
import { toasts } from '../../state/toasts.ts';
import { InApp } from '../../testing/InApp.tsx';
import { fedStream, scriptedApi } from '../../testing/scripted-api.ts';
import { CommandPalette } from './CommandPalette.tsx';

afterEach(cleanup);

/** A palette over commands, and a finder that is fed by hand. */
async function aPalette(opener: LineOpener | null = null) {
  const ran = vi.fn();
  const onClose = vi.fn();
  const asked: string[] = [];
  const streams: ReturnType<typeof fedStream<FoundCommands>>[] = [];
  const command = (id: string, isLiteral = false): Command => ({
    id,
    title: id,
    group: 'Keys',
    isLiteral,
    run: () => ran(id),
  });
  function Opener({ lines }: { readonly lines: LineOpener }) {
    useLineOpener(lines);
    return null;
  }
  function Screen() {
    useCommandSource((query) => [
      command('Save snapshot'),
      ...(query === '' ? [] : [command(`Search for ${query}`, true)]),
    ]);
    useCommandFinder({
      noun: 'key',
      find: (query, signal) => {
        asked.push(query);
        const stream = fedStream<FoundCommands>();
        streams.push(stream);
        return stream.open(signal);
      },
    });
    return (
      <>
        {opener === null ? null : <Opener lines={opener} />}
        <CommandPalette onClose={onClose} />
      </>
    );
  }
  render(
    <InApp api={scriptedApi({})}>
      <Screen />
    </InApp>,
  );
  const input = await screen.findByRole('combobox', { name: 'Command' });
  const found = (changes: Partial<FoundCommands> & { readonly name?: string | null }): FoundCommands => ({
    hits: [],
    note: null,
    isLooking: true,
    ...changes,
    named: changes.name ? command(changes.name, true) : changes.name === null ? null : undefined,
  });
  const last = () => {
    const stream = streams.at(-1);
    if (stream === undefined) throw new Error('nothing is looked for');
    return stream;
  };
  const options = () => screen.queryAllByRole('option').map((option) => option.textContent?.replace(/Keys$/, ''));
  const active = () => screen.queryByRole('option', { selected: true })?.textContent?.replace(/Keys$/, '') ?? null;
  return { input, ran, onClose, asked, last, found, options, active, command };
}

it('has the focus as soon as it is there', async () => {
  const { input } = await aPalette();
  expect(document.activeElement).toBe(input);
});

it('lets Enter wait until it is known what the text names', async () => {
  const { ran, onClose, asked, last, found } = await aPalette();
  await userEvent.keyboard('/app/a{Enter}');
  expect(ran).not.toHaveBeenCalled();
  await waitFor(() => expect(asked.at(-1)).toBe('/app/a'));
  last().push(found({ name: 'Go to key /app/a' }));
  await waitFor(() => expect(ran).toHaveBeenCalledWith('Go to key /app/a'));
  expect(onClose).toHaveBeenCalled();
});

it('runs nothing that was not seen when the text names nothing', async () => {
  const { ran, asked, last, found, active, options, command } = await aPalette();
  await userEvent.keyboard('gree{Enter}');
  await waitFor(() => expect(asked.at(-1)).toBe('gree'));
  last().push(found({ name: null, hits: [command('/app/greeting', true)] }));
  await screen.findByText('No key has exactly this name.');
  expect(ran).not.toHaveBeenCalled();
  expect(options()).toEqual(['/app/greeting', 'Search for gree']);
  expect(active()).toBe('/app/greeting');
  await userEvent.keyboard('{Enter}');
  expect(ran).toHaveBeenCalledWith('/app/greeting');
});

it('means what is found before a search for more, and the search only when nothing is found', async () => {
  const { ran, asked, last, found, active, command } = await aPalette();
  await userEvent.keyboard('pods shop/');
  await waitFor(() => expect(asked.at(-1)).toBe('pods shop/'));
  last().push(found({ name: null }));
  await screen.findByText('No key has exactly this name.');
  expect(active()).toBeNull();
  last().push(found({ name: null, hits: [command('web-0', true)] }));
  await waitFor(() => expect(active()).toBe('web-0'));
  await userEvent.keyboard('x{Enter}');
  await waitFor(() => expect(asked.at(-1)).toBe('pods shop/x'));
  last().push(found({ name: null }));
  await screen.findByText('No key has exactly this name.');
  expect(ran).not.toHaveBeenCalled();
  last().push(found({ name: null, isLooking: false }));
  await waitFor(() => expect(ran).toHaveBeenCalledWith('Search for pods shop/x'));
});

it('goes on meaning what it meant when more is found', async () => {
  const { ran, asked, last, found, active, options, command } = await aPalette();
  await userEvent.keyboard('save');
  expect(active()).toBe('Save snapshot');
  await waitFor(() => expect(asked.at(-1)).toBe('save'));
  last().push(found({ name: 'Go to key save', hits: [command('/save', true)], note: 'Looked at all 3 names.' }));
  await screen.findByText('Looked at all 3 names.');
  expect(options()).toEqual(['Save snapshot', 'Go to key save', '/save', 'Search for save']);
  await userEvent.keyboard('{Enter}');
  expect(ran).toHaveBeenCalledWith('Save snapshot');
});

it('asks when typing rests, and stops when the text changes', async () => {
  const { input, asked, last, found } = await aPalette();
  fireEvent.change(input, { target: { value: 'abc' } });
  await waitFor(() => expect(asked).toEqual(['abc']));
  const first = last();
  first.push(found({ name: null }));
  await screen.findByText('No key has exactly this name.');
  // One right after the other: nothing can rest in between.
  fireEvent.change(input, { target: { value: 'abcd' } });
  fireEvent.change(input, { target: { value: 'abcde' } });
  await screen.findByText('Looking for a key of this name…');
  expect(first.stopped()).toBe(1);
  await waitFor(() => expect(asked).toEqual(['abc', 'abcde']));
});

const anOpener = (ran: () => void): LineOpener => ({
  open: ({ command }) => (command === null ? null : { title: `Open ${command.kind}`, run: ran }),
  differences: ({ cluster }) => (cluster.endpoints === null ? [] : ['This line names other endpoints.']),
});

it('opens a pasted line of etcdctl, and looks for no name meanwhile', async () => {
  const opened = vi.fn();
  const { input, asked, options, onClose } = await aPalette(anOpener(opened));
  await userEvent.paste('etcdctl --endpoints=x:1 --user root:hunter2 \\\n  get /a\n');
  expect(options()).toEqual(['Open getetcdctl']);
  expect(document.body.textContent).toContain('This line names other endpoints.');
  expect((input as HTMLInputElement).value).not.toContain('hunter2');
  await userEvent.keyboard('{Enter}');
  expect(opened).toHaveBeenCalledTimes(1);
  expect(onClose).toHaveBeenCalled();
  expect(asked).toEqual([]);
  expect(toasts.get().at(-1)?.text).toBe('This line names other endpoints.');
});

it('names what it does not understand of a line, and opens nothing', async () => {
  const opened = vi.fn();
  const { asked, options } = await aPalette(anOpener(opened));
  await userEvent.paste('etcdctl get $KEY --password hunter2');
  expect(options()).toEqual([]);
  await screen.findByText(/At character 13, “\$KEY”: A shell would put something/);
  expect(document.body.innerHTML).not.toContain('hunter2');
  await userEvent.keyboard('{Enter}');
  expect([opened.mock.calls, asked]).toEqual([[], []]);
});

it('asks for a connection where none is open', async () => {
  await aPalette();
  await userEvent.paste('etcdctl get /a');
  await screen.findByText(/Open a connection first/);
});
