import { startCluster, type TestCluster } from '../../src/testing/test-cluster.ts';
import { countActions } from '../fixtures/actions.ts';
import { connect } from '../fixtures/connected.ts';
import { guidedTask } from '../fixtures/first-hour-guide.ts';
import { test as base, expect } from '../fixtures/registry.ts';
import { saveConnection } from '../fixtures/save-connection.ts';
import { type FormEntries, leaderEndpoint, revisionOf } from '../fixtures/worlds.ts';
import { AccessPage } from '../pages/access-page.ts';
import { ClusterPage } from '../pages/cluster-page.ts';
import { ConnectionForm } from '../pages/connection-form.ts';
import { KeysFinding } from '../pages/keys-finding.ts';
import { KeysPage } from '../pages/keys-page.ts';
import { KubernetesPage } from '../pages/kubernetes-page.ts';
import { MaintenancePage } from '../pages/maintenance-page.ts';
import { MemberActs } from '../pages/member-acts.ts';
import { Palette } from '../pages/palette.ts';
import { SnapshotsPage } from '../pages/snapshots-page.ts';
import { StartPage } from '../pages/start-page.ts';
import { Workbench } from '../pages/workbench.ts';

// The tutorial of the guide, docs/guide/first-hour.md, as it is done: each task with the number of its actions, which is
// the one that the guide says, beside the number of commands that the guide names for the same.

interface Counted {
  /** Begins to count what is done in the page. */
  begin(): Promise<void>;
}

const rows: string[] = [];

/** A task of the first hour: its title is that of its chapter. The count is taken when it has ended. */
const test = base.extend<{ readonly counted: Counted; readonly three: TestCluster }>({
  counted: async ({ page }, use, testInfo) => {
    let count: (() => Promise<number>) | null = null;
    await use({
      async begin() {
        count = await countActions(page);
      },
    });
    if (count === null || testInfo.status !== testInfo.expectedStatus) return;
    const title = testInfo.title.replace(/ @\w+$/, '');
    const actions = await (count as () => Promise<number>)();
    const guided = await guidedTask(title);
    rows.push(`${title.padEnd(34)}${String(actions).padStart(8)}${String(guided.lines.length).padStart(10)}`);
    expect({ title, actions, commands: guided.lines.length }, 'as the guide says').toEqual({
      title,
      actions: guided.actions,
      commands: guided.commands,
    });
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures out of the pattern.
  three: async ({}, use) => {
    const cluster = await startCluster({ members: 3, tls: 'mutual' });
    await use(cluster);
    await cluster.close();
  },
});

test.afterAll(() => {
  if (rows.length > 0) process.stdout.write(`\n${'Task'.padEnd(34)} Actions  Commands\n${rows.join('\n')}\n`);
});

const allVote = '3 of 3 voters answer, 1 may fail';

test('Connect with certificates @desktop', async ({ page, entries, counted }) => {
  const start = new StartPage(page);
  await start.newConnection.waitFor();
  await counted.begin();
  await start.newConnection.click();
  const form = new ConnectionForm(page);
  // One endpoint will do: the members say who else there is.
  await form.fill({ ...entries, endpoints: entries.endpoints.slice(0, 1) });
  await form.saveAndConnect.click();
  await expect(new Workbench(page).quorum).toHaveText(allVote);
});

test('Find a wrong CA @desktop', async ({ page, entries, badCert, counted }) => {
  await new StartPage(page).newConnection.click();
  const form = new ConnectionForm(page);
  await form.fill(badCert);
  await counted.begin();
  await form.testButton.click();
  await expect(form.test).toContainText('The server’s certificate is not signed by the CA you gave.');
  await form.form.getByRole('textbox', { name: 'CA certificate', exact: true }).fill(entries.caFile ?? '');
  await form.saveAndConnect.click();
  await expect(new Workbench(page).quorum).toHaveText(allVote);
});

test('Who leads? @browser', async ({ page, cluster, entries, counted }) => {
  await save(page, entries);
  await counted.begin();
  await new StartPage(page).connection(entries.name).click();
  const leader = await leaderEndpoint(cluster);
  const name = cluster.members.find(({ endpoint }) => endpoint === leader)?.name ?? '';
  await expect(new ClusterPage(page).member(name)).toContainText('leader');
});

test('Edit while another edits @browser', async ({ page, cluster, entries, counted }) => {
  const key = '/app/config/limits';
  await connect(page, entries);
  const keys = new KeysPage(page);
  await counted.begin();
  await new Palette(page).type(key);
  await page.keyboard.press('Enter');
  await expect(keys.text(key)).toContainText('500');
  await keys.replaceValue(key, '{"requests":900}');
  await page.keyboard.press('ControlOrMeta+S');
  await expect(keys.saveDialog).toBeVisible();
  await cluster.etcdctl('put', key, '{"requests":700}');
  await keys.saveDialog.getByRole('button', { name: 'Compare and merge…' }).click();
  await keys.conflict.getByRole('button', { name: 'Merge and keep editing' }).click();
  await page.keyboard.press('ControlOrMeta+S');
  await keys.saveDialog.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => cluster.etcdctl('get', key, '--print-value-only')).toContain('900');
});

test('Bring back a deleted prefix @desktop', async ({ page, cluster, entries, counted }) => {
  const before = await revisionOf(cluster);
  await cluster.etcdctl('del', '--prefix', '/app/config/');
  const workbench = await connect(page, entries);
  const keys = new KeysPage(page);
  const finding = new KeysFinding(page);
  await counted.begin();
  await workbench.show('Keys');
  await finding.goBackTo(before);
  await keys.walk('/', 'app/');
  await finding.chooseFromMenu(keys.row('config/'), 'Put back…');
  await page.getByRole('dialog').getByRole('button', { name: 'Plan' }).click();
  await finding.confirm(finding.plan('Put /app/config/… back?'), 'Put back');
  await expect(finding.notices).toContainText('Put back 2 keys below /app/config/.');
  expect(await cluster.etcdctl('get', '/app/config/limits', '--print-value-only')).toContain('500');
});

test('Save a snapshot and rehearse it @browser', async ({ page, entries, counted }) => {
  const workbench = await connect(page, entries);
  const snapshots = new SnapshotsPage(page);
  await counted.begin();
  await snapshots.saveNow.click();
  await workbench.show('Snapshots');
  await expect(snapshots.rows).toContainText('checked ok');
  await snapshots.choose('Rehearse…');
  await snapshots.rehearse();
});

test('Replace a dead member @desktop', async ({ page, three, counted }) => {
  test.setTimeout(300_000);
  const dead = three.members.find(({ endpoint }) => endpoint !== three.endpoints[0]);
  if (dead === undefined) throw new Error('the cluster has one member');
  const further = await three.furtherMember('member-4');
  await dead.kill();
  await connect(page, entriesOf(three));
  const acts = new MemberActs(page);
  const screen = new ClusterPage(page);
  await expect(screen.member(dead.name)).toContainText('down');
  await counted.begin();
  await acts.choose(dead.name, 'Replace…');
  await acts.fill({ name: further.name, peerURL: further.peerUrl });
  await acts.executeAndStart('Replace it');
  const joined = await further.join(three.members.filter((member) => member !== dead));
  await acts.promote();
  await acts.execute('Promote it');
  await expect(acts.joining).toContainText('It is a voting member.', { timeout: 60_000 });
  await joined.kill();
});

test('Out of space @desktop', async ({ page, noSpace, counted }) => {
  test.setTimeout(300_000);
  await connect(page, noSpace);
  await new ClusterPage(page).sentence.waitFor();
  const maintenance = new MaintenancePage(page);
  await counted.begin();
  await maintenance.open();
  await maintenance.wayOut.getByRole('button', { name: 'Show the plan…' }).click();
  await maintenance.execute('Reclaim space');
  await maintenance.closePlan();
  await expect(maintenance.sentence).toHaveText('There is room', { timeout: 60_000 });
});

test('Which Secrets are not encrypted? @browser', async ({ page, registry, counted }) => {
  const workbench = await connect(page, registry.entries);
  const kubernetes = new KubernetesPage(page);
  await counted.begin();
  await workbench.show('Kubernetes');
  await kubernetes.showReports();
  await kubernetes.showSection('Encryption');
  await kubernetes
    .report('Encryption at rest')
    .getByRole('button', { name: /secrets in clear$/ })
    .click();
  await expect(kubernetes.report('secrets in clear').getByRole('row', { name: /orders-db/ })).toBeVisible();
});

test('Can they? @browser', async ({ page, entries, counted }) => {
  const workbench = await connect(page, entries);
  const access = new AccessPage(page);
  await counted.begin();
  await workbench.show('Access');
  await access.show('Who can do what');
  await access.ask('reader', '/app/');
  await expect(access.answer).toContainText('reader may read all of it, by app-reader.');
  await expect(access.answer).toContainText('reader may write none of it.');
});

async function save(page: Parameters<typeof saveConnection>[0], entries: FormEntries): Promise<void> {
  const start = new StartPage(page);
  await start.newConnection.waitFor();
  const { name, endpoints, caFile, certFile, keyFile, user, password } = entries;
  const tls = { caFile, certFile, keyFile, serverName: null, skipVerify: false };
  await saveConnection(page, {
    draft: { id: null, name, endpoints, tls, user },
    secrets: password === null ? {} : { password },
  });
  await page.reload();
  await start.connection(name).waitFor();
}

function entriesOf({ endpoints, files }: TestCluster): FormEntries {
  const { ca: caFile = null, cert: certFile = null, key: keyFile = null } = files ?? {};
  return { name: 'three', endpoints, caFile, certFile, keyFile, user: null, password: null };
}
