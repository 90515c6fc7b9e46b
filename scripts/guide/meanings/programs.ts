import type { ProgramErrorCode } from '../../../src/contract/failure.ts';

/** What failures of getting etcd mean, in Markdown. */
export const programMeanings: Readonly<Record<ProgramErrorCode, string>> = {
  DownloadFailed:
    'The release of etcd was asked for and did not arrive whole: the machine is offline, a proxy stands between, or the disk is full. Nothing of it was kept.',
  DownloadMismatch:
    'etcdeck knows the SHA-256 of the release, and unpacks nothing else. What arrived has another one and was thrown away.',
  ArchiveInvalid:
    'The archive is damaged, or holds something else than the programs of etcd. Nothing of it was unpacked.',
  InstallFailed:
    'The package manager, Go, or the etcd that was got ended with a fault. Its last words are shown, and nothing was kept.',
};
