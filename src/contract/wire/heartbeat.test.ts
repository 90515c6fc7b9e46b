import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../failure.ts';
import { createClient } from './client.ts';
import { type Frame, Kind } from './frames.ts';
import type { Transport } from './transport.ts';

const patience = { intervalMs: 1_000, misses: 3 };

/** A transport whose other side answers only when the test says so. */
function silentTransport() {
  const sent: Frame[] = [];
  let listener = (_: unknown): void => undefined;
  let isClosed = false;
  const transport: Transport = {
    send: (frame) => sent.push(frame),
    onMessage: (next) => {
      listener = next;
    },
    onClose: () => undefined,
    close: () => {
      isClosed = true;
    },
  };
  return {
    transport,
    pings: () => sent.filter(([kind]) => kind === Kind.Ping).length,
    answer: () => listener([Kind.Pong]),
    isClosed: () => isClosed,
  };
}

describe('a backend that says nothing', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('counts as closed after so many unanswered pings', async () => {
    const far = silentTransport();
    const { api } = createClient(far.transport, { patience });
    const answer = api.settings.get({}).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(await answer).toBeInstanceOf(EtcdeckError);
    expect(await answer).toMatchObject({ code: 'BackendClosed', retry: true });
    expect(far.isClosed()).toBe(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(far.pings()).toBe(3);
  });

  it('lives as long as it answers', async () => {
    const far = silentTransport();
    let failure: EtcdeckError | null = null;
    createClient(far.transport, { patience }).onDidClose((reason) => {
      failure = reason;
    });
    for (let second = 0; second < 60; second++) {
      await vi.advanceTimersByTimeAsync(1_000);
      if (second % 3 === 2) far.answer();
    }
    expect(failure).toBeNull();
    expect(far.pings()).toBe(60);
  });

  it('is not asked any more once this end has closed', async () => {
    const far = silentTransport();
    createClient(far.transport, { patience }).close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(far.pings()).toBe(0);
  });
});
