import { afterPrefix, bytesOf, concatBytes, indexOfBytes, startsWith } from '../bytes/bytes.ts';
import type { Level } from './level.ts';

/** Where Kubernetes and OpenShift keep their objects, by custom. */
const registries = ['/registry/', '/kubernetes.io/'].map(bytesOf);
const delimiter = bytesOf('/');
/** `/registry/pods/` and `/registry/cert-manager.io/certificates/` have a folder for each namespace. */
const mostFolders = 2;
/** The names that are read: later ones are far from a level's first. */
export const likelyNames = 64;

/**
 * Returns the folder whose names a level's first folders probably have: `/registry/namespaces/` for `/registry/pods/`.
 * `null` where none is known.
 */
export function likelyFolder(level: Level): Uint8Array | null {
  const { prefix } = level;
  const registry = registries.find((each) => startsWith(prefix, each));
  if (registry === undefined || !isFolder(level)) return null;
  let folders = 0;
  for (let at = registry.length; at < prefix.length; folders++) at = indexOfBytes(prefix, delimiter, at) + 1;
  const namespaces = concatBytes(registry, bytesOf('namespaces/'));
  return folders === 0 || folders > mostFolders || startsWith(prefix, namespaces) ? null : namespaces;
}

/**
 * Returns the ends of the folders with these names in a level, each twice as far as the one before. One may lie before
 * that, where a name goes on with a dash.
 */
export function endsOfNames(level: Level, names: readonly Uint8Array[]): readonly Uint8Array[] {
  return names.flatMap((name, place) => {
    const isPicked = ((place + 1) & place) === 0;
    const end = isPicked ? afterPrefix(concatBytes(level.prefix, name, delimiter)) : null;
    return end === null ? [] : [end];
  });
}

function isFolder({ prefix, delimiter: own }: Level): boolean {
  return own.length === 1 && own[0] === delimiter[0] && prefix.at(-1) === delimiter[0];
}
