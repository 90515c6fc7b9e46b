import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { PartialState } from './PartialState.tsx';

afterEach(cleanup);

it('says what there is and what is missing, and offers the rest', async () => {
  const more = vi.fn();
  render(
    <PartialState
      found="2 of 3 answered."
      missing="The third is not reachable."
      action={{ label: 'Ask again', run: more }}
    />,
  );
  expect(screen.getByRole('status').textContent).toContain('2 of 3 answered. The third is not reachable.');
  await userEvent.click(screen.getByRole('button', { name: 'Ask again' }));
  expect(more).toHaveBeenCalledOnce();
});
