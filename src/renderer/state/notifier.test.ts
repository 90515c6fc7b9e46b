import { afterEach, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../contract/failure.ts';
import { scriptedApi } from '../testing/scripted-api.ts';
import { openNotifier } from './notifier.ts';

const notice = { title: '/app/…: 2 changes', lines: ['put /app/a', 'delete /app/b'], tag: 'watch-1', onClick: vi.fn() };
const inBrowser = { nativeNotifications: false };

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Stands in for the browser's notifications, which jsdom has not. */
function stub(permission: NotificationPermission) {
  const shown: Notifying[] = [];
  class Notifying {
    static readonly requestPermission = async (): Promise<NotificationPermission> => permission;
    onclick: (() => void) | null = null;
    readonly close = vi.fn();
    constructor(
      readonly title: string,
      readonly options: NotificationOptions,
    ) {
      shown.push(this);
    }
  }
  vi.stubGlobal('Notification', Notifying);
  return shown;
}

it('shows a notification of the browser, which leads to what it is about', async () => {
  const shown = stub('granted');
  const focus = vi.spyOn(window, 'focus').mockReturnValue();
  const notify = await openNotifier(scriptedApi({}), inBrowser);
  if (typeof notify !== 'function') throw new Error(notify);
  notify(notice);
  const [one] = shown;
  expect(one).toMatchObject({ title: notice.title, options: { body: 'put /app/a\ndelete /app/b', tag: 'watch-1' } });
  one?.onclick?.();
  expect([focus, notice.onClick, one?.close].map((each) => each?.mock.calls.length)).toEqual([1, 1, 1]);
});

it('says that the browser denies them, or has none', async () => {
  const shown = stub('denied');
  expect(await openNotifier(scriptedApi({}), inBrowser)).toBe('denied');
  vi.unstubAllGlobals();
  expect(await openNotifier(scriptedApi({}), inBrowser)).toBe('missing');
  expect(shown).toEqual([]);
});

it('has the host show them where it can, and goes on where one cannot be shown', async () => {
  const asked: unknown[] = [];
  const notify = async (request: unknown): Promise<never> => {
    asked.push(request);
    throw new EtcdeckError({ code: 'Internal', message: 'no bus' });
  };
  const show = await openNotifier(scriptedApi({ settings: { notify } }), { nativeNotifications: true });
  if (typeof show !== 'function') throw new Error(show);
  show(notice);
  await vi.waitFor(() => expect(asked).toEqual([{ title: notice.title, lines: notice.lines }]));
});
