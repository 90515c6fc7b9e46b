import { realpath } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import { type FileKeys, keyspaceOf, pastRevision } from '../../contract/key-source.ts';
import { cancelled } from '../etcd/failures.ts';
import type { OpenSource } from '../sources/open-sources.ts';

/** The memory limit of all open files together: the places of some eight million keys of a snapshot. */
const mostBytes = 1024 * 1024 * 1024;

/** The progress of reading a file, in bytes. */
export type OnDidRead = (doneBytes: number, totalBytes: number) => void;

/** What opening a file is given. */
export interface FileOpening {
  /** Aborted when the last holder has left: ends the reading, and closes what was opened. */
  readonly closed: AbortSignal;
  readonly onDidRead: OnDidRead;
  /** Called with the memory that the file takes so far, in bytes. Fails with `OutOfMemory`. */
  readonly admit: (bytes: number) => void;
}

/** A file that was opened. */
export interface OpenedFile {
  /** Returns the file's keys at a revision; `null`: the last one. Fails with nothing: reading does. */
  at(revision: number | null): OpenSource;
}

/** Opens a file of one kind, by the path that its first holder gave. Fails as `SourcesApi.open` says. */
export type OpenFile = (file: string, opening: FileOpening) => Promise<OpenedFile>;

/** One holder's share of an open source. */
export interface HeldSource {
  readonly source: OpenSource;
  /** Releases the share; the last release closes the source. */
  release(): void;
}

/** A file, opened or being opened, and who holds it. */
interface SharedFile {
  /** The source that it is known by: its path without symbolic links, where the file is there. */
  readonly name: string;
  /** How many hold it by each of the sources that were given. */
  readonly holders: Map<string, number>;
  /** The memory that it takes so far, in bytes. */
  bytes: number;
  /** `null` while it is being read. */
  opened: OpenedFile | null;
  readonly readers: Set<OnDidRead>;
  readonly closing: AbortController;
  readonly opening: Promise<OpenedFile>;
}

/**
 * The files held open now, each read once for all its holders. A path that is held stays that file's, even where a
 * symbolic link leads elsewhere by now.
 */
export class FileSources {
  readonly #openers: Readonly<Record<FileKeys['kind'], OpenFile>>;
  readonly #mostBytes: number;
  readonly #shared = new Map<string, SharedFile>();
  /** Those in `#shared`, by the sources that were given for them. */
  readonly #given = new Map<string, SharedFile>();

  constructor(
    openers: Readonly<Record<FileKeys['kind'], OpenFile>>,
    bounds: { readonly mostBytes: number } = { mostBytes },
  ) {
    this.#openers = openers;
    this.#mostBytes = bounds.mostBytes;
  }

  /** Returns a held file's keys. Fails with `SourceNotOpen`, also while it is still being read. */
  require(source: FileKeys): OpenSource {
    const { file } = source;
    const opened = this.#given.get(keyspaceOf(source))?.opened ?? null;
    if (opened !== null) return opened.at(pastRevision(source));
    throw new EtcdeckError({ code: 'SourceNotOpen', message: `${file} is not open`, detail: { file } });
  }

  /**
   * Holds a file until it is released or `signal` aborts; the first holder reads it. Fails as `SourcesApi.open` says,
   * and with `Cancelled`.
   */
  async hold(source: FileKeys, signal: AbortSignal, onDidRead: OnDidRead): Promise<HeldSource> {
    const given = keyspaceOf(source);
    const name = keyspaceOf({ ...source, file: await knownPath(source.file) });
    const shared = this.#given.get(given) ?? this.#shared.get(name) ?? this.#begin(source, name);
    shared.holders.set(given, (shared.holders.get(given) ?? 0) + 1);
    this.#given.set(given, shared);
    shared.readers.add(onDidRead);
    let isHeld = true;
    const release = (): void => {
      if (!isHeld) return;
      isHeld = false;
      signal.removeEventListener('abort', leave);
      shared.readers.delete(onDidRead);
      this.#release(given, shared);
    };
    let stop: (error: Error) => void = () => undefined;
    const left = new Promise<never>((_, reject) => {
      stop = reject;
    });
    // Reading goes on where others wait for it.
    const leave = (): void => {
      release();
      stop(cancelled('open'));
    };
    signal.addEventListener('abort', leave);
    if (signal.aborted) leave();
    try {
      const opened = await Promise.race([shared.opening, left]);
      return { source: opened.at(pastRevision(source)), release };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Closes every file for all its holders. */
  close(): void {
    for (const shared of [...this.#shared.values()]) this.#end(shared);
  }

  #begin({ kind, file }: FileKeys, name: string): SharedFile {
    const closing = new AbortController();
    const readers = new Set<OnDidRead>();
    const opening: FileOpening = {
      closed: closing.signal,
      onDidRead: (doneBytes, totalBytes) => {
        for (const reader of readers) reader(doneBytes, totalBytes);
      },
      admit: (bytes) => this.#admit(file, shared, bytes),
    };
    const shared: SharedFile = {
      name,
      holders: new Map(),
      bytes: 0,
      opened: null,
      readers,
      closing,
      opening: this.#openers[kind](file, opening).then((opened) => {
        if (closing.signal.aborted) throw cancelled('open');
        shared.opened = opened;
        return opened;
      }),
    };
    this.#shared.set(name, shared);
    return shared;
  }

  #release(given: string, shared: SharedFile): void {
    const left = (shared.holders.get(given) ?? 0) - 1;
    if (left > 0) shared.holders.set(given, left);
    else this.#forget(given, shared);
    if (shared.holders.size === 0) this.#end(shared);
  }

  #forget(given: string, shared: SharedFile): void {
    shared.holders.delete(given);
    if (this.#given.get(given) === shared) this.#given.delete(given);
  }

  #end(shared: SharedFile): void {
    shared.closing.abort();
    for (const given of [...shared.holders.keys()]) this.#forget(given, shared);
    if (this.#shared.get(shared.name) === shared) this.#shared.delete(shared.name);
  }

  /**
   * Checks the memory limit, including files still being read: several may be opened at once. Fails with `OutOfMemory`.
   */
  #admit(file: string, shared: SharedFile, bytes: number): void {
    shared.bytes = bytes;
    const taken = [...this.#shared.values()].reduce((sum, one) => sum + one.bytes, 0);
    if (taken <= this.#mostBytes) return;
    // A failed file frees its memory share.
    shared.bytes = 0;
    const message = `${file} takes more memory than is left for open files`;
    throw new EtcdeckError({ code: 'OutOfMemory', message, detail: { file } });
  }
}

/** Returns the path without symbolic links; as it was given where that fails: reading it says why. */
async function knownPath(file: string): Promise<string> {
  return isAbsolute(file) ? await realpath(file).catch(() => file) : file;
}
