import { expect, it } from 'vitest';
import { failureList } from './failure-pages.ts';

/** Written again with `npx vitest run --project unit scripts/guide/failures-page -u`. */
it('docs/failures.md has the sentence of every failure', async () => {
  await expect(failureList(false)).toMatchFileSnapshot('../../docs/failures.md');
});
