import { describe, expect, it } from 'vitest';
import { bytesOf } from './byte-text.ts';
import { type LineLane, type LineSpan, nextSpan, spanWords } from './span-lane.ts';

const span = (id: string, from: string, to: string | null): LineSpan => ({
  ...{ id, from: bytesOf(from), to: to === null ? null : bytesOf(to) },
  ...{ label: `${id}.`, fill: 'solid' },
});
const lane = (name: string, ...spans: readonly LineSpan[]): LineLane => ({ id: name, name, spans });
const [b, a, all, inner] = [
  span('b', '/b', '/c'),
  span('a', '/a', '/b'),
  span('all', '\0', null),
  span('in', '/bb', '/bc'),
];
const [first, empty, second, third] = [lane('first', b, a), lane('empty'), lane('second', all), lane('third', inner)];
const lanes = [first, empty, second, third];

describe('walking spans', () => {
  it.each([
    ['ArrowRight', { lane: first, span: a }, 'b'],
    ['ArrowLeft', { lane: first, span: a }, undefined],
    ['Home', { lane: first, span: b }, 'a'],
    ['End', { lane: first, span: a }, 'b'],
    ['ArrowDown', { lane: first, span: b }, 'all'],
    ['ArrowUp', { lane: third, span: inner }, 'all'],
    ['ArrowUp', { lane: second, span: all }, 'a'],
    ['ArrowUp', { lane: first, span: b }, undefined],
    ['x', { lane: first, span: b }, undefined],
  ])('%s goes by the order of bytes, past lanes without any (%#)', (key, from, to) => {
    expect(nextSpan(lanes, from, key)?.span.id).toBe(to);
  });
});

it('names the lanes that share a part of a span', () => {
  expect(spanWords({ lane: first, span: b }, lanes)).toBe('b. Shared in part or whole with second, third.');
  expect(spanWords({ lane: first, span: a }, [first, third])).toBe('a. No other one shares a part of it.');
  const many = Array.from({ length: 7 }, (_, at) => lane(`l${at}`, span(`s${at}`, '/a', null)));
  expect(spanWords({ lane: first, span: a }, many)).toContain('l0, l1, l2, l3 and 3 more.');
});
