import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../contract/failure.ts';
import { type FedStream, fedStream } from '../testing/scripted-api.ts';
import { useStream, useStreamFold } from './use-stream.ts';

afterEach(cleanup);

const sumOf = (stream: FedStream<number>, key: string | null = 'a', retryAfterMs?: number) =>
  renderHook(
    (props: { readonly key: string | null }) =>
      useStreamFold<number, number>({
        key: props.key,
        open: stream.open,
        initial: 0,
        fold: (before, value) => before + value,
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      }),
    { initialProps: { key } },
  );

it('folds what comes, and draws what came together once', async () => {
  const stream = fedStream<number>();
  const drawn = vi.fn();
  const { result } = renderHook(() => {
    const state = useStreamFold<number, number>({ key: 'a', open: stream.open, initial: 0, fold: (a, b) => a + b });
    drawn(state.value);
    return state;
  });
  await waitFor(() => expect(stream.opened()).toBe(1));
  const before = drawn.mock.calls.length;
  await act(async () => stream.push(...Array.from({ length: 1_000 }, () => 1)));
  await waitFor(() => expect(result.current).toMatchObject({ phase: 'streaming', value: 1_000, failure: null }));
  expect(drawn.mock.calls.length - before).toBeLessThan(20);
});

it('stops the stream at its source when its component goes', async () => {
  const stream = fedStream<number>();
  const { unmount } = sumOf(stream);
  await waitFor(() => expect(stream.opened()).toBe(1));
  unmount();
  expect(stream.stopped()).toBe(1);
});

it('opens another stream for another key, and shows nothing of the first', async () => {
  const stream = fedStream<number>();
  const { result, rerender } = sumOf(stream);
  await waitFor(() => expect(stream.opened()).toBe(1));
  await act(async () => stream.push(7));
  await waitFor(() => expect(result.current.value).toBe(7));
  rerender({ key: 'b' });
  expect(result.current.value).toBe(0);
  await waitFor(() => expect(stream.opened()).toBe(2));
  expect(stream.stopped()).toBe(1);
});

it('opens nothing without a key', () => {
  const stream = fedStream<number>();
  sumOf(stream, null);
  expect(stream.opened()).toBe(0);
});

it('tells why it failed, keeps what it had, and starts afresh when asked to', async () => {
  const stream = fedStream<number>();
  const { result } = sumOf(stream);
  await waitFor(() => expect(stream.opened()).toBe(1));
  await act(async () => stream.push(3));
  await waitFor(() => expect(result.current.value).toBe(3));
  await act(async () => stream.fail(new EtcdeckError({ code: 'PermissionDenied', message: 'no' })));
  await waitFor(() => expect(result.current.phase).toBe('failed'));
  expect(result.current).toMatchObject({ value: 3, failure: { code: 'PermissionDenied', message: 'no' } });
  act(() => result.current.restart());
  await waitFor(() => expect(stream.opened()).toBe(2));
  await act(async () => stream.push(1));
  await waitFor(() => expect(result.current).toMatchObject({ phase: 'streaming', value: 1, failure: null }));
});

it('opens anew by itself after what may pass, and not after what may not', async () => {
  const stream = fedStream<number>();
  const { result } = sumOf(stream, 'a', 1);
  await waitFor(() => expect(stream.opened()).toBe(1));
  await act(async () => stream.fail(new EtcdeckError({ code: 'Unavailable', message: 'down', retry: true })));
  await waitFor(() => expect(stream.opened()).toBe(2));
  await act(async () => stream.fail(new EtcdeckError({ code: 'BackendClosed', message: 'gone', retry: true })));
  await waitFor(() => expect(result.current.failure?.code).toBe('BackendClosed'));
  expect(stream.opened()).toBe(2);
});

it('ends when the source ends', async () => {
  const stream = fedStream<string>();
  const { result } = renderHook(() => useStream<string>({ key: 'a', open: stream.open }));
  expect(result.current.value).toBeNull();
  await waitFor(() => expect(stream.opened()).toBe(1));
  await act(async () => stream.push('first', 'last'));
  await act(async () => stream.end());
  await waitFor(() => expect(result.current).toMatchObject({ phase: 'ended', value: 'last' }));
});
