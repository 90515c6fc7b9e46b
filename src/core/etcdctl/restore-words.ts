/** What restores one member's data-dir from a snapshot. */
export interface RestoreOrder {
  readonly file: string;
  readonly name: string;
  /** Every member with every peer URL. */
  readonly initialCluster: string;
  readonly peerURLs: readonly string[];
  readonly token: string;
  readonly dataDir: string;
  readonly walDir: string | null;
  /** How far the revision is raised, with what was before marked as compacted; `null`: not at all. */
  readonly bumpRevision: number | null;
  readonly skipsHashCheck: boolean;
}

/** What etcd's documentation gives: more revisions than any cluster writes between a snapshot and its end. */
export const usualBump = 1_000_000_000;

/** Returns the words of etcdutl, and of etcdctl before 3.6, that restore a snapshot. */
export function restoreWords(order: RestoreOrder): readonly string[] {
  const { file, name, initialCluster, peerURLs, token, dataDir, walDir, bumpRevision, skipsHashCheck } = order;
  return [
    ...['snapshot', 'restore', file],
    ...['--name', name, '--initial-cluster', initialCluster],
    ...['--initial-advertise-peer-urls', peerURLs.join(','), '--initial-cluster-token', token],
    ...['--data-dir', dataDir],
    ...(walDir === null ? [] : ['--wal-dir', walDir]),
    ...(skipsHashCheck ? ['--skip-hash-check'] : []),
    ...(bumpRevision === null ? [] : ['--bump-revision', String(bumpRevision), '--mark-compacted']),
  ];
}

/** Returns the program that restores: 3.4 has no etcdutl, and etcdctl of 3.6 restores no more. */
export const restoringProgram = (version: string | null): 'etcdutl' | 'etcdctl' =>
  version !== null && /^3\.[0-4](?:\.|$)/.test(version) ? 'etcdctl' : 'etcdutl';

/** The first patches that can raise the revision, by their minor version. */
const firstPatches: ReadonlyMap<number, number> = new Map([
  [4, 27],
  [5, 10],
]);

/** Whether a version can raise the revision: from 3.4.27 and 3.5.10. One that names no patch is taken for the newest. */
export function canBumpRevision(version: string | null): boolean {
  const read = version === null ? null : versionIn(version);
  if (read === null) return true;
  const { minor, patch } = read;
  return minor >= 4 && (patch === null || patch >= (firstPatches.get(minor) ?? 0));
}

/** Returns the first version that can raise the revision, for one that names no patch; `null` where each of them can. */
export function firstToBump(version: string): string | null {
  const { minor, patch } = versionIn(version) ?? { minor: 0, patch: null };
  const first = firstPatches.get(minor);
  return first === undefined || patch !== null ? null : `3.${minor}.${first}`;
}

/** Returns the parts of a version of etcd 3, as `3.5` or `3.5.30`; `null` for any other text. */
export function versionIn(version: string): { readonly minor: number; readonly patch: number | null } | null {
  const [, minor, patch] = /^3\.(\d{1,3})(?:\.(\d{1,4})(?:[-+][0-9A-Za-z.-]{1,64})?)?$/.exec(version) ?? [];
  return minor === undefined ? null : { minor: Number(minor), patch: patch === undefined ? null : Number(patch) };
}
