import { join, relative, sep } from 'node:path';

/** The product's own files, where they are inside the executable: `scripts/single-file` puts them there. */
export interface Embedded {
  /** Returns the path that stands for an embedded file or folder: below the executable, where no file can be. */
  path(name: string): string;
  /** Returns the bytes of an embedded file; `null` where the path names none. */
  read(path: string): Buffer | null;
}

/** Returns the files embedded in the executable that runs, or `null` where the product is installed as files. */
function embeddedHere(): Embedded | null {
  const sea = process.getBuiltinModule('node:sea');
  // Electron may be built without it.
  if (!sea?.isSea()) return null;
  const root = join(process.execPath, 'embedded');
  return {
    path: (name) => join(root, name),
    read(path) {
      const name = relative(root, path).split(sep).join('/');
      try {
        return Buffer.from(sea.getRawAsset(name) as ArrayBuffer); // its type also has what a string would be
      } catch {
        return null;
      }
    },
  };
}

/** The files embedded in the executable that runs; `null` where the product is installed as files. */
export const embedded: Embedded | null = embeddedHere();
