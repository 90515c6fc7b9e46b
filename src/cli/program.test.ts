import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createProgram } from './program.ts';
import { outlineOf } from './shells/outline.ts';

const output = { print: () => undefined, tell: () => undefined };
const of = (...args: readonly string[]) => createProgram(async () => undefined, output, args);
const every = of();
const namesOf = (program: typeof every) => program.commands.map((command) => command.name());

describe('the commands that arguments may mean', () => {
  it.each(namesOf(every))('have %s where it is named, as among all', (name) => {
    const found = (program: typeof every) => outlineOf(program).commands.find(({ path }) => path.at(-1) === name);
    expect(found(of('--endpoints', 'http://a', name, '--unknown'))).toEqual(found(every));
  });

  it('have every one that an argument may be, and no other', () => {
    expect(namesOf(of('get', 'status'))).toEqual(['status', 'get']);
  });

  it.each([[['-w', 'json']], [['gte']], [['--help', 'get']], [['help', 'get']], [['get', '-h']]])(
    'are all for %j',
    (args) => {
      expect(namesOf(of(...args))).toEqual(namesOf(every));
    },
  );
});

it.each(namesOf(every))('the table of the README has %s', (name) => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  expect(readme).toMatch(new RegExp(`^\\|.*\`etcdeck ${name}[ \`]`, 'm'));
});
