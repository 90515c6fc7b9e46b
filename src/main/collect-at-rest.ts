import { Session } from 'node:inspector';
import { getHeapStatistics } from 'node:v8';
import type { BrowserWindow, WebContents } from 'electron';

/** How long no window has had input when garbage is collected: each process stands still meanwhile. */
export const REST_MS = 8_000;

/** How much a heap must have grown since it was last collected. */
export const MUCH_BYTES = 6_000_000;

/** What a heap had when it was last collected. */
interface Collected {
  bytes: number;
}

/**
 * Has V8 give back what it holds for nothing, of this process and of its pages, once the windows are not used. By itself it
 * keeps what a large read has made it take, until it is short of memory.
 */
export function collectAtRest(): { follow(window: BrowserWindow): void } {
  const pages = new Map<WebContents, Collected>();
  const own: Collected = { bytes: 0 };
  let usedAt = 0;
  let isWaiting = false;

  const rest = (): void => {
    const left = usedAt + REST_MS - performance.now();
    if (left > 0) {
      setTimeout(rest, left);
      return;
    }
    isWaiting = false;
    // A page that hangs answers nothing until it is reloaded.
    for (const [page, collected] of pages) void collectPage(page, collected);
    collectOwn(own);
  };
  const used = (): void => {
    usedAt = performance.now();
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(rest, REST_MS);
  };

  return {
    follow(window) {
      const { webContents } = window;
      const collected: Collected = { bytes: 0 };
      pages.set(webContents, collected);
      webContents.on('input-event', used);
      webContents.on('did-finish-load', () => {
        // A loaded page has a heap of its own.
        collected.bytes = 0;
        used();
      });
      window.on('closed', () => pages.delete(webContents));
    },
  };
}

function collectOwn(collected: Collected): void {
  if (getHeapStatistics().total_heap_size - collected.bytes < MUCH_BYTES) return;
  const session = new Session();
  session.connect();
  session.post('HeapProfiler.collectGarbage', () => {
    session.disconnect();
    collected.bytes = getHeapStatistics().total_heap_size;
  });
}

async function collectPage({ debugger: tools }: WebContents, collected: Collected): Promise<void> {
  const heapBytes = async (): Promise<number> => {
    const usage: unknown = await tools.sendCommand('Runtime.getHeapUsage');
    return typeof usage === 'object' && usage !== null && 'totalSize' in usage ? Number(usage.totalSize) : 0;
  };
  if (tools.isAttached()) return;
  try {
    tools.attach();
    if ((await heapBytes()) - collected.bytes < MUCH_BYTES) return;
    await tools.sendCommand('HeapProfiler.collectGarbage');
    collected.bytes = await heapBytes();
  } catch {
    // The page is gone, or hangs and is reloaded.
  } finally {
    if (tools.isAttached()) tools.detach();
  }
}
