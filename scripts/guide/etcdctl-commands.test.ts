import { expect, it } from 'vitest';
import { etcdctlCommands } from './etcdctl-commands.ts';

/** Written again with `npx vitest run --project unit scripts/guide/etcdctl-commands -u`. */
it('docs/guide/etcdctl-commands.md has every command that a line can have', async () => {
  await expect(etcdctlCommands()).toMatchFileSnapshot('../../docs/guide/etcdctl-commands.md');
});
