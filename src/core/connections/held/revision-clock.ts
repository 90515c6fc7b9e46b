import type { RevisionSighting } from '../../../contract/history.ts';

const mostSightings = 2_000;

/** Records when a cluster was seen at which revision: etcd stores no times. */
export class RevisionClock {
  #sightings: RevisionSighting[] = [];

  /** The sightings in the order of revision and time. */
  get sightings(): readonly RevisionSighting[] {
    return this.#sightings;
  }

  /** Records that the cluster was at a revision at a time. A sighting that contradicts the last one is dropped. */
  saw(sighting: RevisionSighting): void {
    const [before, last] = this.#sightings.slice(-2);
    const newest = last ?? before;
    if (newest !== undefined && (sighting.revision < newest.revision || sighting.at < newest.at)) return;
    // For a revision that stays, the first and the last sighting are enough: the next revision came after both.
    if (last !== undefined && before?.revision === sighting.revision) this.#sightings.pop();
    this.#sightings.push(sighting);
    if (this.#sightings.length > mostSightings) this.#thin();
  }

  /** Drops every second sighting of the older half. */
  #thin(): void {
    const half = this.#sightings.length / 2;
    this.#sightings = this.#sightings.filter((_, place) => place > half || place % 2 === 0);
  }
}
