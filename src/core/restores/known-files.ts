import type { SnapshotReport } from '../../contract/snapshot-report.ts';
import { bytesOf, startsWith } from '../bytes/bytes.ts';
import { knownRegistries } from '../kubernetes-storage/layout/registries.ts';
import { fingerprintOf } from '../snapshot-files/fingerprint.ts';
import { type ReadingPorts, readSnapshot } from '../snapshot-files/read-snapshot.ts';
import type { SnapshotIndex } from '../snapshot-files/snapshot-index.ts';
import { type LaterIncrements, laterIncrements } from './backup-facts.ts';

/** What a restore has to know of a snapshot. */
export interface FileFacts {
  readonly report: SnapshotReport;
  /** Whether it holds objects of Kubernetes, whose clients remember revisions. */
  readonly isKubernetes: boolean;
  /** Whether it holds what k3s starts its servers with, sealed by their token. */
  readonly isK3s: boolean;
  /** What a restore leaves out; `null`: nothing. */
  readonly later: LaterIncrements | null;
}

/** A wizard describes one file after every letter that is typed. */
const mostKept = 4;
const k3s = bytesOf('/bootstrap/');

/** The facts of the snapshots that were read last, as long as their files stay as they are. */
export class KnownFiles {
  readonly #ports: ReadingPorts;
  readonly #kept = new Map<string, { readonly fingerprint: string; readonly facts: Omit<FileFacts, 'later'> }>();

  constructor(ports: ReadingPorts) {
    this.#ports = ports;
  }

  /** Reads a snapshot whole unless its facts are known. Fails as `readSnapshot` and `laterIncrements`. */
  async of(file: string, signal: AbortSignal): Promise<FileFacts> {
    // Increments come while the full snapshot stays as it is.
    const later = await laterIncrements(file);
    return { ...(await this.#read(file, signal)), later };
  }

  async #read(file: string, signal: AbortSignal): Promise<Omit<FileFacts, 'later'>> {
    const known = this.#kept.get(file);
    if (known?.fingerprint === (await fingerprintOf(file))) return known.facts;
    const options = { signal, onDidRead: () => undefined, isFresh: false };
    const { report, index, fingerprint } = await readSnapshot(this.#ports, file, options);
    const facts = { report, ...(await whatIsIn(index, report.figures?.revision ?? 0)) };
    this.#kept.delete(file);
    this.#kept.set(file, { fingerprint, facts });
    for (const old of [...this.#kept.keys()].slice(0, -mostKept)) this.#kept.delete(old);
    return facts;
  }
}

/** Looks for keys, and closes the index. */
async function whatIsIn(
  index: SnapshotIndex | null,
  revision: number,
): Promise<Pick<FileFacts, 'isKubernetes' | 'isK3s'>> {
  const has = (prefix: Uint8Array): boolean => index !== null && hasKeys(index, prefix, revision);
  try {
    return { isKubernetes: knownRegistries.some(has), isK3s: has(k3s) };
  } finally {
    await index?.close();
  }
}

/** Whether a key below a prefix has a value at a revision: the index has deleted keys too. */
function hasKeys(index: SnapshotIndex, prefix: Uint8Array, revision: number): boolean {
  for (let place = index.placeOf(prefix); place < index.length; place += 1) {
    if (!startsWith(index.key(place), prefix)) return false;
    if (index.recordAt(place, revision) !== null) return true;
  }
  return false;
}
