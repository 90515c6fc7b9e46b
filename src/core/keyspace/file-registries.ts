import { compareBytes } from '../bytes/bytes.ts';
import { knownRegistries } from '../kubernetes-storage/layout/registries.ts';
import type { OpenSource } from '../sources/open-sources.ts';

/** The registries of a file: the known ones, and those that were found in it. */
export function fileRegistries(found: readonly Uint8Array[]): Pick<OpenSource, 'registries' | 'didFindRegistry'> {
  const registries = [...knownRegistries];
  const didFindRegistry = (prefix: Uint8Array): void => {
    if (!registries.some((one) => compareBytes(one, prefix) === 0)) registries.push(prefix);
  };
  for (const prefix of found) didFindRegistry(prefix);
  return { registries: () => registries, didFindRegistry };
}
