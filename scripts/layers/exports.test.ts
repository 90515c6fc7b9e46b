import { describe, expect, it } from 'vitest';
import { exportViolations } from './exports.ts';
import { projectSources } from './sources.ts';

const planted = (files: Readonly<Record<string, string>>): readonly string[] =>
  exportViolations(new Map(Object.entries(files)));

/** A file of core whose exports another one uses. */
const used = (text: string, ...names: readonly string[]): readonly string[] =>
  planted({
    'src/core/members/follow.ts': text,
    'src/main/index.ts': `import { ${names.join(', ')} } from '../core/members/follow.ts';`,
  });

it('every export of the contract and of core has its sentence, and is used', () => {
  expect(exportViolations(projectSources())).toEqual([]);
});

describe('the check of sentences', () => {
  it('names what has none, where it is, and what to do', () => {
    expect(used('\nexport const a = 1;', 'a')).toEqual([
      'src/core/members/follow.ts:2 exports a without a sentence. Write what it is or returns above it, in a comment of /**.',
    ]);
  });

  it.each([
    ['// Not this one.\nexport const a = 1;'],
    ['/* Not this one. */\nexport const a = 1;'],
    ['/** Of b. */\nconst b = 1;\nexport const a = b;'],
    ['/** */\nexport function a() {}'],
    ['/** Of the file. */\nimport { b } from "./b.ts";\nexport const a = b;'],
  ])('sees %j', (text) => {
    expect(used(text, 'a')).toHaveLength(1);
  });

  it.each([
    ['/** A sentence. */\nexport const a = 1;'],
    ['/**\n * A sentence\n * of two lines.\n */\nexport async function a() {}'],
    ['/** A sentence. */\n// A reason.\nexport const a = 1;'],
    ['/** A sentence for both. */\nexport interface a {}\nexport const a = 1;'],
  ])('takes %j', (text) => {
    expect(used(text, 'a')).toEqual([]);
  });

  it('leaves other layers and tests alone', () => {
    expect(planted({ 'src/main/a.ts': 'export const a = 1;', 'src/core/a.test.ts': 'export const a = 1;' })).toEqual(
      [],
    );
  });
});

describe('the check of unused exports', () => {
  const unused =
    'src/core/members/follow.ts:1 exports a, which nothing but tests uses. Remove it, or move it to src/testing.';
  const text = '/** A sentence. */ export const a = 1;';

  it.each([
    ['nobody', {}],
    ['a test', { 'src/core/members/follow.test.ts': "import { a } from './follow.ts';" }],
    ['a world for tests', { 'src/testing/world.ts': "import { a } from '../core/members/follow.ts';" }],
    ['one who takes another name', { 'src/core/b.ts': "import { b as a } from './members/follow.ts';" }],
  ])('sees what %s uses', (_, others) => {
    expect(planted({ 'src/core/members/follow.ts': text, ...others })).toEqual([unused]);
  });

  it('is not deceived by a member of the same name', () => {
    const named = `${text} const own = ({ other }) => other.a + { a: 1 };`;
    expect(planted({ 'src/core/members/follow.ts': named })).toEqual([unused]);
  });

  it.each([
    ['a name', "import { a } from './members/follow.ts';"],
    ['a name of another', "import { a as b } from './members/follow.ts';"],
    ['a type', "import type { a } from './members/follow.ts';"],
    ['everything', "import * as all from './members/follow.ts';"],
    ['the file, when it is needed', "const all = await import('./members/follow.ts');"],
    ['a type in place', "type A = import('./members/follow.ts').a;"],
    ['it to others', "export { a } from './members/follow.ts';"],
  ])('takes one who imports %s', (_, importing) => {
    expect(planted({ 'src/core/members/follow.ts': text, 'src/core/b.ts': importing })).toEqual([]);
  });

  it('takes what its own file uses', () => {
    expect(planted({ 'src/core/members/follow.ts': `${text} const b = { a };` })).toEqual([]);
  });
});
