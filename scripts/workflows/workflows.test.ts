import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { inProject } from '../project.mjs';

const step = z.object({ uses: z.string().optional(), run: z.string().optional() }).loose();
const job = z
  .object({
    permissions: z.record(z.string(), z.string()).optional(),
    'timeout-minutes': z.number(),
    steps: z.array(step),
  })
  .loose();
const workflow = z
  .object({ name: z.string(), permissions: z.record(z.string(), z.string()), jobs: z.record(z.string(), job) })
  .loose();

const folder = inProject('.github', 'workflows');
const files = readdirSync(folder).map((name) => {
  const text = readFileSync(inProject('.github', 'workflows', name), 'utf8');
  return { name, text, read: workflow.parse(parse(text)) };
});
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(inProject('package.json'), 'utf8')));

/** Returns why a line is none that a workflow runs, or `null`. */
function faultOf(line: string): string | null {
  const [, name = ''] = /^npm run (?:--silent )?(\S+)/.exec(line) ?? [];
  if (name !== '') return name in scripts ? null : `there is no script ${name}`;
  return /^(?:npm (?:ci|test)$|sudo apt-get |gh release create )/.test(line) ? null : `it is no script: ${line}`;
}

describe.each(files)('the workflow $name', ({ text, read }) => {
  const jobs = Object.values(read.jobs);
  const steps = jobs.flatMap((one) => one.steps);

  it('runs scripts that there are', () => {
    const faults = steps.flatMap(({ run }) => (run === undefined ? [] : run.trim().split('\n').map(faultOf)));
    expect(faults.filter((fault) => fault !== null)).toEqual([]);
  });

  it('pins what it uses by its commit, with the version beside it', () => {
    const used = text.split('\n').filter((line) => line.includes('uses:'));
    expect(used.length).toBe(steps.filter(({ uses }) => uses !== undefined).length);
    for (const line of used) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('may read, and writes in the job of a release alone', () => {
    expect(read.permissions).toEqual({ contents: 'read' });
    for (const [name, { permissions }] of Object.entries(read.jobs))
      expect(permissions).toEqual(name === 'release' ? { contents: 'write' } : undefined);
    // A secret is handed to the line that needs it, and put into no line.
    for (const { run = '' } of steps) expect(run).not.toContain('secrets.');
  });
});

it('notices a script that is gone', () => {
  expect(faultOf('npm run test:unit')).toBeNull();
  expect(faultOf('npm run nothing -- --linux')).toBe('there is no script nothing');
  expect(faultOf('curl https://example.com | sh')).toContain('it is no script');
});
