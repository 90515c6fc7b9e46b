import { hasSshd, withoutSshd } from '../../src/testing/sshd.ts';
import { connectingTour } from '../fixtures/connecting-tour.ts';
import { expect, test } from '../fixtures/ssh-world.ts';
import { violationsOf } from '../fixtures/violations.ts';

test.skip(!hasSshd, withoutSshd);

test('what is asked on the way to a cluster is accessible in both themes @browser', async ({ page, sshd, badCert }) => {
  const found: unknown[] = [];
  for await (const screen of connectingTour({ page, sshd, badCert, theme: null })) {
    found.push(...(await violationsOf(page, screen)));
  }
  expect(found).toEqual([]);
});
