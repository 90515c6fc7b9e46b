import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const switches = new Map<string, string>();
let becomeReady = (): void => undefined;

vi.mock('electron', () => ({
  app: {
    commandLine: {
      getSwitchValue: (name: string) => switches.get(name) ?? '',
      appendSwitch: (name: string, value: string) => switches.set(name, value),
    },
    whenReady: () =>
      new Promise<void>((resolve) => {
        becomeReady = resolve;
      }),
  },
}));

const { leaveOutUnused } = await import('./left-out.ts');
const own = process.platform;
const pretend = (platform: NodeJS.Platform): void => {
  Object.defineProperty(process, 'platform', { value: platform });
};

beforeEach(() => {
  switches.clear();
  pretend('linux');
});
afterEach(() => pretend(own));

it('keeps GTK from OpenGL until it has started, and hands nothing of that to other programs', async () => {
  const env: NodeJS.ProcessEnv = {};
  leaveOutUnused(env);
  expect(env.GDK_GL).toBe('disable');
  becomeReady();
  await Promise.resolve();
  expect(env).toEqual({});
});

it('leaves alone what the operator has set', async () => {
  const env = { GDK_GL: 'always' };
  switches.set('enable-features', 'Theirs');
  leaveOutUnused(env);
  becomeReady();
  await Promise.resolve();
  expect(env).toEqual({ GDK_GL: 'always' });
  expect(switches.get('enable-features')).toBe('Theirs,NetworkServiceInProcess2');
});

it('changes nothing on other platforms, where the network has a sandbox of its own', () => {
  pretend('darwin');
  const env: NodeJS.ProcessEnv = {};
  leaveOutUnused(env);
  expect(env).toEqual({});
  expect(switches.size).toBe(0);
});
