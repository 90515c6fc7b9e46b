import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { embedded } from './embedded.ts';

/** Reads one of the product's own files, by a path under one of the folders of `assets.ts`. */
export async function readProductFile(path: string): Promise<Buffer> {
  return embedded?.read(path) ?? (await readFile(path));
}

/** Returns the text of a file of a package that the product depends on, as `protobufjs/google/protobuf/type.json`. */
export function readPackageFile(path: string): string {
  if (embedded === null) return readFileSync(createRequire(import.meta.url).resolve(path), 'utf8');
  const bytes = embedded.read(embedded.path(`packages/${path}`));
  if (bytes === null) throw new Error(`${path} is missing: the executable is damaged`);
  return bytes.toString('utf8');
}
