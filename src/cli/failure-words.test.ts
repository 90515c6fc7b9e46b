import { expect, it } from 'vitest';
import { contentOf } from '../core/terminal/printable.ts';
import { everyErrorCode } from '../testing/every-error-code.ts';
import { describeFailure } from './failure-words.ts';
import { createProgram } from './program.ts';
import { everyCommand, outlineOf } from './shells/outline.ts';

const message = 'rafthttp: peer is gone';

it.each(everyErrorCode)('says what happened and what to do for %s', (code) => {
  const lines = contentOf(describeFailure({ code, message, retry: false })).split('\n');
  expect(lines).toEqual([`${message} (${code}).`, expect.stringMatching(/^\S.*\.$/)]);
  expect(lines[1]).not.toContain(message);
});

it.each(everyErrorCode)('names nothing for %s that only a window has', (code) => {
  const text = contentOf(describeFailure({ code, message, retry: false }));
  expect(text).not.toMatch(/\b(windows?|screen|reload|hexadecimal|keychain|paste|in the connection)\b/i);
  expect(text).not.toMatch(/\bCluster\b/);
});

it('names the facts that core sent', () => {
  const detail = { since: '3.6' };
  const said = describeFailure({ code: 'Unimplemented', message, retry: false, detail });
  expect(contentOf(said)).toBe(`${message} (Unimplemented).\nIt works once every member runs etcd 3.6.`);
});

it('says at which endpoint it happened, once', () => {
  const endpoint = 'https://10.0.4.11:2379';
  const refused = { code: 'ConnectionRefused', message: 'nothing listens', endpoint, retry: true } as const;
  expect(contentOf(describeFailure(refused))).toMatch(/^https:\/\/10\.0\.4\.11:2379: nothing listens \(/);
  const named = { ...refused, message: `nothing listens on ${endpoint}` };
  expect(contentOf(describeFailure(named)).split(endpoint)).toHaveLength(2);
});

const outline = outlineOf(createProgram(async () => undefined, { print: () => undefined, tell: () => undefined }));
const commands = everyCommand(outline).map(({ path, options }) => ({
  name: ['etcdeck', ...path].join(' '),
  options: options.flatMap(({ names }) => names),
}));

it.each(commands)('names for $name no option that it lacks', ({ name, options }) => {
  for (const code of ['ToolMissing', 'SandboxBinaryMissing'] as const) {
    const text = contentOf(describeFailure({ code, message, retry: false }, { name, options }));
    for (const [option] of text.matchAll(/--[a-z-]+/g)) expect(options).toContain(option);
  }
});

it('names the option of the command in use for a program that is missing', () => {
  const said = (options: readonly string[]) =>
    contentOf(describeFailure({ code: 'ToolMissing', message, retry: false }, { name: 'etcdeck x', options }));
  expect(said(['--etcd'])).toContain('put them on PATH, or name the folder with --etcd.');
  expect(said(['--run', '--tool'])).toContain('put them on PATH, or name the file with --tool.');
  expect(said([])).toContain('Get them with etcdeck etcd get, or put them on PATH.');
});
