import { EtcdeckError } from '../../contract/failure.ts';
import type { BundleKeys } from '../../contract/key-source.ts';
import { bundleReader } from '../bundles/bundle-reader.ts';
import { readBundle } from '../bundles/read-bundle.ts';
import { cancelled } from '../etcd/failures.ts';
import { knownRegistries } from '../kubernetes-storage/layout/registries.ts';
import type { Ports } from '../ports.ts';
import { findOwnRegistries } from '../registries/own-registries.ts';
import type { OpenSource } from '../sources/open-sources.ts';

/** What the bundles that are held open take of memory, all of them together. */
const mostBytes = 512 * 1024 * 1024;

/** A holder's own share of an open source. */
export interface HeldSource {
  readonly source: OpenSource;
  /** Lets go; the last holder to do so closes the source. */
  release(): void;
}

/** A bundle, opened or being opened, and how many hold it. */
interface SharedBundle {
  holders: number;
  readonly closing: AbortController;
  readonly opening: Promise<OpenBundle>;
}

interface OpenBundle {
  readonly source: OpenSource;
  readonly bytes: number;
}

/** The bundles held open now, each read once however many hold it. */
export class BundleSources {
  readonly #ports: Pick<Ports, 'workerFile'>;
  readonly #shared = new Map<string, SharedBundle>();
  readonly #open = new Map<string, OpenBundle>();

  constructor(ports: Pick<Ports, 'workerFile'>) {
    this.#ports = ports;
  }

  /** Returns a bundle that somebody holds. Fails with `SourceNotOpen`, also while it is still being read. */
  require({ file }: BundleKeys): OpenSource {
    const open = this.#open.get(file);
    if (open !== undefined) return open.source;
    throw new EtcdeckError({ code: 'SourceNotOpen', message: `${file} is not open`, detail: { file } });
  }

  /**
   * Holds a bundle until it is released, or `signal` aborts; reads it where nobody holds it yet. Fails as `SourcesApi.open`
   * says, and with `Cancelled`.
   */
  async hold({ file }: BundleKeys, signal: AbortSignal): Promise<HeldSource> {
    const shared = this.#shared.get(file) ?? this.#begin(file);
    shared.holders += 1;
    let isHeld = true;
    const release = (): void => {
      if (!isHeld) return;
      isHeld = false;
      signal.removeEventListener('abort', release);
      shared.holders -= 1;
      if (shared.holders === 0) this.#end(file, shared);
    };
    signal.addEventListener('abort', release);
    if (signal.aborted) release();
    try {
      return { source: (await shared.opening).source, release };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Closes every bundle under its holders. */
  close(): void {
    for (const [file, shared] of [...this.#shared]) this.#end(file, shared);
  }

  #begin(file: string): SharedBundle {
    const closing = new AbortController();
    const opening = this.#read(file, closing.signal).then((open) => {
      if (closing.signal.aborted) throw cancelled('open');
      this.#open.set(file, open);
      return open;
    });
    const shared = { holders: 0, closing, opening };
    this.#shared.set(file, shared);
    return shared;
  }

  #end(file: string, shared: SharedBundle): void {
    shared.closing.abort();
    if (this.#shared.get(file) !== shared) return;
    this.#shared.delete(file);
    this.#open.delete(file);
  }

  async #read(file: string, closed: AbortSignal): Promise<OpenBundle> {
    const taken = [...this.#open.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    const bundle = await readBundle(this.#ports, file, { signal: closed, mostBytes: mostBytes - taken });
    const reader = bundleReader(bundle, file);
    const found = await findOwnRegistries(reader, bundle.head.prefix ?? new Uint8Array(), { signal: closed });
    const registries = [...knownRegistries];
    const isKnown = (prefix: Uint8Array) => registries.some((one) => Buffer.compare(one, prefix) === 0);
    const didFindRegistry = (prefix: Uint8Array): void => {
      if (!isKnown(prefix)) registries.push(prefix);
    };
    for (const prefix of found) didFindRegistry(prefix);
    const source: OpenSource = {
      whole: reader,
      readable: reader,
      closed,
      registries: () => registries,
      didFindRegistry,
      etcdctl: () => null,
    };
    return { source, bytes: bundle.contents.bytes };
  }
}
