import { hasSshd, withoutSshd } from '../../src/testing/sshd.ts';
import { connectingTour } from '../fixtures/connecting-tour.ts';
import { takePictures } from '../fixtures/pictures.ts';
import { test } from '../fixtures/ssh-world.ts';
import { themes } from '../fixtures/tour.ts';

test.skip(!hasSshd, withoutSshd);

for (const theme of themes) {
  test(`pictures of what is asked on the way to a cluster, in the ${theme} theme`, async ({ page, sshd, badCert }) => {
    await takePictures(page, theme, connectingTour({ page, sshd, badCert, theme }));
  });
}
