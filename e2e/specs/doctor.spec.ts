import { join } from 'node:path';
import { connect } from '../fixtures/connected.ts';
import { expect, test } from '../fixtures/worlds.ts';
import { DoctorPage } from '../pages/doctor-page.ts';

test('findings have their rules, sleep with a reason, and go into a report', async ({ page, host, home, plain }) => {
  test.setTimeout(300_000);
  const without = { caFile: null, certFile: null, keyFile: null, user: null, password: null };
  await connect(page, { name: 'plain', endpoints: plain.endpoints, ...without });
  const doctor = new DoctorPage(page);
  await doctor.open();
  const finding = doctor.findings.getByRole('listitem').filter({ hasText: 'encryption' }).first();
  await expect(finding).toContainText('Rule: ', { timeout: 60_000 });
  const title = (await finding.getByRole('button', { name: /^Snooze: / }).getAttribute('aria-label')) ?? '';
  const named = title.replace('Snooze: ', '');
  await doctor.snooze(named, 'a cluster of tests');
  await expect(doctor.snoozed).toContainText('a cluster of tests');
  await expect(doctor.findings.getByRole('button', { name: title })).toHaveCount(0);
  await doctor.wake(named);
  await expect(doctor.findings.getByRole('button', { name: title })).toBeVisible();
  const report = await doctor.saveReport(host, join(home.folder, `report-${Date.now()}.html`));
  expect(report).toContain('<!doctype html>');
  expect(report).toContain(plain.version);
});

test('an examination of all looks at every part, the members’ hashes too @browser', async ({ page, entries }) => {
  await connect(page, entries);
  const doctor = new DoctorPage(page);
  await doctor.open();
  await doctor.examine();
  await expect(doctor.check('The members’ data')).toContainText('done', { timeout: 60_000 });
  await expect(doctor.check('Members and quorum')).toContainText('done');
});

test('a pasted configuration is reviewed before an upgrade @desktop', async ({ page, entries }) => {
  await connect(page, entries);
  const doctor = new DoctorPage(page);
  await doctor.open();
  const said = await doctor.review('etcd --name etcd-1 --enable-v2=true --data-dir /var/lib/etcd');
  await expect(said).toContainText('A command line: change this before 3.7.');
  await expect(said).toContainText('enable-v2');
});
