import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { chosenEtcd } from '../../src/testing/etcd-binaries.ts';
import { connect } from '../fixtures/connected.ts';
import { expect, test } from '../fixtures/worlds.ts';
import { SnapshotsPage } from '../pages/snapshots-page.ts';

const run = promisify(execFile);

test('one click saves a snapshot that etcd’s own tool accepts', async ({ page, home, entries }) => {
  const workbench = await connect(page, entries);
  const snapshots = new SnapshotsPage(page);
  await snapshots.saveNow.click();
  await expect(snapshots.saved).toBeVisible();
  await workbench.show('Snapshots');
  const file = await snapshots.newestFile();
  expect(file.startsWith(home.folder)).toBe(true);
  expect((await stat(file)).size).toBeGreaterThan(20_000);

  const { etcdutl, etcdctl } = chosenEtcd();
  const tool = etcdutl ?? etcdctl;
  if (tool === null) throw new Error('there is neither etcdutl nor etcdctl');
  const { stdout } = await run(tool, ['snapshot', 'status', file, '--write-out', 'json']);
  const { revision, totalKey } = JSON.parse(stdout);
  expect(String(revision)).toBe(await snapshots.fact('Revision'));
  expect(totalKey).toBeGreaterThan(0);
});
