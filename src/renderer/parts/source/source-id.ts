import type { ConnectionId } from '../../../contract/ids.ts';
import { bundleKeys, type KeySource, liveKeys, pastRevision } from '../../../contract/key-source.ts';

/** Names a source in this window, whichever moment of it is shown: what its models and the window's memory go by. */
export type SourceId = ConnectionId | FileId;

const fileMark = 'bundle ';

type FileId = `${typeof fileMark}${string}`;

export const sourceIdOf = (keys: KeySource): SourceId =>
  keys.kind === 'live' ? keys.connection : `${fileMark}${keys.file}`;

const isFileId = (id: SourceId): id is FileId => id.startsWith(fileMark);

/** Returns the connection that an id names; `null` where it names a file. */
export const connectionOf = (id: SourceId): ConnectionId | null => (isFileId(id) ? null : id);

/** Returns the keys of a source as they are now, with quorum; of a file as they are. */
export const keysOf = (id: SourceId): KeySource =>
  isFileId(id) ? bundleKeys(id.slice(fileMark.length)) : liveKeys(id);

/** How keys stand: at the head, where they change and can be changed; at a past revision; in a file. */
export type Standing = 'head' | 'past' | 'file';

export function standingOf(keys: KeySource): Standing {
  if (keys.kind === 'bundle') return 'file';
  return pastRevision(keys) === null ? 'head' : 'past';
}

/** Returns the exact name of a source, with the moment and the way to read it: the key of a cached answer. */
export const readingOf = (keys: KeySource): string =>
  keys.kind === 'live'
    ? `${keys.connection} ${keys.revision ?? 'head'}${keys.isSerializable ? ' of one member' : ''}`
    : sourceIdOf(keys);

/**
 * Returns whether data read from a source may still be shown for it. A file is read when it is opened: opened again, it
 * may have changed. Each opening has a separate `KeySource` object.
 */
export const isOfSameOpening = (read: KeySource, shown: KeySource): boolean => shown.kind === 'live' || read === shown;
