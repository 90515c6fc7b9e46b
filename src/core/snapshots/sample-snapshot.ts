import { join } from 'node:path';

/**
 * Returns the path of the sample snapshot among the product's own data files. The packaged desktop app has it beside its
 * archive, where other programs can read it.
 */
export function sampleSnapshot(resourcesFolder: string): string {
  const outside = resourcesFolder.replace(join('app.asar', 'resources'), join('app.asar.unpacked', 'resources'));
  return join(outside, 'sample-snapshot.db');
}
