import { takePictures } from '../fixtures/pictures.ts';
import { startTour } from '../fixtures/start-tour.ts';
import { themes } from '../fixtures/tour.ts';
import { test } from '../fixtures/worlds.ts';

for (const theme of themes) {
  test(`pictures of the start screen in the ${theme} theme`, async ({ page, home }) => {
    await page.emulateMedia({ colorScheme: theme });
    await takePictures(page, theme, startTour(page, home));
  });
}
