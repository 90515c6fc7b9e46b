import { mkdirSync } from 'node:fs';
import Conf from 'conf';
import type { Store } from '../core/ports.ts';
import { parseDocument } from '../core/settings/document.ts';

/**
 * Stores `<folder>/<name>.json`, in the format and by the rules of the desktop's store, which is built on the same
 * library.
 */
export function openConfStore(folder: string, name: string): Store {
  // Created at first use, because creating one reads the file: the caller gets the failure of a damaged file, and the
  // host goes on.
  let conf: Conf<Record<string, unknown>> | undefined;
  const open = (): Conf<Record<string, unknown>> => {
    // The store itself would create a folder that other users can read.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    conf ??= new Conf({
      cwd: folder,
      configName: name,
      configFileMode: 0o600,
      projectVersion: '0',
      // The store itself would read a list or a number as an empty document, and overwrite it.
      deserialize: parseDocument,
    });
    return conf;
  };
  return {
    path: `${folder}/${name}.json`,
    read: () => open().store,
    write(document) {
      open().store = document;
    },
  };
}
