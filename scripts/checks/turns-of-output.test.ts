import { expect, it } from 'vitest';
import { TurnsOfOutput } from './turns-of-output.mjs';

function printed(): { readonly turns: TurnsOfOutput; readonly text: () => string } {
  let text = '';
  const turns = new TurnsOfOutput((more) => {
    text += more;
  });
  return { turns, text: () => text };
}

it('lets the first through at once, and tells the others whole, in the order in which they began', () => {
  const { turns, text } = printed();
  const [a, b, c] = [turns.open(), turns.open(), turns.open()];
  b.write('b1 ');
  a.write('a1 ');
  c.write('c1 ');
  b.write('b2 ');
  expect(text()).toBe('a1 ');
  b.end();
  a.write('a2 ');
  expect(text()).toBe('a1 a2 ');
  a.end();
  expect(text()).toBe('a1 a2 b1 b2 c1 ');
  c.write('c2 ');
  expect(text()).toBe('a1 a2 b1 b2 c1 c2 ');
  c.end();
  turns.open().write('d ');
  expect(text()).toBe('a1 a2 b1 b2 c1 c2 d ');
});

it('tells what it keeps where a run is stopped, once', () => {
  const { turns, text } = printed();
  const [a, b] = [turns.open(), turns.open()];
  a.write('a ');
  b.write('b ');
  turns.tellAll();
  turns.tellAll();
  a.end();
  expect(text()).toBe('a b ');
});
