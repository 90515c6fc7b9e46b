import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { AccessChange } from '../../../contract/access.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { PlannedAccess } from './PlannedAccess.tsx';

afterEach(cleanup);

const aChange = (facts: Partial<AccessChange>): AccessChange => ({
  ...{ user: 'ann', change: 'loses', key: bytesOf('/app/'), end: bytesOf('/app0') },
  ...{ canRead: true, canWrite: false, keys: 1_204 },
  ...facts,
});

it('names who gains and who loses which keys, and how many', () => {
  render(
    <PlannedAccess changes={[aChange({}), aChange({ user: 'bob', change: 'gains', canWrite: true, keys: null })]} />,
  );
  const [, ...rows] = within(screen.getByRole('grid', { name: 'Who gains and who loses' })).getAllByRole('row');
  expect(rows.map(({ textContent }) => textContent)).toEqual([
    'annlosesRead everything under /app/1,204',
    'bobgainsRead and write everything under /app/not counted',
  ]);
});

it('says that nobody gains or loses', () => {
  render(<PlannedAccess changes={[]} />);
  expect(screen.getByText(/^Nobody:/)).toBeTruthy();
});
