import { expect, it } from 'vitest';
import { mostLabEvents } from '../../../../contract/lab/events.ts';
import { mostLabFrames } from '../../../../contract/lab/frames.ts';
import { aLabFrame } from '../../../testing/lab-builders.ts';
import { linkOf } from './lab-facts.ts';
import { LabHistory } from './lab-history.ts';

it('keeps as many frames as core does, and finds the one of a moment', () => {
  const history = new LabHistory();
  history.addFrames([]);
  expect(history.frameAt(5)).toBeNull();
  const frames = Array.from({ length: mostLabFrames + 500 }, (_, at) => aLabFrame(1, (at + 1) * 100));
  for (let at = 0; at < frames.length; at += 100) history.addFrames(frames.slice(at, at + 100));
  const { oldest, newest } = history;
  expect(newest?.at).toBe((mostLabFrames + 500) * 100);
  const kept = ((newest?.at ?? 0) - (oldest?.at ?? 0)) / 100 + 1;
  expect(kept).toBeGreaterThanOrEqual(mostLabFrames);
  expect(kept).toBeLessThanOrEqual(mostLabFrames + 100);
  expect(history.frameAt(300_049)?.at).toBe(300_000);
  expect(history.frameAt(0)?.at).toBe(oldest?.at);
  expect(history.framesBefore(300_000, 1_000).map(({ at }) => at)).toEqual(
    Array.from({ length: 10 }, (_, at) => 299_100 + at * 100),
  );
  // What fell out has no band left.
  expect(history.phasesOf('a')[0]?.to).toBeGreaterThanOrEqual(oldest?.at ?? 0);
});

it('takes a past that is told again only once', () => {
  const history = new LabHistory();
  const event = { kind: 'members', news: 'added', member: 'd', at: 5 } as const;
  history.addFrames([aLabFrame(3, 100), aLabFrame(3, 200)]);
  history.addFrames([aLabFrame(3, 100), aLabFrame(3, 200), aLabFrame(3, 300)]);
  expect(history.framesBefore(300, 1_000)).toHaveLength(3);
  expect(history.addEvents([{ ...event, seq: 1 }])).toHaveLength(1);
  expect(history.addEvents([1, 2].map((seq) => ({ ...event, seq })))).toHaveLength(1);
  history.addEvents(Array.from({ length: mostLabEvents + 1_000 }, (_, at) => ({ ...event, seq: at + 3 })));
  expect(history.events).toHaveLength(mostLabEvents);
  expect(history.events.at(-1)?.seq).toBe(mostLabEvents + 1_002);
});

it('makes bands of what stayed as it was, and none over a gap', () => {
  const history = new LabHistory();
  history.addFrames([aLabFrame(3, 100), aLabFrame(3, 200)]);
  history.addFrames([aLabFrame(3, 300, { a: { state: 'dead' }, b: { state: 'leader', term: 3 } })]);
  history.addFrames([aLabFrame(3, 400, { a: { state: 'dead' }, b: { state: 'leader', term: 3 } })]);
  expect(history.phasesOf('a').map(({ value, from, to }) => [value.state, from, to])).toEqual([
    ['leader', 100, 300],
    ['dead', 300, 400],
  ]);
  expect(history.terms.map(({ value, from, to }) => [value, from, to])).toEqual([
    [2, 100, 300],
    [3, 300, 400],
  ]);
  history.addFrames([aLabFrame(3, 9_000, { b: { term: 3 } })]);
  expect(history.terms.map(({ from, to }) => [from, to])).toEqual([
    [100, 300],
    [300, 400],
    [9_000, 9_000],
  ]);
});

it('keeps a link that carries nothing once, as long as it is set alike', () => {
  const history = new LabHistory();
  const idle = { messages: {}, bytes: 0 };
  const at = (moment: number, state: 'open' | 'cut') =>
    aLabFrame(3, moment, {}, ({ from, to }) => (from === 'b' && to === 'c' ? { ...idle, state } : {}));
  history.addFrames([at(100, 'open'), at(200, 'open'), at(300, 'cut'), at(400, 'cut')]);
  const kept = [100, 200, 300, 400].map((moment) => {
    const frame = history.frameAt(moment);
    return frame === null ? null : linkOf(frame, 'b', 'c');
  });
  expect(kept[1]).toBe(kept[0]);
  expect(kept.map((link) => link?.state)).toEqual(['open', 'open', 'cut', 'cut']);
  expect(kept[3]).toBe(kept[2]);
});
