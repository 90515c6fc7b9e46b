import { afterEach, expect, it, vi } from 'vitest';
import { Host } from './host.mjs';

afterEach(() => vi.restoreAllMocks());

it('passes on the words of a host, and nothing that steers the terminal', async () => {
  let told = '';
  vi.spyOn(console, 'log').mockImplementation((line) => {
    told += `${line}\n`;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told += text;
    return true;
  });
  const script = `process.stderr.write('warn: \\u001b[2J\\u202e\\n', () => console.log('etcdeck is ready: \\u001b]0;x\\u0007'))`;
  const host = new Host(process.execPath, ['-e', script]);
  expect(await host.started()).toEqual({ state: 'ready' });
  await host.exitCode();
  expect(told.split('\n').sort()).toEqual(['', 'etcdeck is ready: \\x1b]0;x\\x07', 'warn: \\x1b[2J\\xe2\\x80\\xae']);
});
