import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { inProject } from '../project.mjs';
import { askedFor } from './asked.mjs';
import { catalogue } from './catalogue.mjs';

const chosenOf = (...args: readonly string[]): readonly string[] => {
  const asked = askedFor(args, catalogue, false);
  if (!('chosen' in asked)) throw new Error('no checks were asked for');
  return asked.chosen.map(({ name }) => name);
};

const runOf = (...args: readonly string[]) =>
  spawnSync(process.execPath, [inProject('scripts', 'test.mjs'), ...args], { encoding: 'utf8', timeout: 60_000 });

it('chooses what is named, or all but what is asked for by name', () => {
  expect(chosenOf('types', 'e2e')).toEqual(['types', 'e2e:electron', 'e2e:web']);
  expect(chosenOf()).not.toContain('mutants');
  expect(chosenOf('--full')).toContain('mutants');
  expect(chosenOf('--full')).not.toContain('screenshots');
});

it('hands other flags, and all behind them, to the tools', () => {
  expect(askedFor(['unit', '--full', '-t', 'a name'], catalogue, false)).toMatchObject({
    wish: { isFull: true, extra: ['-t', 'a name'] },
  });
});

it.each([['--help'], ['-h'], ['unit', '--help']])('says what there is, and runs nothing: %s', (...args) => {
  const { status, stdout, stderr } = runOf(...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  for (const { name } of catalogue) expect(stdout).toContain(`  ${name}`);
  expect(stdout).toContain('--full');
});

it('refuses a check that it does not know, also beside one that it knows', () => {
  const { status, stdout, stderr } = runOf('types', 'no-such-check');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^There is no check no-such-check\. There are: types, lint, .*screenshots\n$/);
});
