import type { Page } from '@playwright/test';
import { DESKTOP_HOOK, PORT } from '../../src/contract/wire/handover.ts';
import { askMain } from '../fixtures/host.ts';
import { expect, test } from '../fixtures/worlds.ts';

// What a page that was taken over could try.

test.use({ expectedPageErrors: /Content Security Policy|ERR_BLOCKED_BY_CLIENT/ });

/** Sends frames over a new port and collects the answers, until there are as many as requested. */
function overPort(page: Page, frames: readonly unknown[], answers: number): Promise<readonly unknown[]> {
  return page.evaluate(
    ([hookName, portName, frames, answers]) =>
      new Promise<readonly unknown[]>((resolve) => {
        const received: unknown[] = [];
        window.addEventListener('message', (event) => {
          const port = event.data === portName ? event.ports[0] : undefined;
          if (port === undefined) return;
          port.onmessage = ({ data }) => {
            received.push(data);
            if (received.length === answers) resolve(received);
          };
          for (const frame of frames) port.postMessage(frame === 'a Blob' ? new Blob(['x']) : frame);
        });
        Reflect.get(window, hookName).requestPort();
      }),
    [DESKTOP_HOOK, PORT, frames, answers] as const,
  );
}

test.beforeEach(async ({ page }) => {
  await page.waitForLoadState('load');
});

test('code made from text does not run', async ({ page }) => {
  // In a timer, because what the test itself evaluates is exempt from the policy.
  const outcome = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        setTimeout(() => {
          try {
            // biome-ignore lint/security/noGlobalEval: that it throws is what is tested.
            resolve(String(eval('1 + 1')));
          } catch (error) {
            resolve(error instanceof Error ? error.name : 'thrown');
          }
        });
      }),
  );
  expect(outcome).toBe('EvalError');
});

test('an inline script does not run', async ({ page }) => {
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "taken over"';
    document.head.append(script);
    return document.title;
  });
  expect(ran).not.toBe('taken over');
});

test('the page reaches no network', async ({ page }) => {
  const outcomes = await page.evaluate(async () => {
    const attempts = ['https://127.0.0.1:1/', 'http://127.0.0.1:1/', 'app://elsewhere/'].map((url) =>
      fetch(url).then(
        () => 'reached',
        () => 'refused',
      ),
    );
    const image = new Promise<string>((resolve) => {
      const element = new Image();
      element.onload = () => resolve('reached');
      element.onerror = () => resolve('refused');
      element.src = 'http://127.0.0.1:1/a.png';
    });
    return Promise.all([...attempts, image]);
  });
  expect(outcomes).toEqual(Array(4).fill('refused'));
  const violated = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
        fetch('http://127.0.0.1:1/').catch(() => undefined);
      }),
  );
  expect(violated).toBe('connect-src');
});

test('the page cannot be led elsewhere, nor open a window', async ({ page, host }) => {
  const before = page.url();
  const opened = await page.evaluate(() => {
    const child = window.open('http://127.0.0.1:1/');
    window.location.href = 'http://127.0.0.1:1/';
    return child === null;
  });
  expect(opened).toBe(true);
  // A navigation that was let through would have begun by the time main answers twice.
  const windows = () => askMain(host, ({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  expect(await windows()).toBe(1);
  expect(await windows()).toBe(1);
  expect(page.url()).toBe(before);
});

test('the page has no Node and no Electron, but for the way to a port', async ({ page }) => {
  const found = await page.evaluate(
    (hook) => ({
      globals: ['require', 'process', 'Buffer', 'module', 'global', 'electron'].filter((name) => name in globalThis),
      hook: Object.keys(Reflect.get(window, hook)),
    }),
    DESKTOP_HOOK,
  );
  expect(found).toEqual({ globals: [], hook: ['requestPort'] });
});

test('permissions are refused', async ({ page }) => {
  const states = await page.evaluate(async () => {
    const notification = await Notification.requestPermission();
    const media = await navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'granted',
      () => 'denied',
    );
    return [notification, media];
  });
  expect(states).toEqual(['denied', 'denied']);
});

test('a malformed message is refused, and the host lives on', async ({ page, host }) => {
  const malformed = ['hello', null, 42, {}, [], [999, 1], [0, 'id', 'settings.host', {}], [0, 7], 'a Blob'];
  const [answer, ...others] = (
    await overPort(page, [...malformed, [0, 901, 'settings.host', {}]], malformed.length + 1)
  ).toReversed();
  // Each malformed one gets its own answer: refused, by kind 8; the good one after them is answered.
  expect(others).toHaveLength(malformed.length);
  for (const refused of others) expect(refused).toMatchObject([8, expect.any(Number), { code: 'BadRequest' }]);
  expect(answer).toMatchObject([5, 901, { ok: true }]);
  // A modal box would keep main from answering.
  expect(await askMain(host, ({ app }) => app.isReady())).toBe(true);
});

test('a method that the contract does not have is refused', async ({ page }) => {
  const calls = ['settings.nope', 'nope.get', 'constructor', '__proto__.toString', ''].map((method, at) => [
    0,
    at + 1,
    method,
    {},
  ]);
  const answers = await overPort(page, calls, calls.length);
  for (const answer of answers) expect(JSON.stringify(answer)).toContain('MethodUnknown');
});
