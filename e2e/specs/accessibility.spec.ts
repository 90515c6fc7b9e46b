import AxeBuilder from '@axe-core/playwright';
import { themes, tour } from '../fixtures/tour.ts';
import { expect, test } from '../fixtures/worlds.ts';

for (const theme of themes) {
  test(`every screen is accessible in the ${theme} theme`, async ({ page, cluster, entries }) => {
    test.setTimeout(180_000);
    const found: unknown[] = [];
    for await (const screen of tour({ page, cluster, entries, theme })) {
      // Otherwise axe opens a page of its own, and Electron has none to give.
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      for (const { id, help, nodes } of violations) {
        found.push({ screen, id, help, where: nodes.map(({ html, failureSummary }) => [html, failureSummary]) });
      }
    }
    expect(found).toEqual([]);
  });
}
