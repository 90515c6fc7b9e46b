import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const ownHeap = { bytes: 0, collections: 0 };

vi.mock('node:v8', () => ({ getHeapStatistics: () => ({ total_heap_size: ownHeap.bytes }) }));
vi.mock('node:inspector', () => ({
  Session: class {
    connect(): void {}
    disconnect(): void {}
    post(method: string, done: () => void): void {
      expect(method).toBe('HeapProfiler.collectGarbage');
      ownHeap.collections += 1;
      ownHeap.bytes /= 2;
      done();
    }
  },
}));

const { collectAtRest, MUCH_BYTES, REST_MS } = await import('./collect-at-rest.ts');

/** A window whose page has a heap, half of which is garbage. */
function aWindow(heap: { bytes: number }) {
  const asked: string[] = [];
  const tools = {
    isOpen: false,
    isAttached: () => tools.isOpen,
    attach() {
      tools.isOpen = true;
    },
    detach() {
      tools.isOpen = false;
    },
    async sendCommand(method: string): Promise<unknown> {
      asked.push(method);
      if (method === 'HeapProfiler.collectGarbage') heap.bytes /= 2;
      return { totalSize: heap.bytes };
    },
  };
  const webContents = Object.assign(new EventEmitter(), { debugger: tools });
  const window = Object.assign(new EventEmitter(), { webContents });
  return {
    window: window as unknown as Electron.BrowserWindow, // What is followed of a window.
    webContents,
    tools,
    collections: () => asked.filter((method) => method === 'HeapProfiler.collectGarbage').length,
    close: () => window.emit('closed'),
  };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  Object.assign(ownHeap, { bytes: 4 * MUCH_BYTES, collections: 0 });
});
afterEach(() => void vi.useRealTimers());

it('collects this process and its page once the window has not been used for a while', async () => {
  const { window, webContents, tools, collections } = aWindow({ bytes: 4 * MUCH_BYTES });
  collectAtRest().follow(window);
  webContents.emit('did-finish-load');
  await vi.advanceTimersByTimeAsync(REST_MS - 1_000);
  webContents.emit('input-event');
  await vi.advanceTimersByTimeAsync(REST_MS - 1_000);
  expect([collections(), ownHeap.collections]).toEqual([0, 0]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect([collections(), ownHeap.collections]).toEqual([1, 1]);
  expect(tools.isOpen).toBe(false);
  expect(vi.getTimerCount()).toBe(0);
});

it('leaves a heap alone that has hardly grown since', async () => {
  const heap = { bytes: 4 * MUCH_BYTES };
  const { window, webContents, collections } = aWindow(heap);
  collectAtRest().follow(window);
  webContents.emit('input-event');
  await vi.advanceTimersByTimeAsync(REST_MS);
  heap.bytes += MUCH_BYTES - 1;
  webContents.emit('input-event');
  await vi.advanceTimersByTimeAsync(REST_MS);
  expect([collections(), ownHeap.collections]).toEqual([1, 1]);
  heap.bytes += 1;
  webContents.emit('input-event');
  await vi.advanceTimersByTimeAsync(REST_MS);
  expect([collections(), ownHeap.collections]).toEqual([2, 1]);
});

it('leaves a page alone that is closed, or whose tools another one holds', async () => {
  const closed = aWindow({ bytes: 4 * MUCH_BYTES });
  const held = aWindow({ bytes: 4 * MUCH_BYTES });
  const collector = collectAtRest();
  collector.follow(closed.window);
  collector.follow(held.window);
  held.tools.attach();
  held.webContents.emit('input-event');
  closed.close();
  await vi.advanceTimersByTimeAsync(REST_MS);
  expect([closed.collections(), held.collections(), ownHeap.collections]).toEqual([0, 0, 1]);
  expect(held.tools.isOpen).toBe(true);
});
