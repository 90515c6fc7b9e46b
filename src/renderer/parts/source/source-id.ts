import type { ConnectionId } from '../../../contract/ids.ts';
import {
  bundleKeys,
  type FileKeys,
  type KeySource,
  liveKeys,
  pastRevision,
  snapshotKeys,
} from '../../../contract/key-source.ts';

/** Names a source in this window, whichever moment of it is shown: what its models and the window's memory go by. */
export type SourceId = ConnectionId | FileId;

const marks = { bundle: 'bundle ', snapshot: 'snapshot ' } as const satisfies Record<FileKeys['kind'], string>;

type FileId = `${(typeof marks)[FileKeys['kind']]}${string}`;

export const sourceIdOf = (keys: KeySource): SourceId =>
  keys.kind === 'live' ? keys.connection : `${marks[keys.kind]}${keys.file}`;

/** Returns the file that an id names, at its last revision; `null` where it names a connection. */
export function fileOf(id: SourceId): FileKeys | null {
  if (id.startsWith(marks.bundle)) return bundleKeys(id.slice(marks.bundle.length));
  return id.startsWith(marks.snapshot) ? snapshotKeys(id.slice(marks.snapshot.length)) : null;
}

/** Returns the connection that an id names; `null` where it names a file. */
export const connectionOf = (id: SourceId): ConnectionId | null =>
  // What names no file is a connection's.
  fileOf(id) === null ? (id as ConnectionId) : null;

/** Returns the keys of a source as they are now, with quorum; of a file as they are last. */
export const keysOf = (id: SourceId): KeySource => fileOf(id) ?? liveKeys(id as ConnectionId); // as above

/** How keys stand: at the head, where they change and can be changed; at a past revision; in a file, at any moment. */
export type Standing = 'head' | 'past' | 'file';

export function standingOf(keys: KeySource): Standing {
  if (keys.kind !== 'live') return 'file';
  return pastRevision(keys) === null ? 'head' : 'past';
}

/** Returns the exact name of a source, with the moment and the way to read it: the key of a cached answer. */
export function readingOf(keys: KeySource): string {
  if (keys.kind === 'bundle') return sourceIdOf(keys);
  const moment = `${sourceIdOf(keys)} ${keys.revision ?? 'head'}`;
  return keys.kind === 'live' && keys.isSerializable ? `${moment} of one member` : moment;
}

/**
 * Returns whether data read from a source may still be shown for it. A file is read when it is opened: opened again, it
 * may have changed. Each opening has a separate `KeySource` object, and each moment of it too.
 */
export const isOfSameOpening = (read: KeySource, shown: KeySource): boolean => shown.kind === 'live' || read === shown;
