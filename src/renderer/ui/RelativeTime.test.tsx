import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RelativeTime } from './RelativeTime.tsx';

beforeEach(() => vi.useFakeTimers({ now: Date.UTC(2026, 10, 16) }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it('stays true while it is on screen, each second at first and twice a minute later', () => {
  render(<RelativeTime at={Date.now()} />);
  const shown = () => screen.getByRole('time').textContent;
  const atFirst = shown();
  act(() => vi.advanceTimersByTime(5_000));
  const soon = shown();
  expect(soon).not.toBe(atFirst);
  act(() => vi.advanceTimersByTime(4 * 60_000));
  expect(shown()).toBe('4 min ago');
  expect(vi.getTimerCount()).toBe(1);
});

it('leaves no clock behind', () => {
  render(<RelativeTime at={Date.now()} />);
  cleanup();
  expect(vi.getTimerCount()).toBe(0);
});
