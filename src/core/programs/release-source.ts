import type { EtcdRelease } from '../../contract/programs.ts';
import { type PinnedRelease, releaseSite } from './pinned-release.ts';

/** The archive that is downloaded. */
export interface ReleaseSource {
  readonly address: string;
  readonly sha256: string;
  /** The version that its etcd has to be of; `null`: any. */
  readonly version: string | null;
  /** Whether an answer may lead to another host than that of the address. */
  readonly mayLeadTo: (host: string) => boolean;
}

/** Returns where the archive for a machine comes from; `null` where none is pinned and the operator names none. */
export function releaseSource(chosen: EtcdRelease | null, pinned: PinnedRelease | null): ReleaseSource | null {
  if (chosen !== null && 'archive' in chosen) {
    return { address: chosen.archive, sha256: chosen.sha256, version: null, mayLeadTo: () => false };
  }
  if (pinned === null) return null;
  const { version, archive, sha256 } = pinned;
  const site = chosen === null ? releaseSite : chosen.mirror.replace(/\/$/, '');
  return {
    address: `${site}/v${version}/${archive}`,
    ...{ sha256, version },
    // GitHub hands every file of a release out from there.
    mayLeadTo: chosen === null ? (host) => host.endsWith('.githubusercontent.com') : () => false,
  };
}
