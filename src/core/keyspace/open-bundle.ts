import { bundleReader } from '../bundles/bundle-reader.ts';
import { readBundle } from '../bundles/read-bundle.ts';
import type { Ports } from '../ports.ts';
import { findOwnRegistries } from '../registries/own-registries.ts';
import type { OpenSource } from '../sources/open-sources.ts';
import { fileRegistries } from './file-registries.ts';
import type { OpenFile } from './file-sources.ts';

/** Reads bundles whole into memory. */
export function bundleOpener(ports: Pick<Ports, 'workerFile'>): OpenFile {
  return async (file, { closed, admit }) => {
    const bundle = await readBundle(ports, file, { signal: closed, admit });
    const reader = bundleReader(bundle, file);
    const found = await findOwnRegistries(reader, bundle.head.prefix ?? new Uint8Array(), { signal: closed });
    const source: OpenSource = {
      ...fileRegistries(found),
      whole: reader,
      readable: reader,
      coverage: bundle.head.coverage,
      past: null,
      changes: null,
      hash: null,
      fileState: null,
      closed,
      etcdctl: () => null,
    };
    return { at: () => source };
  };
}
