import { breathe } from '../streams/breath.ts';
import { type Shortcuts, type SnapshotIndex, sampleStride, samplesOf } from './snapshot-index.ts';

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

/** Makes the shortcuts that are kept with an index, of its newest revision. */
export async function shortcutsAt(index: SnapshotIndex, revision: number): Promise<Shortcuts> {
  const skipped = await livePlacesAt(index, revision);
  for (let at = 0; at < skipped.length; at++) skipped[at] = (skipped[at] ?? 0) - at;
  return { revision, skipped, ...samplesIn(index) };
}

function samplesIn(index: SnapshotIndex): Pick<Shortcuts, 'sampleBytes' | 'sampleEnds'> {
  const sampleEnds = new Float64Array(samplesOf(index.length));
  let bytes = 0;
  for (let at = 0; at < sampleEnds.length; at++) {
    bytes += index.key(at * sampleStride).length;
    sampleEnds[at] = bytes;
  }
  const sampleBytes = new Uint8Array(bytes);
  for (let at = 0; at < sampleEnds.length; at++) {
    sampleBytes.set(index.key(at * sampleStride), at === 0 ? 0 : (sampleEnds[at - 1] ?? 0));
  }
  return { sampleBytes, sampleEnds };
}
