import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

const project = resolve(import.meta.dirname, '../..');

/** Every TypeScript file of the project's sources, by its path from the project's folder. */
export function projectSources(): ReadonlyMap<string, string> {
  const files = readdirSync(join(project, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.map((file) => [relative(project, file).split(sep).join('/'), readFileSync(file, 'utf8')]));
}
