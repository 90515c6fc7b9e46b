import { afterEach, beforeEach, expect, it, vi } from 'vitest';

let becomeReady = (): void => undefined;

vi.mock('electron', () => ({
  app: {
    whenReady: () =>
      new Promise<void>((resolve) => {
        becomeReady = resolve;
      }),
  },
}));

const { startGtkPlainly } = await import('./plain-gtk.ts');
const own = process.platform;
const pretend = (platform: NodeJS.Platform): void => {
  Object.defineProperty(process, 'platform', { value: platform });
};

beforeEach(() => pretend('linux'));
afterEach(() => pretend(own));

it('keeps GTK from OpenGL until it has started, and hands nothing of that to other programs', async () => {
  const env: NodeJS.ProcessEnv = {};
  startGtkPlainly(env);
  expect(env.GDK_GL).toBe('disable');
  becomeReady();
  await Promise.resolve();
  expect(env).toEqual({});
});

it('leaves alone what the operator has set', async () => {
  const env = { GDK_GL: 'always' };
  startGtkPlainly(env);
  becomeReady();
  await Promise.resolve();
  expect(env).toEqual({ GDK_GL: 'always' });
});

it('changes nothing on other platforms', () => {
  pretend('darwin');
  const env: NodeJS.ProcessEnv = {};
  startGtkPlainly(env);
  expect(env).toEqual({});
});
