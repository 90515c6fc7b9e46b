import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { PlannedChange } from '../../../contract/planned-changes.ts';
import { aKeysBody } from '../../testing/plan-builders.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { PlannedKeys } from './PlannedKeys.tsx';

afterEach(cleanup);

it('says how many keys it does not name, of those that would be overwritten as of all', () => {
  const samples = Array.from(
    { length: 100 },
    (_, n): PlannedChange => ({
      ...{ kind: 'overwrite', key: bytesOf(`/app/${n}`), from: null, bytes: 2, expectedModRevision: 7 },
    }),
  );
  const counts = { create: 10, overwrite: 1_350, delete: 0, skip: 1 };
  render(<PlannedKeys body={aKeysBody({ counts, samples, conflicts: samples })} />);
  expect(screen.getByText('and 1,250 more')).toBeTruthy();
  expect(screen.getByText('and 1,261 more')).toBeTruthy();
});
