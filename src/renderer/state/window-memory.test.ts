import { afterEach, expect, it, vi } from 'vitest';
import { forgetOpen, readRemembered, remember, whileOpen } from './window-memory.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  window.sessionStorage.clear();
});

const asText = (value: unknown): string | null => (typeof value === 'string' ? value : null);

it('remembers by name, and forgets', () => {
  remember('one', 'first');
  remember('two', 'second');
  expect(readRemembered('one', asText)).toBe('first');
  remember('one', null);
  expect([readRemembered('one', asText), readRemembered('two', asText)]).toEqual([null, 'second']);
});

it('forgets what was remembered while something was open, and nothing else', () => {
  remember(whileOpen('place/prod'), 'far down');
  remember('search/prod', 'app');
  forgetOpen();
  expect(readRemembered(whileOpen('place/prod'), asText)).toBeNull();
  expect(readRemembered('search/prod', asText)).toBe('app');
});

it('gives nothing that is not what was meant', () => {
  remember('one', { text: 'an object' });
  expect(readRemembered('one', asText)).toBeNull();
  window.sessionStorage.setItem('etcdeck.one', 'not JSON');
  expect(readRemembered('one', asText)).toBeNull();
  remember('one', 'good');
  const failing = (): string | null => {
    throw new TypeError('not what was meant');
  };
  expect(readRemembered('one', failing)).toBeNull();
});

it('keeps at most 1 MiB a name, and nothing old in its place', () => {
  remember('large', 'small');
  remember('large', 'x'.repeat(1024 * 1024));
  expect(readRemembered('large', asText)).toBeNull();
  window.sessionStorage.setItem('etcdeck.large', JSON.stringify('x'.repeat(1024 * 1024)));
  expect(readRemembered('large', asText)).toBeNull();
});

it('works without storage', () => {
  const refuse = (): never => {
    throw new DOMException('denied', 'SecurityError');
  };
  vi.stubGlobal('sessionStorage', { getItem: refuse, setItem: refuse, removeItem: refuse });
  remember('one', 'first');
  expect(readRemembered('one', asText)).toBeNull();
});

it('leaves nothing old where a value finds no room', () => {
  const stored = new Map([['etcdeck.one', '"old"']]);
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
    removeItem: (key: string) => stored.delete(key),
  });
  expect(readRemembered('one', asText)).toBe('old');
  remember('one', 'new');
  expect(readRemembered('one', asText)).toBeNull();
});
