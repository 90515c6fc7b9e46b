import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { chosenEtcd } from '../../src/testing/etcd-binaries.ts';
import { connect } from '../fixtures/connected.ts';
import { expect, test } from '../fixtures/worlds.ts';
import { SnapshotsPage } from '../pages/snapshots-page.ts';

const run = promisify(execFile);
const hostOf = (member: string) => `On the host of ${member}`;

test('one click saves a snapshot that is checked, listed, and that etcd’s own tool accepts', async ({
  page,
  home,
  entries,
}) => {
  const workbench = await connect(page, entries);
  const snapshots = new SnapshotsPage(page);
  await snapshots.saveNow.click();
  await expect(snapshots.saved).toBeVisible();
  await workbench.show('Snapshots');
  await expect(snapshots.rows).toHaveCount(1);
  await expect(snapshots.rows).toContainText('checked ok');
  const file = await snapshots.newestFile();
  expect(file.startsWith(home.folder)).toBe(true);
  expect((await stat(file)).size).toBeGreaterThan(20_000);

  const { etcdutl, etcdctl } = chosenEtcd();
  const tool = etcdutl ?? etcdctl;
  if (tool === null) throw new Error('there is neither etcdutl nor etcdctl');
  const { stdout } = await run(tool, ['snapshot', 'status', file, '--write-out', 'json']);
  const { revision, totalKey } = JSON.parse(stdout);
  await expect(snapshots.rows).toContainText(Number(revision).toLocaleString('en'));
  expect(totalKey).toBeGreaterThan(0);
});

test('a snapshot is shown how it is restored, and rehearsed @browser', async ({ page, entries }) => {
  const workbench = await connect(page, entries);
  const snapshots = new SnapshotsPage(page);
  await workbench.show('Snapshots');
  await snapshots.screen.getByRole('button', { name: 'Save a snapshot' }).click();
  await expect(snapshots.rows).toContainText('checked ok');

  await snapshots.choose('Restore…');
  await expect(snapshots.restore.getByText('checked ok')).toBeVisible();
  await snapshots.showStep(/The new cluster/);
  await expect(snapshots.restore.getByRole('list', { name: 'Members' }).getByRole('listitem')).toHaveCount(3);
  const token = snapshots.restore.getByRole('textbox', { name: 'Token' });
  await token.fill('two words');
  await expect(snapshots.restore.getByText('The token is one word')).toBeVisible();
  await token.fill('drill-1');
  await snapshots.showStep(/What to run/);
  const commands = snapshots.restore.getByRole('list', { name: 'Commands' });
  await expect(commands.getByRole('listitem')).toContainText(['member-1', 'member-2', 'member-3'].map(hostOf));
  await expect(commands.getByRole('listitem').first()).toContainText('--initial-cluster-token drill-1');
  await expect(snapshots.restore.getByRole('list', { name: 'Steps' })).toContainText('systemctl');
  await snapshots.restore.getByRole('button', { name: 'PowerShell' }).click();
  await expect(commands.getByRole('listitem').first()).toContainText('snapshot');
  await snapshots.restore.getByRole('button', { name: 'Close', exact: true }).last().click();

  await snapshots.choose('Rehearse…');
  await snapshots.rehearse();
  await snapshots.rehearsal.getByRole('button', { name: 'Close', exact: true }).last().click();
  await expect(snapshots.rows).toContainText(/rehearsed\s/);
});
