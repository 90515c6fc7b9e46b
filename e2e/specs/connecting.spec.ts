import { hasSshd, withoutSshd } from '../../src/testing/sshd.ts';
import { connectingTour } from '../fixtures/connecting-tour.ts';
import { expect, test } from '../fixtures/ssh-world.ts';
import { themes } from '../fixtures/tour.ts';
import { violationsOf } from '../fixtures/violations.ts';

test.skip(!hasSshd, withoutSshd);

for (const theme of themes) {
  test(`what is asked on the way to a cluster is accessible in the ${theme} theme`, async ({ page, sshd, badCert }) => {
    const found: unknown[] = [];
    for await (const screen of connectingTour({ page, sshd, badCert, theme }))
      found.push(...(await violationsOf(page, screen)));
    expect(found).toEqual([]);
  });
}
