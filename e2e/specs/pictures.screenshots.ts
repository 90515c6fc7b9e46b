import { join } from 'node:path';
import { projectFolder } from '../fixtures/project.ts';
import { themes, tour } from '../fixtures/tour.ts';
import { test } from '../fixtures/worlds.ts';

const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;

// npm run screenshots: the pictures of the user guide, every screen in both themes.
for (const theme of themes) {
  test(`pictures in the ${theme} theme`, async ({ page, cluster, entries }) => {
    test.setTimeout(180_000);
    for await (const screen of tour({ page, cluster, entries, theme })) {
      for (const size of sizes) {
        await page.setViewportSize(size);
        await page.screenshot({
          path: join(projectFolder, 'docs', 'screenshots', `${screen}-${theme}-${size.width}x${size.height}.png`),
          animations: 'disabled',
          caret: 'hide',
        });
      }
      await page.setViewportSize(sizes[0]);
    }
  });
}
