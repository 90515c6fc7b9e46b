import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from '../project.mjs';

/** The folders that are embedded whole, by the name that `core/assets/embedded.ts` knows them by. */
const folders = { renderer: inProject('out', 'renderer'), resources: inProject('resources') };

/** What is read of packages when the product runs: `readPackageFile` of core names them. */
const packageFiles = [
  ...['api', 'descriptor', 'source_context', 'type'].map((name) => `protobufjs/google/protobuf/${name}.json`),
];

/** Every file to embed, by its name. @returns {Readonly<Record<string, string>>} */
export function assets() {
  const whole = Object.entries(folders).flatMap(([name, folder]) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .filter((path) => !path.endsWith('.map') && !path.startsWith('.vite') && path !== 'third-party-notices.txt')
      .map((path) => /** @type {const} */ ([`${name}/${path.replaceAll('\\', '/')}`, join(folder, path)])),
  );
  const ofPackages = packageFiles.map(
    (path) => /** @type {const} */ ([`packages/${path}`, inProject('node_modules', path)]),
  );
  return Object.fromEntries([...whole, ...ofPackages]);
}
