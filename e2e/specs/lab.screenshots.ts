import { expect } from '@playwright/test';
import { labTour, startLab } from '../fixtures/lab-tour.ts';
import { takeMovingPicture } from '../fixtures/moving-picture.ts';
import { takePictures } from '../fixtures/pictures.ts';
import { themes } from '../fixtures/tour.ts';
import { test } from '../fixtures/worlds.ts';

// A lab runs as long as its host, whatever windows there are.
test.use({ hasOwnApp: true });

const mostBytes = 1_500_000;

for (const theme of themes) {
  test(`pictures of a lab in the ${theme} theme`, async ({ page }) => {
    test.setTimeout(300_000);
    await page.emulateMedia({ colorScheme: theme });
    await takePictures(page, theme, labTour(page));
  });

  test(`an election as a moving picture in the ${theme} theme`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width: 1040, height: 680 });
    const lab = await startLab(page);
    const leader = await lab.leader();
    await lab.select(leader);
    const clip = await lab.screen.boundingBox();
    if (clip === null) throw new Error('the lab is not shown');
    const another = async (): Promise<void> => {
      await lab.act('Kill');
      await lab.show('Events');
      await expect(lab.sentence).toContainText('2 of 3 answer; writes work', { timeout: 60_000 });
      // The new leader is seen to lead: its heartbeats pass.
      await expect(lab.memberThat('leader')).not.toHaveAttribute('data-member', leader);
    };
    const bytes = await takeMovingPicture(page, `lab-election-${theme}`, clip, another());
    expect(bytes).toBeLessThan(mostBytes);
  });
}
