import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { chosenEtcd } from '../../src/testing/etcd-binaries.ts';
import { connect } from '../fixtures/connected.ts';
import { askMain, type Host } from '../fixtures/host.ts';
import { violationsOf } from '../fixtures/violations.ts';
import { expect, test } from '../fixtures/worlds.ts';
import { Palette } from '../pages/palette.ts';

const run = promisify(execFile);

/** Runs what was copied as an operator would: pasted into a shell that has an etcdctl and the password. */
async function inShell(script: string, variables: Readonly<Record<string, string>>): Promise<string> {
  const { etcdctl } = chosenEtcd();
  if (etcdctl === null) throw new Error('there is no etcdctl beside etcd');
  const env = { PATH: `${dirname(etcdctl)}:${process.env.PATH}`, ETCDCTL_API: '3', ...variables };
  return (await run('sh', ['-c', script], { env })).stdout.trim();
}

async function clipboard(host: Host): Promise<string> {
  if (host.electron !== null) return askMain(host, (main) => main.clipboard.readText());
  return host.page.evaluate(() => navigator.clipboard.readText());
}

test('the connection is copied as etcdctl takes it, without its password', async ({ host, page, entries }) => {
  if (host.electron === null) await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const workbench = await connect(page, entries);
  await workbench.chooseFromMenu(entries.name, 'Copy as etcdctl');
  await expect(page.getByText('Copied the etcdctl command.')).toBeVisible();
  const command = await clipboard(host);
  expect(command).not.toContain('rootpw');
  const get = 'get /app/greeting --print-value-only';
  expect(await inShell(`${command} ${get}`, { ETCDCTL_PASSWORD: 'rootpw' })).toBe('hello');

  await workbench.chooseFromMenu(entries.name, 'Copy as etcdctl environment');
  await expect(page.getByText('Copied the variables for etcdctl.')).toBeVisible();
  const variables = await clipboard(host);
  expect(variables).not.toContain('rootpw');
  const filled = variables.replace("'<password>'", 'rootpw');
  expect(await inShell(`${filled}\netcdctl ${get}`, {})).toBe('hello');
});

test('a pasted line opens as what it is here', { tag: '@browser' }, async ({ page, entries }) => {
  await connect(page, entries);
  const palette = new Palette(page);
  const flags = `--endpoints=${entries.endpoints.join(',')} --user root:rootpw`;
  await palette.paste(`ETCDCTL_API=3 etcdctl ${flags} \\\n  get /app/greeting -w json`);
  await expect(palette.options).toHaveText([/Show \/app\/greeting/]);
  await expect(palette.input).not.toHaveValue(/rootpw/);
  await expect(palette.status).toContainText('The password in the line is not kept.');
  expect(await violationsOf(page, 'a line of etcdctl in the palette')).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: '/app/greeting' })).toBeVisible();

  await palette.paste('etcdctl --endpoints=https://10.9.9.9:2379 del --prefix /app/');
  await expect(palette.status).toContainText('This line names other endpoints than this connection.');
  await page.keyboard.press('Enter');
  const plan = page.getByRole('dialog', { name: /^Delete .*\?$/ });
  await expect(plan).toContainText('etcdctl');
  await page.keyboard.press('Escape');
  await expect(plan).toBeHidden();

  await palette.paste('etcdctl get "$KEY" --prefix | jq .');
  await expect(palette.status).toContainText('At character 14, “$KEY”');
  await expect(palette.status).toContainText('Nothing is piped here.');
  await expect(palette.options).toHaveCount(0);
  expect(await violationsOf(page, 'a line that is not understood')).toEqual([]);
});
