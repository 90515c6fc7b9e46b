import { unlink } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import type { JoinNotice } from '../../contract/restores.ts';
import type { SnapshotReport } from '../../contract/snapshot-report.ts';
import { status } from '../etcd/maintenance.ts';
import { backupChainOf } from '../snapshot-files/backups/backup-chain.ts';
import { type ReadBackup, readBackup } from '../snapshot-files/backups/read-backup.ts';
import { type ReadingPorts, readSnapshotReport } from '../snapshot-files/read-snapshot.ts';
import { saveSnapshot } from '../snapshots/saving/save-snapshot.ts';
import { KeptLeases } from './kept-leases.ts';
import { repeatIncrements } from './repeat-increments.ts';
import { type ServingMember, ThrowAwayMember, type ThrowAwayWorld } from './throw-away-member.ts';

const operation = 'restores.join';
/** A deletion of a large prefix is one revision, whatever servers permit their clients. */
const withoutBounds = ['--max-txn-ops=1000000000', '--max-request-bytes=1000000000'];
/** Progress is reported every so many revisions. */
const toldApart = 200;

/** What joining is made of. */
export interface JoinWorld extends ThrowAwayWorld {
  readonly ports: ReadingPorts;
  readonly tell: (notice: JoinNotice) => void;
}

/** What is joined: a full snapshot, or one of its increments, and the new file. */
export interface JoinRequest {
  readonly file: string;
  readonly into: string;
}

/**
 * Joins a full snapshot and its increments into a new file. Fails with `BadRequest`, `SnapshotInvalid`, `FileExists`,
 * `FileNotWritable`, `DiskFull`, `RestoreFailed`, and with `DeadlineExceeded` where the member did not start in time.
 */
export async function joinBackup({ file, into }: JoinRequest, world: JoinWorld): Promise<void> {
  const { ports, signal, tell } = world;
  if (!isAbsolute(into)) throw badRequest(`${into} is not an absolute path`);
  const chain = await backupChainOf(file);
  if (chain === null || chain.increments.length === 0)
    throw badRequest(`no increments of etcd-backup-restore follow ${file}`);
  tell({ kind: 'step', step: 'check' });
  const backup = await readBackup(ports, chain, { signal, onDidRead: () => undefined });
  try {
    await joinRead(backup, into, world);
  } finally {
    await backup.close();
  }
}

async function joinRead(backup: ReadBackup, into: string, world: JoinWorld): Promise<void> {
  const { ports, programs, signal, tell } = world;
  const begun = performance.now();
  const { report, full, keys, values } = backup;
  const { figures } = report;
  const damage = damageOf(report);
  const isAnyRead = report.integrity.findings.some(({ code }) => code === 'IncrementsRead');
  if (figures === null || keys === null || damage !== null || !isAnyRead) {
    const reason = damage ?? (isAnyRead ? null : endOf(report)) ?? 'it holds no keys that can be read';
    throw new EtcdeckError({
      code: 'SnapshotInvalid',
      message: reason,
      operation,
      detail: { file: full.file, reason },
    });
  }
  const skipsHashCheck = report.integrity.findings.some(({ code }) => code === 'NoTrailer');
  const member = new ThrowAwayMember({ ...full, skipsHashCheck }, { ...world, operation });
  let leases: KeptLeases | null = null;
  try {
    await member.makeRoom();
    tell({ kind: 'step', step: 'restore' });
    await member.restore();
    tell({ kind: 'step', step: 'start' });
    const serving = await member.start(withoutBounds);
    tell({ kind: 'step', step: 'apply' });
    leases = await KeptLeases.of(serving, signal);
    const appliedRevisions = await repeatIncrements({ index: keys.index, values }, serving, {
      ...{ leases, signal },
      onDidApply(revisions, of) {
        if (revisions % toldApart === 0 || revisions === of) tell({ kind: 'applied', revisions, of });
      },
    });
    tell({ kind: 'step', step: 'save' });
    const saved = await save(serving, into, signal);
    tell({ kind: 'step', step: 'compare' });
    await requireEqual(into, report, { ports, signal });
    tell({ kind: 'step', step: 'stop' });
    await leases.close();
    await member.end();
    tell({
      kind: 'joined',
      joined: {
        ...{ file: into, bytes: saved.bytes, sha256: saved.sha256, etcdVersion: programs.etcd.version },
        ...{ revision: figures.revision, appliedRevisions, leasesWithoutTTL: leases.granted },
        leftOut: endOf(report),
        durationMs: Math.round(performance.now() - begun),
      },
    });
  } finally {
    await leases?.close();
    await member.end();
  }
}

/** What ends the history of increments before the last file. */
const endings: ReadonlySet<string> = new Set(['IncrementDamaged', 'IncrementMissing']);

/** Returns why the history ends before the last file; `null`: it does not. */
const endOf = ({ integrity }: SnapshotReport): string | null =>
  integrity.findings.find(({ code }) => endings.has(code))?.message ?? null;

/** Returns what is damaged in the full snapshot; an increment that is damaged ends the history before it. */
const damageOf = ({ integrity }: SnapshotReport): string | null =>
  integrity.findings.find(({ code, severity }) => severity === 'critical' && !endings.has(code))?.message ?? null;

async function save({ client, endpoint }: ServingMember, file: string, signal: AbortSignal) {
  const { memberId: member } = await status(client, endpoint, { signal });
  return await saveSnapshot({ client, source: { member, endpoint }, file, signal, onDidReceive: () => undefined });
}

/** Reads the new file whole. What is not all of the full snapshot and the increments is not kept. */
async function requireEqual(
  file: string,
  { figures }: SnapshotReport,
  { ports, signal }: Pick<JoinWorld, 'ports' | 'signal'>,
): Promise<void> {
  try {
    const { report } = await readSnapshotReport(ports, file, { signal, isFresh: true, onDidRead: () => undefined });
    const got = report.figures;
    const isEqual =
      report.integrity.verdict === 'ok' &&
      got?.hashKV === figures?.hashKV &&
      got?.revision === figures?.revision &&
      got?.liveKeys === figures?.liveKeys;
    if (isEqual) return;
    const message = `the new snapshot has the HashKV ${got?.hashKV} at revision ${got?.revision}, and the backup ${figures?.hashKV} at ${figures?.revision}`;
    throw new EtcdeckError({ code: 'RestoreFailed', message, operation });
  } catch (error) {
    await unlink(file).catch(() => undefined);
    throw error;
  }
}

const badRequest = (message: string): EtcdeckError => new EtcdeckError({ code: 'BadRequest', message, operation });
