import { test } from '@playwright/test';
import { startCluster } from '../src/testing/test-cluster.ts';
import { makeHome } from './fixtures/home.ts';
import { openWeb } from './fixtures/web-host.ts';

test('times', async () => {
  test.setTimeout(600_000);
  let from = performance.now();
  const lap = (what: string) => {
    console.log('LAP', what, Math.round(performance.now() - from));
    from = performance.now();
  };
  for (const args of [[], ['--unsafe-no-fsync'], [], ['--unsafe-no-fsync']]) {
    from = performance.now();
    const c = await startCluster({ members: 3, tls: 'mutual', auth: true, args });
    lap(`cluster ${args}`);
    for (let n = 0; n < 20; n++) await c.etcdctl('put', 'a', 'b');
    lap('20 puts');
    await c.close();
    lap('close');
    const d = await startCluster({ args });
    lap(`single ${args}`);
    await d.close();
  }
  for (let n = 0; n < 3; n++) {
    from = performance.now();
    const home = await makeHome();
    lap('home');
    const host = await openWeb({ env: home.env, folder: home.folder, args: [] });
    lap('open');
    await host.page.getByRole('heading', { name: 'Which cluster?' }).waitFor();
    lap('heading');
    await host.close();
    lap('close');
    await home.remove();
    lap('remove');
  }
});
