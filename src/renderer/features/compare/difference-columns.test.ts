import { expect, it } from 'vitest';
import type { KeyDifference } from '../../../contract/compare.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { differenceColumns } from './difference-columns.tsx';

const named = (name: string): KeyDifference => ({ name: bytesOf(name), kind: 'added', left: null, right: null });
const widthOf = (...names: readonly string[]): number | undefined =>
  differenceColumns(names.map(named)).find(({ id }) => id === 'name')?.width;

it('gives names the room that the longest takes, within bounds', () => {
  expect(widthOf()).toBe(260);
  expect(widthOf('short', 'x'.repeat(60))).toBe(60 * 7.3 + 24);
  expect(widthOf('x'.repeat(4_000))).toBe(640);
});
