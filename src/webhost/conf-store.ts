import { mkdirSync } from 'node:fs';
import Conf from 'conf';
import type { Store } from '../core/ports.ts';
import { parseDocument } from '../core/settings/document.ts';

/**
 * `<folder>/<name>.json`, in the format and by the rules of the desktop's own store, which is built on the same one.
 */
export function openConfStore(folder: string, name: string): Store {
  // Made at first use: making one reads the file, and a damaged file is the caller's news, not the host's end.
  let conf: Conf<Record<string, unknown>> | undefined;
  const open = (): Conf<Record<string, unknown>> => {
    // The store itself would make the folder readable by other users.
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
