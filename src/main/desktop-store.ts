import type { Store } from '../core/ports.ts';
import { parseDocument } from '../core/settings/document.ts';
import { openFileStore } from '../core/settings/file-store.ts';

/**
 * Stores `<folder>/<name>.json` as electron-store does. The library brings 300 kB of code along, so it is loaded by the
 * first write: a window's start only reads, which takes no library.
 */
export function openDesktopStore(folder: string, name: string): Store {
  const file = openFileStore(folder, name);
  return {
    path: file.path,
    // The library would create a folder that other users can read; reading makes it.
    read: () => file.read(),
    async write(document) {
      const { default: ElectronStore } = await import('electron-store');
      file.read();
      // A store holds nothing but its file's name, and is made for each write: it reads the file as it is made.
      const options = { cwd: folder, name, configFileMode: 0o600, deserialize: parseDocument };
      new ElectronStore<Record<string, unknown>>(options).store = document;
    },
  };
}
