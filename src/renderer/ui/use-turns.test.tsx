import { cleanup, render } from '@testing-library/react';
import { useEffect } from 'react';
import { afterEach, expect, it } from 'vitest';
import { useTurns } from './use-turns.ts';

afterEach(cleanup);

/** Tells each number of parts that was on screen. */
function Parts(props: {
  readonly count: number;
  readonly isInTurn: boolean;
  readonly onShown: (shown: number) => void;
}) {
  const { count, isInTurn, onShown } = props;
  const shown = useTurns(count, isInTurn);
  useEffect(() => {
    onShown(shown);
  }, [shown, onShown]);
  return null;
}

function shownOf(isInTurn: boolean): readonly number[] {
  const seen: number[] = [];
  render(<Parts count={3} isInTurn={isInTurn} onShown={(shown) => seen.push(shown)} />);
  return seen;
}

it('shows one part after another, each with what stands before it', () => {
  expect(shownOf(true)).toEqual([0, 1, 2, 3]);
});

it('shows all parts at once where they are not in turn', () => {
  expect(shownOf(false)).toEqual([3]);
});
