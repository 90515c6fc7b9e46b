import { expect, it } from 'vitest';
import type { Command } from '../../state/commands.ts';
import { rankCommands } from './rank-commands.ts';

const aCommand = (title: string, changes: Partial<Command> = {}): Command => ({
  id: title,
  title,
  group: 'Window',
  run: () => {},
  ...changes,
});

const commands = [
  aCommand('Disconnect'),
  aCommand('Save snapshot'),
  aCommand('Show Snapshots'),
  aCommand('Use the dark theme', { group: 'Appearance', keywords: 'night' }),
];

const titles = (query: string, recent: readonly string[] = []): readonly string[] =>
  rankCommands(commands, query, recent).map((command) => command.title);

it('shows all, what was used last first', () => {
  expect(titles('', ['Show Snapshots', 'Save snapshot'])).toEqual([
    'Show Snapshots',
    'Save snapshot',
    'Disconnect',
    'Use the dark theme',
  ]);
});

it('finds words anywhere, their beginning first', () => {
  expect(titles('save')).toEqual(['Save snapshot']);
  expect(titles('snap show')).toEqual(['Show Snapshots']);
  expect(titles('night')).toEqual(['Use the dark theme']);
  expect(titles('connect')).toEqual(['Disconnect']);
  expect(titles('nothing')).toEqual([]);
});

it('keeps what was made from the query', () => {
  const literal = aCommand('Go to key /a', { isLiteral: true });
  expect(rankCommands([...commands, literal], 'zzz', [])).toEqual([literal]);
});
