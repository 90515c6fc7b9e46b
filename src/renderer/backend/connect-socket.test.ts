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
  vi.unstubAllGlobals();
});

it('asks the host that was lost when it is told to, and at no other time', async () => {
  vi.stubGlobal('WebSocket', OneSocket);
  localStorage.setItem(PAGE_SECRET, 'secret');
  const { answersAgain, close } = await connectSocket();
  close();
  OneSocket.isAnswered = false;
  expect(await answersAgain?.()).toBe(false);
  OneSocket.isAnswered = true;
  expect(await answersAgain?.()).toBe(true);
  expect(OneSocket.made).toBe(3);
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
