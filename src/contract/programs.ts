import type { CallOptions } from './abort.ts';

/** An etcd on the machine where core runs. */
export interface EtcdProgram {
  readonly binary: string;
  /** As `3.6.14`. */
  readonly version: string;
  /** `settings`: chosen there. `path`: on PATH. `own`: in the folder that etcdeck keeps for programs it got. */
  readonly place: 'settings' | 'path' | 'own';
}

/**
 * Where a release of etcd comes from in place of etcd's own site: a mirror of it, laid out as
 * `<mirror>/v3.6.14/etcd-v3.6.14-linux-amd64.tar.gz`, or an archive of the operator's own with its SHA-256.
 */
export type EtcdRelease = { readonly mirror: string } | { readonly archive: string; readonly sha256: string };

/** A way to get etcd. */
export type EtcdWay = 'download' | 'package' | 'build';

/** What getting etcd in one way means here. */
export type EtcdOffer =
  | {
      readonly way: 'download';
      /** `null` for an archive of the operator's own. */
      readonly version: string | null;
      readonly address: string;
      /** About how many bytes are fetched; `null` for an archive of the operator's own. */
      readonly bytes: number | null;
      readonly sha256: string;
      readonly folder: string;
      /** The proxy it goes through, without its password. */
      readonly proxy: string | null;
    }
  /** The distribution's package, for the whole machine. */
  | { readonly way: 'package'; readonly command: string }
  /** Built with Go from the module proxy, which takes minutes. */
  | { readonly way: 'build'; readonly version: string; readonly folder: string };

/** The etcd that is here, and how to get one. */
export interface EtcdLookup {
  readonly found: EtcdProgram | null;
  /** Why none was found. */
  readonly reason: string | null;
  /** The command that installs etcd with this machine's package manager, or `null`. */
  readonly install: string | null;
  /** The ways in which etcdeck itself can get one, the first choice in front. */
  readonly offers: readonly EtcdOffer[];
  /** Why no release is offered for this machine, and what to do instead. */
  readonly notOffered: string | null;
}

/** What getting etcd is at. */
export type EtcdStep = 'download' | 'unpack' | 'install' | 'build' | 'try';

/** The progress of getting etcd; `ready` comes last. */
export type EtcdNotice =
  | { readonly kind: 'step'; readonly step: EtcdStep }
  | { readonly kind: 'received'; readonly bytes: number; readonly total: number | null }
  /** A line of the package manager or of Go. */
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'ready'; readonly etcd: EtcdProgram };

/** etcd's own programs on the machine where core runs, for sandboxes, rehearsals and restores. */
export interface ProgramsApi {
  /** Looks for `etcd` in the settings, on PATH, and among the programs that etcdeck got. */
  find(request: Record<string, never>, options?: CallOptions): Promise<EtcdLookup>;
  /**
   * Gets etcd with its tools in an offered way. Cancelling, and every failure, leaves nothing in etcdeck's folder. Fails with
   * `DownloadFailed`, `DownloadMismatch` for bytes that are not the pinned ones, `ArchiveInvalid`, `InstallFailed` with the last words
   * of the program that failed, `DiskFull`, `FileNotWritable`, and with `BadRequest` for a way that is not offered.
   */
  get(request: { readonly way: EtcdWay }, options?: CallOptions): AsyncIterable<EtcdNotice>;
}
