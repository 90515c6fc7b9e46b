import { startLab } from '../fixtures/lab-tour.ts';
import { violationsOf } from '../fixtures/violations.ts';
import { expect, test } from '../fixtures/worlds.ts';
import { LabScreen, LabStart } from '../pages/lab-screen.ts';
import { LessonsPanel } from '../pages/lessons-panel.ts';
import { StartPage } from '../pages/start-page.ts';
import { Workbench } from '../pages/workbench.ts';

const isFull = process.env.ETCDECK_FULL === '1';

// A lab runs as long as its host, whatever windows there are.
test.use({ hasOwnApp: true });

/** Etcd gives a write up after seven seconds; on a busy machine an election takes several tries. */
const slow = { timeout: 90_000 } as const;

test('members are cut off by mouse and by keyboard, brought back by undo and heal, and time goes back @desktop', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const lab = await startLab(page);
  const first = await lab.leader();
  await lab.drag(first);
  await expect(lab.sentence).toContainText('1 member cut off; writes work', slow);
  await expect(lab.member(first)).toHaveAccessibleName(/follower|candidate/i, slow);
  await lab.choose('Undo last act');
  await expect(lab.sentence).toContainText('3 of 3 answer; writes work', slow);

  const [follower = ''] = await lab.followers();
  await lab.cutOffByKeyboard([follower]);
  await expect(lab.sentence).toContainText('1 member cut off; writes work', slow);
  await lab.write(await lab.leader());
  await expect(lab.panel.getByRole('status')).toContainText('written', slow);
  await expect(lab.panel.getByRole('list', { name: 'Steps of the write' })).toContainText('A majority holds it');
  if (isFull) expect(await violationsOf(page, 'a lab with a partition')).toEqual([]);
  await lab.choose('Heal');
  await expect(lab.sentence).toContainText('3 of 3 answer; writes work', slow);

  await lab.timeline.getByRole('button', { name: 'Pause' }).click();
  await expect(lab.toolbar.getByRole('button', { name: 'Reset…' })).toBeDisabled();
  await lab.timeline.getByRole('button', { name: 'Previous event' }).click();
  await lab.moment.focus();
  await page.keyboard.press('Home');
  await expect(lab.moment).toHaveAttribute('aria-valuenow', '0');
  await page.keyboard.press('End');
  await expect(lab.timeline.getByRole('button', { name: 'Pause' })).toBeVisible();

  await lab.reset();
  await expect(lab.doing).toContainText('Reset the lab');
  await expect(lab.doing).toHaveText('', slow);
  await expect(lab.sentence).toContainText('3 of 3 answer; writes work', slow);
});

test('a lesson waits for what is seen, its checkpoint fails and passes, and progress stays @browser', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const lab = await startLab(page);
  await lab.showLessons();
  const lessons = new LessonsPanel(page);
  expect(await violationsOf(page, 'the lessons')).toEqual([]);
  await lessons.open('Elections');
  await lessons.predict('It grows: each election is a new term');
  const killed = await lab.leader();
  await lab.select(killed);
  await lab.act('Kill');
  await expect(lessons.outcome).toContainText('Your prediction held', slow);
  await expect(lessons.outcome).toContainText(/member-\d was elected in term \d+ after [\d.]+ m?s\./);
  // What one step has done, the next one does not want.
  await lessons.next('The leader that sleeps');
  await lessons.predict('The leader again: it had the lead first');
  await expect(lessons.panel).toContainText(`This needs all members; ${killed} is down.`);
  await lab.select(killed);
  await lab.act('Restart');
  await expect(lab.sentence).toContainText('3 of 3 answer; writes work', slow);
  if (isFull) await freezeAndThaw(lab, lessons);
  else await lessons.press('Skip');
  await expect(lessons.heading).toHaveText('Hand over');
  await expect(lab.sentence).toContainText('3 of 3 answer; writes work', slow);
  const victim = await lab.leader();
  await lab.select(victim);
  await lab.act('Kill');
  await expect(lessons.outcome).toContainText(`Not yet${victim} was killed`, slow);
  await lab.act('Restart');
  await expect(lab.sentence).toContainText('3 of 3 answer; writes work', slow);
  await lessons.press('Try again');
  await lessons.press('Show a hint');
  const [heir = ''] = await lab.followers();
  await lab.select(heir);
  await lab.act('Move leader here');
  await expect(lessons.outcome).toContainText(`Passed${heir} leads in term`, slow);
  await lessons.press('Done');
  await expect(lessons.lesson('Elections')).toContainText('passed');
  if (isFull) expect(await violationsOf(page, 'a list of lessons with progress')).toEqual([]);

  await lessons.open('The path of a write');
  await lessons.press('Skip');
  await lessons.press('All lessons');
  await expect(lessons.lesson('The path of a write')).toContainText('step 2 of 3');
  const workbench = new Workbench(page);
  await workbench.show('Keys');
  await page.reload();
  await expect(workbench.screen('Keys')).toBeVisible(slow);
  await workbench.show('Lab');
  await expect(lessons.lesson('Elections')).toContainText('passed', slow);
  await expect(lessons.lesson('The path of a write')).toContainText('step 2 of 3');
});

async function freezeAndThaw(lab: LabScreen, lessons: LessonsPanel): Promise<void> {
  const frozen = await lab.leader();
  await lab.select(frozen);
  await lab.act('Freeze');
  await expect(lessons.waitsFor.getByRole('listitem').nth(1)).toContainText('Seen: Another member is elected', slow);
  await lab.select(frozen);
  await lab.act('Thaw');
  await expect(lessons.outcome).toContainText('It went otherwise', slow);
  await expect(lessons.outcome).toContainText(`${frozen} was thawed, and followed`);
  await lessons.press('Next');
}

test('the lesson on quorum goes from its first question to a passed checkpoint', async ({ page }) => {
  test.skip(!isFull, 'two writes that etcd gives up after seven seconds each');
  test.setTimeout(400_000);
  const lab = await startLab(page);
  await lab.showLessons();
  const lessons = new LessonsPanel(page);
  await lessons.open('What is a quorum?');
  await lessons.predict('Only through the leader');
  const [one = '', two = ''] = await lab.followers();
  await lab.select(one);
  await lab.act('Stop');
  await expect(lab.member(one)).toHaveAccessibleName(/stopped/);
  await lab.write(two);
  await expect(lessons.outcome).toContainText(`It went otherwiseWhile ${one} was down, a write through ${two}`, slow);
  await lessons.next('Two members down');
  await lessons.predict('It waits, and ends without having been agreed on');
  await lab.select(two);
  await lab.act('Kill');
  await expect(lab.sentence).toContainText('Writes have stopped');
  const [last = ''] = ['member-1', 'member-2', 'member-3'].filter((name) => name !== one && name !== two);
  await lab.write(last);
  await expect(lessons.outcome).toContainText(`Your prediction held${last} was alone.`, slow);
  await lessons.next('Just enough');
  for (const name of [one, two]) {
    await lab.select(name);
    await lab.act('Restart');
    await expect(lab.member(name)).toHaveAccessibleName(/follower|leader/, slow);
  }
  await expect(lab.sentence).toContainText('3 of 3 answer; writes work', slow);
  await lab.write(last);
  await expect(lessons.outcome).toContainText('Not yetIt was written, but 3 of 3 members ran', slow);
  await lessons.press('Try again');
  const [spare = ''] = await lab.followers();
  await lab.select(spare);
  await lab.act('Stop');
  await expect(lab.member(spare)).toHaveAccessibleName(/stopped/);
  await lab.write(await lab.leader());
  await expect(lessons.outcome).toContainText('PassedWhile 2 of 3 members ran', slow);
});

test('an experiment says what it saw, and the check of consistency what holds', async ({ page }) => {
  test.skip(!isFull, 'in test:full: integration tests carry out every experiment');
  test.setTimeout(300_000);
  const lab = await startLab(page);
  await lab.show('Consistency');
  await lab.panel.getByRole('button', { name: 'Start' }).click();
  await expect(lab.panel).toContainText('linearizable', slow);
  await lab.show('Experiments');
  await lab.panel.getByRole('button', { name: 'Try: Compaction' }).click();
  await expect(lab.panel.getByText('as promised')).toBeVisible(slow);
  await lab.show('Consistency');
  await lab.panel.getByRole('button', { name: 'Stop' }).click();
  await expect(lab.panel.getByText('linearizable', { exact: true })).toBeVisible();
});

test('every panel of a lab can be read and reached', async ({ page }) => {
  test.skip(!isFull, 'a walk through every state');
  test.setTimeout(400_000);
  const lab = await startLab(page);
  const found: unknown[] = [];
  for (const panel of ['Selected', 'Events', 'Messages', 'Write', 'Experiments', 'Consistency', 'Acts'] as const) {
    await lab.show(panel);
    found.push(...(await violationsOf(page, `a lab: ${panel}`)));
  }
  await lab.select(await lab.leader());
  await lab.act('Freeze');
  await expect(lab.memberThat('frozen')).toBeVisible();
  found.push(...(await violationsOf(page, 'a lab with a frozen member')));
  expect(found).toEqual([]);
});

test('the sample snapshot becomes a lab that serves its keys @browser', async ({ page }) => {
  test.skip(!isFull, 'restoring three members is tested in core');
  test.setTimeout(300_000);
  await new StartPage(page).openSample.click();
  await new Workbench(page).show('Snapshot');
  await page.getByRole('button', { name: 'Lab from this snapshot…' }).click();
  await new LabStart(page).dialog.getByRole('button', { name: 'Start', exact: true }).click();
  const lab = new LabScreen(page);
  await expect(lab.sentence).toContainText('writes work', slow);
});
