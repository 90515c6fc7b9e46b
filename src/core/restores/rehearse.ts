import { randomInt } from 'node:crypto';
import { EtcdeckError } from '../../contract/failure.ts';
import type { Rehearsal, RehearsalNotice } from '../../contract/restores.ts';
import { type ReadingPorts, readSnapshot } from '../snapshot-files/read-snapshot.ts';
import { laterIncrements } from './backup-facts.ts';
import { compareServed, type HeldByFile } from './compare-served.ts';
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
  const { report, held } = await readHeld(file, world);
  const { bytes, integrity } = report;
  const skipsHashCheck = integrity.findings.some(({ code }) => code === 'NoTrailer');
  const member = new ThrowAwayMember({ file, bytes, skipsHashCheck }, { ...world, operation });
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

/** Fails with `SnapshotInvalid` for a damaged file, for one of which nothing can be compared, and as `laterIncrements`. */
async function readHeld(file: string, { ports, signal }: RehearsalWorld) {
  await laterIncrements(file);
  const options = { signal, isFresh: false, onDidRead: () => undefined };
  const { report, index, fingerprint } = await readSnapshot(ports, file, options);
  const { figures, integrity } = report;
  if (figures === null || index === null || integrity.verdict === 'damaged') {
    await index?.close();
    const reason = integrity.findings[0]?.message ?? 'it holds no keys that can be read';
    throw new EtcdeckError({ code: 'SnapshotInvalid', message: reason, operation, detail: { file, reason } });
  }
  const held: HeldByFile = { file, figures, index, fingerprint };
  return { report, held };
}
