import { afterEach, expect, it, vi } from 'vitest';
import { PAGE_SECRET } from '../../contract/wire/handover.ts';
import { connectSocket } from './connect-socket.ts';

/** A socket that opens where the host answers, and closes where it does not. */
class OneSocket extends EventTarget {
  static isAnswered = true;
  static made = 0;
  binaryType = '';
  readonly OPEN = 1;
  readyState = 1;

  constructor() {
    super();
    OneSocket.made += 1;
    const { isAnswered } = OneSocket;
    queueMicrotask(() => this.dispatchEvent(new Event(isAnswered ? 'open' : 'close')));
  }

  send(): void {}
  close(): void {}
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('tries again until the host that was lost answers', async () => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', OneSocket);
  localStorage.setItem(PAGE_SECRET, 'secret');
  const { comesBack, close } = await connectSocket();
  close();
  OneSocket.isAnswered = false;
  const onBack = vi.fn();
  void comesBack?.().then(onBack);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(OneSocket.made).toBeGreaterThan(2);
  expect(onBack).not.toHaveBeenCalled();
  OneSocket.isAnswered = true;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(onBack).toHaveBeenCalledOnce();
});

it('names the command that starts its host when it cannot be reached', async () => {
  vi.stubGlobal('WebSocket', OneSocket);
  localStorage.setItem(PAGE_SECRET, 'secret');
  OneSocket.isAnswered = false;
  await expect(connectSocket()).rejects.toMatchObject({
    code: 'BackendClosed',
    detail: { startedBy: 'etcdeck serve' },
  });
});
