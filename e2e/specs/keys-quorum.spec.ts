import { connect } from '../fixtures/connected.ts';
import { expect, test } from '../fixtures/worlds.ts';
import { KeysPage } from '../pages/keys-page.ts';

test('without quorum, what one member has can still be read, and is said to be old @desktop', async ({
  page,
  cluster,
  entries,
}) => {
  test.setTimeout(360_000);
  const workbench = await connect(page, entries);
  const keys = new KeysPage(page);
  const screen = await workbench.show('Keys');
  await keys.walk('/', 'app/');
  // Read while there is a quorum.
  await expect(keys.row('greeting')).toBeVisible();
  // No other member would take the user's password now: that takes quorum too.
  const dialled = (await workbench.status.textContent()) ?? '';
  const others = cluster.members.filter(({ endpoint }) => !dialled.includes(new URL(endpoint).host));
  expect(others).toHaveLength(2);
  try {
    await Promise.all(others.map((member) => member.kill()));
    await expect(workbench.quorum).toContainText('quorum is lost', { timeout: 60_000 });
    await keys.walk('greeting');
    const offer = keys.panel('/app/greeting').getByRole('button', { name: 'Read what one member has' });
    await offer.click({ timeout: 60_000 });
    await expect(keys.text('/app/greeting')).toContainText('hello');
    await expect(screen).toContainText('You see what one member has.');
  } finally {
    await Promise.all(others.map((member) => member.restart()));
  }
  await screen.getByRole('button', { name: 'Read with quorum again' }).click();
  await expect(screen).not.toContainText('You see what one member has.');
  await expect(keys.text('/app/greeting')).toContainText('hello');
});
