import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface EtcdBinaries {
  /** The version that the binary prints: `3.5.30`. */
  readonly version: string;
  readonly etcd: string;
  readonly etcdctl: string | null;
  readonly etcdutl: string | null;
}

let found: readonly EtcdBinaries[] | null = null;

/**
 * The etcd binaries to test with: from `ETCDECK_ETCD_DIRS` (folders joined like PATH), else from PATH; the first is the
 * default.
 */
export function etcdBinaries(): readonly EtcdBinaries[] {
  if (found === null) {
    const listed = foldersOf(process.env.ETCDECK_ETCD_DIRS).flatMap(binariesIn);
    found = listed.length > 0 ? listed : foldersOf(process.env.PATH).flatMap(binariesIn).slice(0, 1);
  }
  return found;
}

/**
 * The etcd under test: the first whose version begins with `ETCDECK_ETCD_VERSION` (`3.4`, `3.6.14`), else the first.
 */
export function chosenEtcd(): EtcdBinaries {
  const wanted = process.env.ETCDECK_ETCD_VERSION;
  const chosen = etcdBinaries().find(
    ({ version }) => !wanted || version === wanted || version.startsWith(`${wanted}.`),
  );
  if (chosen !== undefined) return chosen;
  throw new Error(
    `no etcd ${wanted ?? ''} to test with: put etcd and etcdctl on PATH, or name their folders in ETCDECK_ETCD_DIRS`,
  );
}

/** A full run tests on every version, one after the other: what one of its runs shows need not be shown by the next. */
const isFull = process.env.ETCDECK_FULL === '1';

/** The versions that a test of something that differs between them meets: all, and in a full run the one under test. */
export const everyEtcd = (): readonly EtcdBinaries[] => (isFull ? [chosenEtcd()] : etcdBinaries());

/**
 * The versions that a test meets whose subject depends on little more than whether there are streamed ranges: the one
 * under test and the newest, and in a full run the one under test.
 */
export function etcdsApart(): readonly EtcdBinaries[] {
  const chosen = chosenEtcd();
  const newest = etcdBinaries().toSorted((a, b) => compareVersions(b.version, a.version))[0];
  return isFull || newest === undefined || newest === chosen ? [chosen] : [chosen, newest];
}

/** Returns whether the etcd under test has this version or a later one, for `it.skipIf(!hasAtLeast('3.5'))`. */
export function hasAtLeast(version: string): boolean {
  return compareVersions(chosenEtcd().version, version) >= 0;
}

/**
 * Returns whether the etcd under test has what came with some patch releases, one of each minor release that got it: later
 * minor releases than the last have it too.
 */
export function hasSince(...patches: readonly [string, ...string[]]): boolean {
  const { version } = chosenEtcd();
  const ofMinor = patches.find((patch) => minorOf(patch) === minorOf(version)) ?? patches.at(-1) ?? '';
  return compareVersions(version, ofMinor) >= 0;
}

const minorOf = (version: string): string => version.split('.', 2).join('.');

/**
 * Returns a negative number, 0 or a positive one: `a` is older than, equal to or newer than `b`. Absent parts count as
 * 0.
 */
export function compareVersions(a: string, b: string): number {
  const [as, bs] = [a, b].map((version) => version.split('.').map((part) => Number.parseInt(part, 10)));
  for (let i = 0; i < 3; i++) {
    const difference = (as?.[i] ?? 0) - (bs?.[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function foldersOf(list: string | undefined): readonly string[] {
  return (list ?? '').split(delimiter).filter((folder) => folder !== '');
}

function binariesIn(folder: string): readonly EtcdBinaries[] {
  const at = (name: string): string | null => {
    const path = join(folder, process.platform === 'win32' ? `${name}.exe` : name);
    return existsSync(path) ? path : null;
  };
  const etcd = at('etcd');
  if (etcd === null) return [];
  const version = /etcd Version: (\S+)/.exec(execFileSync(etcd, ['--version'], { encoding: 'utf8' }))?.[1];
  return version === undefined ? [] : [{ version, etcd, etcdctl: at('etcdctl'), etcdutl: at('etcdutl') }];
}
