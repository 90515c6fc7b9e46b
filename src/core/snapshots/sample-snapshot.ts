import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { embedded } from '../assets/embedded.ts';
import { readProductFile } from '../assets/product-files.ts';
import { PartialFile } from '../files/partial-file.ts';
import type { Ports } from '../ports.ts';

const name = 'sample-snapshot.db';

/**
 * Returns the path of the sample snapshot among the product's own data files. The packaged desktop app has it beside its
 * archive, where other programs can read it. A program in one file writes it into the settings folder first; that fails
 * with `FileNotWritable` or `DiskFull`.
 */
export async function sampleSnapshot(ports: Pick<Ports, 'resourcesFolder' | 'settingsFolder'>): Promise<string> {
  if (embedded === null) return besideArchive(ports.resourcesFolder);
  const folder = join(ports.settingsFolder, 'sample');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const file of [name, `${name}.json`]) {
    const part = await PartialFile.replacing(join(folder, file), 'sample');
    try {
      await part.append(await readProductFile(join(ports.resourcesFolder, file)));
      await part.finish();
    } finally {
      await part.discard();
    }
  }
  return join(folder, name);
}

function besideArchive(resourcesFolder: string): string {
  const outside = resourcesFolder.replace(join('app.asar', 'resources'), join('app.asar.unpacked', 'resources'));
  return join(outside, name);
}
