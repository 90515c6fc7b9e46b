import { randomInt } from 'node:crypto';
import type { Rehearsal, RehearsalNotice } from '../../contract/restores.ts';
import type { ReadingPorts } from '../snapshot-files/read-snapshot.ts';
import { compareServed } from './compare-served.ts';
import { hasNoHash, requireWhole } from './require-whole.ts';
import { ThrowAwayMember, type ThrowAwayWorld } from './throw-away-member.ts';

const operation = 'restores.rehearse';
/** What a rehearsal is made of. */
export interface RehearsalWorld extends ThrowAwayWorld {
  readonly ports: ReadingPorts;
  readonly tell: (notice: RehearsalNotice) => void;
}

/**
 * Restores a snapshot into a folder of its own, starts a member on it, compares what it serves, and removes everything.
 * Fails with `RestoreFailed`, `SnapshotInvalid`, `SnapshotChanged`, `DiskFull`, and with `DeadlineExceeded` where the member
 * did not start in time, which tells nothing of the file.
 */
export async function rehearse(file: string, world: RehearsalWorld): Promise<Rehearsal> {
  const { programs, signal, tell } = world;
  const begun = performance.now();
  tell({ kind: 'step', step: 'check' });
  const { report, held } = await requireWhole(file, { ports: world.ports, signal, operation });
  const { bytes } = report;
  const member = new ThrowAwayMember({ file, bytes, skipsHashCheck: hasNoHash(report) }, { ...world, operation });
  try {
    await member.makeRoom();
    tell({ kind: 'step', step: 'restore' });
    await member.restore();
    tell({ kind: 'step', step: 'start' });
    const serving = await member.start();
    tell({ kind: 'step', step: 'compare' });
    const seed = randomInt(2 ** 32);
    tell({ kind: 'line', text: `seed of the keys that are compared: ${seed}` });
    const served = await compareServed(held, { ...serving, seed, signal });
    tell({ kind: 'step', step: 'stop' });
    await member.end();
    const { figures } = held;
    return {
      ...served,
      served: served.hashEqual && served.liveKeys === figures.liveKeys && served.differentKeys === 0,
      etcdVersion: programs.etcd.version,
      revision: figures.revision,
      durationMs: Math.round(performance.now() - begun),
    };
  } finally {
    await member.end();
    await held.index.close();
  }
}
