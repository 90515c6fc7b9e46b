import { hasSshd, withoutSshd } from '../../src/testing/sshd.ts';
import { inOneHost } from '../fixtures/app.ts';
import { connectingTour } from '../fixtures/connecting-tour.ts';
import { expect, test } from '../fixtures/ssh-world.ts';
import { violationsOf } from '../fixtures/violations.ts';

inOneHost('axe judges what the renderer draws, which knows no host');
test.skip(!hasSshd, withoutSshd);

test('what is asked on the way to a cluster is accessible in both themes', async ({ page, sshd, badCert }) => {
  const found: unknown[] = [];
  for await (const screen of connectingTour({ page, sshd, badCert, theme: null })) {
    found.push(...(await violationsOf(page, screen)));
  }
  expect(found).toEqual([]);
});
