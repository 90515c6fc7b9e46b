import { readFile, writeFile } from 'node:fs/promises';

/** Copies a snapshot with one bit of its last pages turned, and returns the copy's path. */
export async function copyDamaged(file: string, copy: string): Promise<string> {
  const bytes = await readFile(file);
  const at = bytes.lastIndexOf('/app/');
  if (at < 0) throw new Error('the file has the keys of a test');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(copy, bytes);
  return copy;
}
