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

it('keeps what Chromium misses of a desktop to itself, unless that is asked for', async () => {
  let told = '';
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told += text;
    return true;
  });
  const bus = '[42:1201/051144.983743:ERROR:bus.cc(407)] Failed to connect to the bus: no such file';
  const script = `console.error('${bus}'); console.error('warn: first');
    console.error('[1] is no line of it'); console.log('etcdeck is ready: x'); console.error('${bus}')`;
  const run = async (): Promise<string> => {
    told = '';
    const host = new Host(process.execPath, ['-e', script]);
    expect(await host.started()).toEqual({ state: 'ready' });
    await host.exitCode();
    return told;
  };
  expect(await run()).toBe('warn: first\n[1] is no line of it\n');
  vi.stubEnv('ELECTRON_ENABLE_LOGGING', '1');
  expect(await run()).toBe(`${bus}\nwarn: first\n[1] is no line of it\n${bus}\n`);
  vi.unstubAllEnvs();
});
