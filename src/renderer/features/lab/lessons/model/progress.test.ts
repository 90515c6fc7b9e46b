import { expect, it } from 'vitest';
import type { ConnectionId } from '../../../../../contract/ids.ts';
import { keptText, lessonBegun, readProgress } from './progress.ts';

const read = readProgress(['quorum', 'elections']);

it('reads what was kept', () => {
  const kept = {
    open: 'elections',
    lessons: {
      elections: {
        ...lessonBegun,
        step: 1,
        predictions: { killed: 'same' },
        findings: { killed: { text: 'member-3 was elected.', right: 'grows' } },
        verdict: { isPassed: false, text: 'Not yet.' },
        since: { connection: 'sandbox-lab-a' as ConnectionId, event: 7, at: 9 },
        isPassed: true,
      },
    },
  } as const;
  expect(read(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
});

it('keeps nothing that it does not understand', () => {
  expect(read(null)).toBeNull();
  expect(read({ open: 'quorum' })).toBeNull();
  expect(read({ open: 'of another version', lessons: { quorum: { step: 'x' }, gone: lessonBegun } })).toEqual({
    open: null,
    lessons: {},
  });
  const odd = { step: -4, predictions: { a: 1, b: 'x' }, findings: { a: {} }, verdict: 3, since: { connection: 1 } };
  expect(read({ lessons: { quorum: odd } })?.lessons.quorum).toEqual({ ...lessonBegun, predictions: { b: 'x' } });
});

it('cuts what is too long to keep', () => {
  expect(keptText('a'.repeat(700))).toHaveLength(600);
  expect(
    read({ lessons: { quorum: { ...lessonBegun, predictions: { a: 'a'.repeat(700) } } } })?.lessons.quorum,
  ).toEqual(lessonBegun);
});
