import { expect, it } from 'vitest';
import { sizeNote } from './request-size.ts';

it('warns near the limit and beyond it', () => {
  const limit = 1_572_864;
  expect(sizeNote(1_000_000, limit)).toBeNull();
  expect(sizeNote(1_500_000, limit)).toBe('Close to the largest request that the server takes: 1.5 MiB.');
  expect(sizeNote(limit, limit)).toContain('will probably refuse');
});
