import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { brokenTls } from '../fixtures/broken-tls.ts';
import { walkBroken } from '../fixtures/broken-tls-walk.ts';
import { projectFolder } from '../fixtures/project.ts';
import { test } from '../fixtures/worlds.ts';

const folder = join(projectFolder, 'docs', 'screenshots', 'tls');

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('’', '')
    .replaceAll(/[^a-z]+/g, '-');

for (const broken of brokenTls) {
  test(`picture of ${broken.name}`, async ({ page, home, cluster, plain, entries }) => {
    await mkdir(folder, { recursive: true });
    await walkBroken({ page, home, cluster, plain, entries }, broken, async () => {
      const path = join(folder, `${slug(broken.name)}.png`);
      await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
    });
  });
}
