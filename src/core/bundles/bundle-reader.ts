import { basename } from 'node:path';
import type { SourceOrigin } from '../../contract/key-source.ts';
import { sortedReads } from '../sources/sorted-reads.ts';
import type { SourceReader } from '../sources/source-reader.ts';
import { kineCluster } from './bundle-format.ts';
import type { ReadBundle } from './read-bundle.ts';

/** Reads the keys of a bundle. Its one revision is the one that it was exported at. */
export function bundleReader({ head, contents }: ReadBundle, file: string): SourceReader {
  const { revision } = head;
  const origin: SourceOrigin = {
    name: basename(file),
    clusterId: head.clusterId === kineCluster ? null : head.clusterId,
    isKine: head.clusterId === kineCluster,
    dataTime: head.dataTime,
    revision: revision === 0 ? null : revision,
    coverage: head.coverage,
    verdict: null,
    canWrite: false,
    canWatch: false,
    hasHistory: false,
    canReadWithoutQuorum: false,
  };
  const entries = contents.at(revision);
  const reader: SourceReader = {
    ...sortedReads(async () => entries),
    revision,
    pin: () => reader,
    origin: async () => origin,
  };
  return reader;
}
