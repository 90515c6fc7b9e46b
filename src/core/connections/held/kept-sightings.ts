import type { RevisionSighting } from '../../../contract/history.ts';
import type { ClusterId } from '../../../contract/ids.ts';
import type { Ports } from '../../ports.ts';
import { isRecord, readDocument, settingsDamaged, updateDocument } from '../../settings/document.ts';
import { sightingLine, thinnedLine } from './sighting-line.ts';

/** Stores when each cluster was seen at which revision, across sessions. */
export interface KeptSightings {
  /** Returns a cluster's sightings in the order of time and revision. Empty where none are stored or readable. */
  of(clusterId: ClusterId): readonly RevisionSighting[];
  /** Adds sightings, in the settings folder where `isLasting`, else in memory. Fails as settings do. */
  add(clusterId: ClusterId, seen: readonly RevisionSighting[], isLasting: boolean): Promise<void>;
}

/** How many clusters are kept, those seen last. */
const mostClusters = 16;
/** How many sightings of one cluster are kept; thinned with age, a month has about as many. */
const mostSightings = 400;

/** The cluster id that every kine reports. */
const noCluster = '0';

/** Opens the sightings of the settings folder. Nothing is read before it is needed. */
export function openKeptSightings({
  openStore,
  clock,
  log,
}: Pick<Ports, 'openStore' | 'clock' | 'log'>): KeptSightings {
  const store = openStore('sightings');
  const inMemory = new Map<ClusterId, readonly RevisionSighting[]>();

  const clustersOf = (document: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
    const clusters = document.clusters ?? {};
    if (!isRecord(clusters)) throw settingsDamaged(store, '"clusters" is no object');
    return clusters;
  };
  const onDisk = (clusterId: ClusterId): readonly RevisionSighting[] => {
    try {
      const clusters = clustersOf(readDocument(store));
      return Object.hasOwn(clusters, clusterId) ? sightingsIn(clusters[clusterId]) : [];
    } catch (error) {
      log.warn('what was seen of clusters before cannot be read', { file: store.path, reason: String(error) });
      return [];
    }
  };
  const kept = (before: readonly RevisionSighting[], seen: readonly RevisionSighting[]) => {
    const now = clock.now();
    return thinnedLine(sightingLine([...before, ...seen], now), now).slice(-mostSightings);
  };

  return {
    of(clusterId) {
      if (clusterId === noCluster) return [];
      return sightingLine([...onDisk(clusterId), ...(inMemory.get(clusterId) ?? [])], clock.now());
    },
    async add(clusterId, seen, isLasting) {
      if (clusterId === noCluster || seen.length === 0) return;
      if (!isLasting) {
        inMemory.set(clusterId, kept(inMemory.get(clusterId) ?? [], seen));
        return;
      }
      await updateDocument(store, (document) => {
        const clusters = clustersOf(document);
        const before = Object.hasOwn(clusters, clusterId) ? sightingsIn(clusters[clusterId]) : [];
        const others = Object.entries(clusters).filter(([id]) => id !== clusterId);
        const all = [
          ...others.map(([id, lines]) => [id, sightingsIn(lines)] as const),
          [clusterId, kept(before, seen)] as const,
        ];
        const newest = all.sort(([, a], [, b]) => (b.at(-1)?.at ?? 0) - (a.at(-1)?.at ?? 0)).slice(0, mostClusters);
        const written = newest.map(([id, line]) => [id, line.map(({ revision, at }) => [revision, at])]);
        return { document: { ...document, clusters: Object.fromEntries(written) }, result: undefined };
      });
    },
  };
}

/** Returns the valid sightings of one cluster in a file. */
function sightingsIn(lines: unknown): readonly RevisionSighting[] {
  if (!Array.isArray(lines)) return [];
  return lines.slice(-mostSightings).flatMap((line: unknown) => {
    const [revision, at] = Array.isArray(line) ? line : [];
    const isSighting = Number.isSafeInteger(revision) && revision > 0 && Number.isSafeInteger(at) && at > 0;
    return isSighting ? [{ revision, at }] : [];
  });
}
