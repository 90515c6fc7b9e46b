import { afterAll, describe, expect, it } from 'vitest';
import type { TestChoice } from './mutant.ts';
import { ProjectCopy } from './project-copy.ts';
import { mutants } from './rules.ts';

const copy = new ProjectCopy();
afterAll(() => copy.close());

/** Every test that a mutant names, file by file. */
const named: readonly TestChoice[] = [...new Set(mutants.map(({ tests }) => tests.file))].flatMap((file) => {
  const choices = mutants.map(({ tests }) => tests).filter((tests) => tests.file === file);
  const [first] = choices;
  return first === undefined ? [] : [{ ...first, names: [...new Set(choices.flatMap(({ names }) => names))] }];
});

/** The names with how each ended, so that a difference shows which test it is about. */
function expected(names: readonly string[], outcome: 'passed' | 'failed'): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, outcome]));
}

describe('on the rules as they are', () => {
  it.each(named.map((tests) => [tests.file, tests] as const))(
    'the tests of %s pass',
    async (_, tests) => {
      expect(Object.fromEntries(await copy.run(tests, 120_000))).toEqual(expected(tests.names, 'passed'));
    },
    600_000,
  );
});

describe('a test fails when this rule is broken:', () => {
  it.each(mutants.map((mutant) => [mutant.rule, mutant] as const))(
    '%s',
    async (_, { changes, tests, patienceMs = 20_000 }) => {
      const undo = copy.apply(changes);
      try {
        expect(Object.fromEntries(await copy.run(tests, patienceMs))).toEqual(expected(tests.names, 'failed'));
      } finally {
        undo();
      }
    },
    600_000,
  );
});
