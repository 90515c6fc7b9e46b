import { kubernetesTour } from '../fixtures/kubernetes-tour.ts';
import { expect, test } from '../fixtures/registry.ts';
import { themes, tour } from '../fixtures/tour.ts';
import { violationsOf } from '../fixtures/violations.ts';

for (const theme of themes) {
  test(`every screen is accessible in the ${theme} theme`, async ({ page, cluster, entries }) => {
    test.setTimeout(600_000);
    const found: unknown[] = [];
    for await (const screen of tour({ page, cluster, entries, theme }))
      found.push(...(await violationsOf(page, screen)));
    expect(found).toEqual([]);
  });

  test(`the Kubernetes screen is accessible in the ${theme} theme`, async ({ page, registry }) => {
    test.setTimeout(600_000);
    const found: unknown[] = [];
    for await (const screen of kubernetesTour({ page, registry, theme }))
      found.push(...(await violationsOf(page, screen)));
    expect(found).toEqual([]);
  });
}
