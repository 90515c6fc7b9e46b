import { expect, it } from 'vitest';
import type { WatchNotice } from '../../../contract/watches.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { HeardEvents } from './heard-events.ts';

const deleted = (key: string, modRevision: number): WatchNotice => ({
  kind: 'event',
  event: { type: 'delete', key: bytesOf(key), modRevision, previous: null },
});

it('goes on within a revision that was told in part, and repeats nothing of it', () => {
  const heard = new HeardEvents();
  expect(heard.next).toBeNull();
  heard.take({ kind: 'started', revision: 7 });
  expect(heard.next).toBe(7);
  expect(heard.take(deleted('/a', 9))).toBe(true);
  expect(heard.take(deleted('/b', 9))).toBe(true);
  expect(heard.next).toBe(9);
  expect(heard.take({ kind: 'started', revision: 9 })).toBe(true);
  expect(
    [deleted('/a', 9), deleted('/b', 9), deleted('/c', 9), deleted('/a', 10)].map((each) => heard.take(each)),
  ).toEqual([false, false, true, true]);
  expect(heard.next).toBe(10);
});

it('goes on behind what is known to be quiet', () => {
  const heard = new HeardEvents();
  heard.take({ kind: 'started', revision: 7 });
  heard.take({ kind: 'progress', revision: 20 });
  expect(heard.next).toBe(21);
});

it('knows a revision whole once the watch has resumed behind it', () => {
  const heard = new HeardEvents();
  heard.take({ kind: 'started', revision: 7 });
  heard.take(deleted('/a', 9));
  heard.take({ kind: 'resumed', endpoint: 'http://127.0.0.1:2379', fromRevision: 10 });
  expect(heard.upTo).toEqual({ next: 10, told: [] });
});
