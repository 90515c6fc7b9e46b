import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inProject } from '../project.mjs';
import { mutants } from './rules.ts';

// Breaking every rule takes minutes and is left to a full run; whether each can still be broken is checked at once.
it.each(mutants.map((mutant) => [mutant.rule, mutant] as const))('can still be broken: %s', (_, { changes, tests }) => {
  for (const { file, from } of changes) {
    const places = readFileSync(inProject(file), 'utf8').split(from).length - 1;
    expect(places, `${file} has ${places} times, not once: ${from}`).toBe(1);
  }
  expect(tests.names.length).toBeGreaterThan(0);
  expect(readFileSync(inProject(tests.file), 'utf8')).toContain('it');
});
