/** A release archive of etcd for one system and processor, as etcd's own SHA256SUMS names it. */
export interface PinnedRelease {
  readonly version: string;
  /** Its name on the release's page. */
  readonly archive: string;
  readonly sha256: string;
}

/** Where etcd's releases are. */
export const releaseSite = 'https://github.com/etcd-io/etcd/releases/download';

/** About how many bytes an archive has: those of 3.6 and 3.7 have 21 to 25 MiB. */
export const usualBytes = 24 * 1024 * 1024;

/** Go's names of systems and processors, which etcd's archives bear. */
const systems: Partial<Readonly<Record<NodeJS.Platform, string>>> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows',
};
const processors: Partial<Readonly<Record<NodeJS.Architecture, string>>> = { x64: 'amd64', arm64: 'arm64' };

/**
 * The archives that are downloaded: their sums are known from more than one public record of SHA256SUMS, which
 * docs/decisions/059-getting-etcd.md names. A system that is not among them is offered no download.
 */
const pins: ReadonlyMap<string, PinnedRelease> = new Map(
  (
    [
      ['3.6.14', 'linux-amd64.tar.gz', 'ffe840ff9295808e88cce2794a18a5ac87f12a5203c8314d0bf6aa119b41bac5'],
      ['3.6.14', 'linux-arm64.tar.gz', 'fa1b80565ee6fc2df1ae6f57a508b221f3ecc7d591c317c581cd8281b0842b3e'],
      ['3.6.14', 'darwin-amd64.zip', '17b8639cf303fee6c35958278d557263215a9a8f8c15fd89022b5aa67091b228'],
      ['3.6.14', 'darwin-arm64.zip', 'fd154573a1f4c098c214d8233507d2766c43a164f7e339c0385aae71d9a1afaf'],
      ['3.7.1', 'windows-amd64.zip', '228d600d103e0f48715687c768de8dcaeacb19eef2006261160a9a677e36cc59'],
    ] as const
  ).map(([version, ending, sha256]) => [
    ending.slice(0, ending.indexOf('.')),
    { version, archive: `etcd-v${version}-${ending}`, sha256 },
  ]),
);

/** Returns the release for a system and processor, by Node's names; `null` where none is pinned. */
export function pinnedRelease(platform: NodeJS.Platform, processor: NodeJS.Architecture): PinnedRelease | null {
  return pins.get(`${systems[platform]}-${processors[processor]}`) ?? null;
}

/** The version that is built where Go is at hand; Go checks its source against the public checksum database. */
export const builtVersion = '3.6.14';
