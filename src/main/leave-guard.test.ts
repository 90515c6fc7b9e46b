import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LEAVE_QUESTION, LEAVING, STAYING, WAS_ASKED } from '../contract/wire/handover.ts';

class Port extends EventEmitter {
  other: Port | null = null;
  start(): void {}
  close(): void {}
  postMessage(data: unknown): void {
    this.other?.emit('message', { data });
  }
}

vi.mock('electron', () => ({
  MessageChannelMain: class {
    readonly port1 = new Port();
    readonly port2 = new Port();
    constructor() {
      this.port2.other = this.port1;
    }
  },
}));

const { guardLeaving, HUNG_MS } = await import('./leave-guard.ts');

/** The closing behaviour of a window. Its page prevents unloading while it has an edit. */
function aWindow(page: { hasEdit: boolean; isHung?: boolean; asksNobody?: boolean }) {
  const webContents = new EventEmitter();
  const window = new EventEmitter();
  const asked: { readonly how: string; readonly port: Port }[] = [];
  const happened: string[] = [];
  const unload = (what: string): void => {
    if (page.isHung) return;
    let isAllowed = !page.hasEdit;
    const preventDefault = (): void => {
      isAllowed = true;
    };
    if (page.hasEdit) webContents.emit('will-prevent-unload', { preventDefault });
    if (isAllowed) gone(what);
  };
  const gone = (what: string): void => {
    happened.push(what);
    if (what === 'reloaded') webContents.emit('did-navigate');
    else window.emit('closed');
  };
  Object.assign(webContents, {
    reload: () => unload('reloaded'),
    postMessage: (channel: string, how: string, [port]: readonly Port[]) => {
      expect(channel).toBe(LEAVE_QUESTION);
      if (port === undefined) throw new Error('no port');
      asked.push({ how, port });
      if (!page.asksNobody) port.postMessage(WAS_ASKED);
    },
  });
  Object.assign(window, {
    webContents,
    close: () => {
      window.emit('close');
      unload('closed');
    },
    destroy: () => gone('destroyed'),
    isMinimized: () => false,
    show: () => undefined,
    focus: () => undefined,
  });
  const onStay = vi.fn();
  // The part of a window that the guard uses.
  const guarded = window as unknown as BrowserWindow;
  guardLeaving(guarded, onStay);
  return { window: guarded, asked, happened, onStay };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('closes a window without edits at once', () => {
  const { window, asked, happened } = aWindow({ hasEdit: false });
  window.close();
  expect([asked, happened]).toEqual([[], ['closed']]);
});

it('closes over edits only when the operator says so', () => {
  const { window, asked, happened, onStay } = aWindow({ hasEdit: true });
  window.close();
  vi.advanceTimersByTime(10 * HUNG_MS);
  expect([asked[0]?.how, happened]).toEqual(['close', []]);
  // While the operator is asked, another click asks nothing more and closes nothing.
  window.close();
  vi.advanceTimersByTime(10 * HUNG_MS);
  expect([asked.length, happened]).toEqual([1, []]);
  asked[0]?.port.postMessage(STAYING);
  expect(onStay).toHaveBeenCalledTimes(1);
  expect(happened).toEqual([]);
  window.close();
  asked[1]?.port.postMessage(LEAVING);
  expect(happened).toEqual(['closed']);
});

it('reloads when the page says so, and asks again the next time', () => {
  const page = { hasEdit: true };
  const { window, asked, happened } = aWindow(page);
  window.webContents.reload();
  expect(asked[0]?.how).toBe('reload');
  page.hasEdit = false;
  asked[0]?.port.postMessage(LEAVING);
  expect(happened).toEqual(['reloaded']);
  page.hasEdit = true;
  window.close();
  expect([asked.length, asked[1]?.how, happened.length]).toEqual([2, 'close', 1]);
});

it('closes a window whose page refuses and asks nobody', () => {
  const { window, happened } = aWindow({ hasEdit: true, asksNobody: true });
  window.close();
  expect(happened).toEqual([]);
  vi.advanceTimersByTime(HUNG_MS);
  expect(happened).toEqual(['closed']);
});

it('closes a window whose page hangs, while it is asked as well', () => {
  const page = { hasEdit: true, isHung: true };
  const hung = aWindow(page);
  hung.window.close();
  vi.advanceTimersByTime(HUNG_MS);
  expect(hung.happened).toEqual(['destroyed']);

  const later = { hasEdit: true, isHung: false };
  const { window, happened } = aWindow(later);
  window.close();
  later.isHung = true;
  window.close();
  vi.advanceTimersByTime(HUNG_MS);
  expect(happened).toEqual(['destroyed']);
});
