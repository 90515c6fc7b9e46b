import type { RevisionSighting } from '../../../contract/history.ts';

const mostSightings = 2_000;

/** Remembers when a cluster was seen at which revision: etcd keeps no times. */
export class RevisionClock {
  #sightings: RevisionSighting[] = [];

  /** In the order of revisions and of time. */
  get sightings(): readonly RevisionSighting[] {
    return this.#sightings;
  }

  /** Takes in that the cluster was at a revision at a time. What contradicts the last sighting is left out. */
  saw(sighting: RevisionSighting): void {
    const [before, last] = this.#sightings.slice(-2);
    const newest = last ?? before;
    if (newest !== undefined && (sighting.revision < newest.revision || sighting.at < newest.at)) return;
    // Of a revision that stays, its beginning and its end are enough: the next one came after both.
    if (last !== undefined && before?.revision === sighting.revision) this.#sightings.pop();
    this.#sightings.push(sighting);
    if (this.#sightings.length > mostSightings) this.#thin();
  }

  /** Lets every second one of the older half go. */
  #thin(): void {
    const half = this.#sightings.length / 2;
    this.#sightings = this.#sightings.filter((_, place) => place > half || place % 2 === 0);
  }
}
