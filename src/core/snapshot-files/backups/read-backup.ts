import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { RevisionSighting } from '../../../contract/history.ts';
import type { SnapshotReport } from '../../../contract/snapshot-report.ts';
import { IndexCache } from '../cache/index-cache.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { HashColumns } from '../index/record-hashes.ts';
import {
  type DatedReport,
  passOver,
  type ReadingPorts,
  readSnapshotReport,
  type SnapshotReadOptions,
  stateOf,
} from '../read-snapshot.ts';
import { reportOf } from '../report-of.ts';
import { SnapshotIndex } from '../snapshot-index.ts';
import type { ValueReader } from '../snapshot-moment.ts';
import { SnapshotValues } from '../snapshot-values.ts';
import { type BackupChain, backupChainOf } from './backup-chain.ts';
import { ChainValues } from './chain-values.ts';
import { placeForBackup, removePlace } from './opened-backups.ts';
import { unpackFull } from './unpack-full.ts';

/** A full snapshot of etcd-backup-restore that was read with its increments. */
export interface ReadBackup {
  readonly report: SnapshotReport;
  /** The full snapshot as etcd saved it, in the private folder where it was packed. */
  readonly full: { readonly file: string; readonly bytes: number };
  /** `null` where no keys can be read. */
  readonly keys: { readonly index: SnapshotIndex; readonly hashes: HashColumns } | null;
  readonly values: ValueReader;
  /** When the cluster was seen at which revision, in the order of revisions. */
  readonly sightings: readonly RevisionSighting[];
  /** Distinguishes this state of all its files from a later one. */
  readonly fileState: string;
  /** Closes the files, and removes what was unpacked. */
  close(): Promise<void>;
}

type Options = Omit<SnapshotReadOptions, 'isFresh'>;

/**
 * Reads a full snapshot and its increments whole. What is packed, and the records of increments, stand in a private folder
 * of the settings folder until it is closed. Fails as `readSnapshot`, with `SnapshotInvalid` where the full snapshot
 * cannot be unpacked, and with `DiskFull`; a damaged increment is a finding.
 */
export async function readBackup(ports: ReadingPorts, chain: BackupChain, options: Options): Promise<ReadBackup> {
  const place = await placeForBackup(ports);
  const opened: SnapshotValues[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(opened.map((values) => values.close().catch(() => undefined)));
    await removePlace(place);
  };
  try {
    return { ...(await readInto(ports, chain, { place, opened, options })), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function readInto(
  ports: ReadingPorts,
  chain: BackupChain,
  into: { readonly place: string; readonly opened: SnapshotValues[]; readonly options: Options },
): Promise<Omit<ReadBackup, 'close'>> {
  const { full, increments, gap } = chain;
  const { place, opened, options } = into;
  const readAt = ports.clock.now();
  const packed = await stateOf(full.file);
  const marks = await marksOf(chain);
  const unpacked = join(place, 'full');
  const sha256 = full.name.packing === 'none' ? null : await unpackFull(full, unpacked, options);
  const state = sha256 === null ? packed : await stateOf(unpacked);
  const spool = join(place, 'increments');
  const asked = { ...state, increments: { increments, gap, spool } };
  const [hashes, pass] = await passOver(ports, asked, options);
  const said = await reportOf({ file: full.file, bytes: state.bytes }, hashes, pass);
  const report = { ...said, bytes: packed.bytes, sha256: sha256 ?? said.sha256 };
  await new IndexCache(ports).keep(cacheName(chain), marks, { report, readAt, keys: null });
  const values = await SnapshotValues.open(state.path, state.fingerprint);
  opened.push(values);
  const behind = await SnapshotValues.open(spool, await fingerprintOf(spool));
  opened.push(behind);
  const seen = pass.increments?.sightings ?? [];
  return {
    report,
    full: { file: state.path, bytes: state.bytes },
    keys:
      pass.keys === null
        ? null
        : { index: new SnapshotIndex({ columns: pass.keys.columns, shortcuts: null }), hashes: pass.keys.hashes },
    values: new ChainValues(values, behind, state.bytes),
    sightings: [{ revision: full.name.to, at: full.name.at }, ...seen],
    fileState: marks,
  };
}

/**
 * As `readFileReport`, of a file that was read before. Fails with `SnapshotChanged` unless it, and the increments that
 * follow it, are in that state still.
 */
export async function reportOfState(
  ports: ReadingPorts,
  file: string,
  { fileState, signal }: Pick<SnapshotReadOptions, 'signal'> & { readonly fileState: string },
): Promise<SnapshotReport> {
  const stateNow = async (): Promise<string> => {
    const chain = await backupChainOf(file);
    return chain === null ? await fingerprintOf(file) : await marksOf(chain);
  };
  const requireSame = async (): Promise<void> => {
    if ((await stateNow()) === fileState) return;
    const message = `${file} changed since it was opened`;
    throw new EtcdeckError({ code: 'SnapshotChanged', message, detail: { file } });
  };
  // Before, so that no other file is read whole; after, since it may be replaced meanwhile.
  await requireSame();
  const { report } = await readFileReport(ports, file, { signal, isFresh: false, onDidRead: () => undefined });
  await requireSame();
  return report;
}

/** As `readSnapshotReport`, with increments where the file is one of etcd-backup-restore. */
export async function readFileReport(
  ports: ReadingPorts,
  file: string,
  options: SnapshotReadOptions,
): Promise<DatedReport> {
  const chain = await backupChainOf(file);
  if (chain === null) return await readSnapshotReport(ports, file, options);
  const known = options.isFresh ? null : await new IndexCache(ports).report(cacheName(chain), await marksOf(chain));
  if (known !== null) return known;
  const readAt = ports.clock.now();
  const { report, close } = await readBackup(ports, chain, options);
  await close();
  return { report, readAt };
}

/** The full snapshot alone is kept under its own path. */
const cacheName = ({ full }: BackupChain): string => `${full.file}\0increments`;

/** Distinguishes this state of all files of a chain from a later one. */
async function marksOf({ full, increments, gap }: BackupChain): Promise<string> {
  const hash = createHash('sha256').update(String(gap));
  hash.update(`${full.file}\0${await fingerprintOf(full.file)}\0`);
  for (const { file } of increments) {
    // An increment that cannot be read is a finding.
    hash.update(`${file}\0${await fingerprintOf(file).catch(() => '')}\0`);
  }
  return hash.digest('hex');
}
