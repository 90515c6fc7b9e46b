import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import type { FileEntry, FilesApi } from '../../contract/files.ts';
import type { Ports } from '../ports.ts';
import { readFileKind } from './file-kind.ts';

/** Picking files on this machine: the system's dialog where the host has one, else folder by folder. */
export function createFiles(ports: Ports): FilesApi {
  return {
    async list({ folder }) {
      const shown = await resolveFolder(folder ?? homedir());
      const parent = dirname(shown);
      return { folder: shown, parent: parent === shown ? null : parent, entries: await entriesOf(shown) };
    },
    async pick(request) {
      if (ports.dialogs === null) {
        throw new EtcdeckError({
          code: 'Unimplemented',
          message: 'this host has no dialogs of its own',
          operation: 'files.pick',
        });
      }
      return { file: await ports.dialogs.pick(request) };
    },
    kind: async ({ file }) => ({ kind: await readFileKind(file) }),
  };
}

async function resolveFolder(folder: string): Promise<string> {
  if (!isAbsolute(folder)) {
    throw new EtcdeckError({
      code: 'BadRequest',
      message: `${folder} is not an absolute path`,
      operation: 'files.list',
    });
  }
  try {
    return await realpath(folder);
  } catch (error) {
    throw folderFailure(folder, error);
  }
}

/** Folders first, by name. What cannot be looked at (a dangling link, a file just removed) is left out. */
async function entriesOf(folder: string): Promise<readonly FileEntry[]> {
  let found: readonly Dirent[];
  try {
    found = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    throw folderFailure(folder, error);
  }
  const looked = await Promise.all(found.map((entry) => entryOf(folder, entry)));
  const byName = new Intl.Collator(undefined, { numeric: true }).compare;
  return looked
    .filter((entry) => entry !== null)
    .sort((a, b) => (a.kind === b.kind ? byName(a.name, b.name) : a.kind === 'folder' ? -1 : 1));
}

async function entryOf(folder: string, entry: Dirent): Promise<FileEntry | null> {
  try {
    const facts = await stat(join(folder, entry.name));
    // Sockets, pipes and devices cannot be opened as a certificate or a snapshot.
    if (!facts.isDirectory() && !facts.isFile()) return null;
    return {
      name: entry.name,
      kind: facts.isDirectory() ? 'folder' : 'file',
      bytes: facts.isDirectory() ? 0 : facts.size,
      modifiedAt: Math.round(facts.mtimeMs),
    };
  } catch {
    return null;
  }
}

function folderFailure(folder: string, error: unknown): EtcdeckError {
  const why = error instanceof Error && 'code' in error ? error.code : undefined;
  const missing = why === 'ENOENT' || why === 'ENOTDIR';
  return new EtcdeckError(
    {
      code: missing ? 'FileNotFound' : 'FileNotReadable',
      message: missing ? `there is no folder ${folder}` : `the folder ${folder} cannot be read (${String(why)})`,
      operation: 'files.list',
      detail: { file: folder },
    },
    { cause: error },
  );
}
