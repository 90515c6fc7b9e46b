import { realpath } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import type { BundleKeys } from '../../contract/key-source.ts';
import { bundleReader } from '../bundles/bundle-reader.ts';
import { readBundle } from '../bundles/read-bundle.ts';
import { cancelled } from '../etcd/failures.ts';
import { knownRegistries } from '../kubernetes-storage/layout/registries.ts';
import type { Ports } from '../ports.ts';
import { findOwnRegistries } from '../registries/own-registries.ts';
import type { OpenSource } from '../sources/open-sources.ts';

/** The memory limit of all open bundles together. */
const mostBytes = 512 * 1024 * 1024;

/** One holder's share of an open source. */
export interface HeldSource {
  readonly source: OpenSource;
  /** Releases the share; the last release closes the source. */
  release(): void;
}

/** A bundle, opened or being opened, and who holds it. */
interface SharedBundle {
  /** The path that it is known by: without symbolic links, where the file is there. */
  readonly path: string;
  /** How many hold it by each of the paths that were given. */
  readonly holders: Map<string, number>;
  /** The memory that it takes so far, in bytes. */
  bytes: number;
  /** `null` while it is being read. */
  source: OpenSource | null;
  readonly closing: AbortController;
  readonly opening: Promise<OpenSource>;
}

/**
 * The bundles held open now, each read once for all its holders. A path that is held stays that file's, even where a
 * symbolic link leads elsewhere by now.
 */
export class BundleSources {
  readonly #ports: Pick<Ports, 'workerFile'>;
  readonly #mostBytes: number;
  readonly #shared = new Map<string, SharedBundle>();
  /** Those in `#shared`, by the paths that were given for them. */
  readonly #given = new Map<string, SharedBundle>();

  constructor(ports: Pick<Ports, 'workerFile'>, bounds: { readonly mostBytes: number } = { mostBytes }) {
    this.#ports = ports;
    this.#mostBytes = bounds.mostBytes;
  }

  /** Returns a held bundle. Fails with `SourceNotOpen`, also while it is still being read. */
  require({ file }: BundleKeys): OpenSource {
    const source = this.#given.get(file)?.source ?? null;
    if (source !== null) return source;
    throw new EtcdeckError({ code: 'SourceNotOpen', message: `${file} is not open`, detail: { file } });
  }

  /**
   * Holds a bundle until it is released or `signal` aborts; the first holder reads it. Fails as `SourcesApi.open` says,
   * and with `Cancelled`.
   */
  async hold({ file }: BundleKeys, signal: AbortSignal): Promise<HeldSource> {
    const path = await knownPath(file);
    const shared = this.#given.get(file) ?? this.#shared.get(path) ?? this.#begin(file, path);
    shared.holders.set(file, (shared.holders.get(file) ?? 0) + 1);
    this.#given.set(file, shared);
    let isHeld = true;
    const release = (): void => {
      if (!isHeld) return;
      isHeld = false;
      signal.removeEventListener('abort', leave);
      this.#release(file, shared);
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
      return { source: await Promise.race([shared.opening, left]), release };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Closes every bundle for all its holders. */
  close(): void {
    for (const shared of [...this.#shared.values()]) this.#end(shared);
  }

  #begin(file: string, path: string): SharedBundle {
    const closing = new AbortController();
    const shared: SharedBundle = {
      path,
      holders: new Map(),
      bytes: 0,
      source: null,
      closing,
      opening: this.#read(file, closing.signal, (bytes) => this.#admit(file, shared, bytes)).then((source) => {
        if (closing.signal.aborted) throw cancelled('open');
        shared.source = source;
        return source;
      }),
    };
    this.#shared.set(path, shared);
    return shared;
  }

  #release(file: string, shared: SharedBundle): void {
    const left = (shared.holders.get(file) ?? 0) - 1;
    if (left > 0) shared.holders.set(file, left);
    else this.#forget(file, shared);
    if (shared.holders.size === 0) this.#end(shared);
  }

  #forget(file: string, shared: SharedBundle): void {
    shared.holders.delete(file);
    if (this.#given.get(file) === shared) this.#given.delete(file);
  }

  #end(shared: SharedBundle): void {
    shared.closing.abort();
    for (const file of [...shared.holders.keys()]) this.#forget(file, shared);
    if (this.#shared.get(shared.path) === shared) this.#shared.delete(shared.path);
  }

  /**
   * Checks the memory limit, including bundles still being read: several may be opened at once. Fails with
   * `OutOfMemory`.
   */
  #admit(file: string, shared: SharedBundle, bytes: number): void {
    shared.bytes = bytes;
    const taken = [...this.#shared.values()].reduce((sum, one) => sum + one.bytes, 0);
    if (taken <= this.#mostBytes) return;
    // A failed bundle frees its memory share.
    shared.bytes = 0;
    const message = `${file} takes more memory than is left for open files`;
    throw new EtcdeckError({ code: 'OutOfMemory', message, detail: { file } });
  }

  async #read(file: string, closed: AbortSignal, admit: (bytes: number) => void): Promise<OpenSource> {
    const bundle = await readBundle(this.#ports, file, { signal: closed, admit });
    const reader = bundleReader(bundle, file);
    const found = await findOwnRegistries(reader, bundle.head.prefix ?? new Uint8Array(), { signal: closed });
    const registries = [...knownRegistries];
    const isKnown = (prefix: Uint8Array) => registries.some((one) => Buffer.compare(one, prefix) === 0);
    const didFindRegistry = (prefix: Uint8Array): void => {
      if (!isKnown(prefix)) registries.push(prefix);
    };
    for (const prefix of found) didFindRegistry(prefix);
    return {
      whole: reader,
      readable: reader,
      coverage: bundle.head.coverage,
      closed,
      registries: () => registries,
      didFindRegistry,
      etcdctl: () => null,
    };
  }
}

/** Returns the path without symbolic links; as it was given where that fails: reading it says why. */
async function knownPath(file: string): Promise<string> {
  return isAbsolute(file) ? await realpath(file).catch(() => file) : file;
}
