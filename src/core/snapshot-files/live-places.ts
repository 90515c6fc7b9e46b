import { breathe } from '../streams/breath.ts';
import type { LiveKeys, SnapshotIndex } from './snapshot-index.ts';

/** How many keys are looked at between two turns of the event loop: less than a millisecond. */
const stride = 65_536;

/** Returns the places of the keys that have a value at a revision. Looks at every key: a million take some milliseconds. */
export async function livePlacesAt(index: SnapshotIndex, revision: number): Promise<Uint32Array> {
  const places = new Uint32Array(index.length);
  let length = 0;
  // `--bump-revision` leaves the empty key behind, which no client can write or read.
  const hasGhost = index.length > 0 && index.key(0).length === 0;
  for (let place = hasGhost ? 1 : 0; place < index.length; place += stride) {
    length = index.placesAt(revision, place, Math.min(place + stride, index.length), places, length);
    await breathe();
  }
  return length === places.length ? places : places.slice(0, length);
}

/** As `livePlacesAt`, in the form that is kept. */
export async function liveKeysAt(index: SnapshotIndex, revision: number): Promise<LiveKeys> {
  const skipped = await livePlacesAt(index, revision);
  for (let at = 0; at < skipped.length; at++) skipped[at] = (skipped[at] ?? 0) - at;
  return { revision, skipped };
}
