import { join } from 'node:path';
import { connect } from '../fixtures/connected.ts';
import { violationsOf } from '../fixtures/violations.ts';
import { expect, test } from '../fixtures/worlds.ts';
import { JournalPage } from '../pages/journal-page.ts';
import { KeysPage } from '../pages/keys-page.ts';

test('a change is found in the journal, with what was there before, its history and the way back @browser', async ({
  page,
  host,
  home,
  cluster,
  entries,
}) => {
  const key = '/app/greeting';
  const workbench = await connect(page, entries);
  const keys = new KeysPage(page);
  const journal = new JournalPage(page);
  await workbench.show('Keys');
  await keys.walk('/', 'app/', 'greeting');
  await expect(keys.text(key)).toContainText('hello');
  await keys.replaceValue(key, 'good morning');
  await keys.save(key);
  await expect(keys.saveDialog).toBeHidden();

  await workbench.show('Journal');
  await journal.choose('Wrote /app/greeting');
  await expect(journal.details.getByRole('group', { name: 'As etcdctl' })).toContainText(
    '# etcdctl put /app/greeting, with its 12 bytes',
  );
  await expect(journal.details).toContainText('Before: 5 B, revision');
  await expect(journal.details.locator('.view-lines')).toContainText('hello');
  expect(await violationsOf(page, 'journal')).toEqual([]);

  await journal.details.getByRole('button', { name: 'Show its history' }).click();
  await keys.history.getByRole('row').filter({ hasText: 'here, ' }).first().click();
  await keys.details.getByRole('button', { name: 'Show in the Journal' }).click();
  await expect(journal.details).toContainText('Wrote /app/greeting');

  const lines = await journal.exported(host, join(home.folder, 'journal.ndjson'));
  const exported = lines.map((line) => JSON.parse(line));
  expect(exported[0]).toMatchObject({ act: 'put', outcome: 'done', undo: { possible: true, reason: null } });
  expect(lines.join()).not.toContain('good morning');

  await journal.details.getByRole('button', { name: 'Undo the change of /app/greeting' }).click();
  await expect(journal.entry('Undid the change of /app/greeting')).toBeVisible();
  await expect(journal.details).toContainText('Undone at');
  await expect.poll(() => cluster.etcdctl('get', key, '--print-value-only')).toContain('hello');
});
