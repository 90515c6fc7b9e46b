import { describe, expect, it } from 'vitest';
import { changedContainer } from './changed-container.ts';

/** The way to what changed, and its texts. */
function found(before: string, after: string) {
  const changed = changedContainer(before, after);
  if (changed === null) return null;
  const { steps } = changed;
  return [
    steps,
    before.slice(changed.before.start, changed.before.end),
    after.slice(changed.after.start, changed.after.end),
  ];
}

describe('what changed in JSON', () => {
  it.each([
    ['{"a":{"n":12},"b":1}', '{"a":{"n":123},"b":1}', [['a'], '{"n":12}', '{"n":123}']],
    ['{"a":[{"n":1},{"n":2}]}', '{"a":[{"n":1},{"n":3}]}', [['a', 1], '{"n":2}', '{"n":3}']],
    ['{"a":[1,1,1],"b":1}', '{"a":[1,1],"b":1}', [['a'], '[1,1,1]', '[1,1]']],
    ['{"\\u0061\\"}":{"x":{"y":"]"}}}', '{"\\u0061\\"}":{"x":{"y":"}"}}}', [['a"}', 'x'], '{"y":"]"}', '{"y":"}"}']],
    [
      '{"a":{"b":{"c":1},"d":{"e":1}}}',
      '{"a":{"b":{"c":2},"d":{"e":2}}}',
      [['a'], '{"b":{"c":1},"d":{"e":1}}', '{"b":{"c":2},"d":{"e":2}}'],
    ],
    ['{"a":{"k":"v"}}', '{"a":{"k":"v\\"}"}}', [['a'], '{"k":"v"}', '{"k":"v\\"}"}']],
  ])('is found between %s and %s', (before, after, expected) => {
    expect(found(before, after)).toEqual(expected);
  });

  it.each([
    ['{"a":1}', '{"a":2}'],
    ['{"a":{"b":1}}', '[{"b":1}]'],
    ['{"a":{"b":1}}', '{"a":{"b":1'],
    ['{"a":{"b":1}}', '{"a":{"b":1}},{"a":{"b":1}}'],
    ['{"a":{"b":1},"c":1}', '{"a":{"b":1}},"c":1}'],
    ['{"a":{"b":1},"c":{"d":1}}', '{"a":{"b":2},"c":{"d":2}}'],
  ])('is not found between %s and %s', (before, after) => {
    expect(changedContainer(before, after)).toBeNull();
  });
});
