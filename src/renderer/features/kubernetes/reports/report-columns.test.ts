import { expect, it } from 'vitest';
import { encryptionColumns } from './report-columns.tsx';

it('counts what lies in clear ahead of the name of its key, within the width of a narrow window', () => {
  const columns = encryptionColumns(() => null);
  expect(columns.map(({ title }) => title)).toEqual(['Resource', 'Provider', 'Objects', 'Key']);
});
