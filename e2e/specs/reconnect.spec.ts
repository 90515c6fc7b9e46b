import { startCluster } from '../../src/testing/test-cluster.ts';
import { connect } from '../fixtures/connected.ts';
import { expect, test } from '../fixtures/worlds.ts';

test('a cluster that stops is waited for, and is back without a click @browser', async ({ page }) => {
  const cluster = await startCluster();
  try {
    const [member] = cluster.members;
    if (member === undefined) throw new Error('there is no member');
    const without = { caFile: null, certFile: null, keyFile: null, user: null, password: null };
    const workbench = await connect(page, { name: 'alone', endpoints: cluster.endpoints, ...without });
    const answers = '1 of 1 voters answer, none may fail';
    await expect(workbench.quorum).toHaveText(answers);
    await member.kill();
    await expect(workbench.quorum).toHaveText(/^Reconnecting\. 127\.0\.0\.1:\d+: Nothing listens on that port\.$/);
    await member.restart();
    await expect(workbench.quorum).toHaveText(answers);
  } finally {
    await cluster.close();
  }
});
