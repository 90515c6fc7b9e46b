import { expect, it } from 'vitest';
import { version } from '../../package.json';
import { contentOf } from '../core/terminal/printable.ts';
import { createConsole } from './console.ts';
import { run } from './run.ts';

it.each([[['--version', '--json']], [['--json', '--version']]])('says what it is to %j', async (args) => {
  expect(JSON.parse(await printed(args))).toEqual({
    version,
    commit: null,
    node: process.versions.node,
    platform: process.platform,
    arch: process.arch,
    etcd: ['3.4', '3.5', '3.6', '3.7'],
  });
});

it('says its version alone', async () => {
  expect(await printed(['--version'])).toBe(`${version}\n`);
});

async function printed(args: readonly string[]): Promise<string> {
  const texts: string[] = [];
  const console = {
    ...createConsole({ stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, env: {} }),
    print: async (output: Parameters<typeof contentOf>[0]) => void texts.push(contentOf(output)),
  };
  expect(await run(args, console, new AbortController().signal)).toBe(0);
  return texts.join('');
}
