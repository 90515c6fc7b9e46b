import type { CallOptions } from './abort.ts';

/** A version of etcdeck that was released. */
export interface ReleasedVersion {
  /** As `1.4.0`. */
  readonly version: string;
  /** The day of its release, as `2027-01-31`. */
  readonly released: string;
  /** The page that says what is new in it, over https; `null`: there is none. */
  readonly notes: string | null;
}

/**
 * Why the feed of releases could not be used. `unreachable`: it did not answer, or not in time. `malformed`: what it sent is
 * no feed. `unsigned`: its signature is not of the key that this build knows. `expired`: it is signed, and too old to be
 * believed.
 */
export type FeedFault = 'unreachable' | 'malformed' | 'unsigned' | 'expired';

/** What is known of newer versions. */
export interface UpdateNews {
  /** Whether this build knows a feed of releases. A build from the sources knows none. */
  readonly hasFeed: boolean;
  /** Whether the operator lets etcdeck ask. */
  readonly isOn: boolean;
  /** When the feed was asked last, in milliseconds since 1970; `null`: never. */
  readonly askedAt: number | null;
  /** The newest version, where it is newer than this one. */
  readonly newer: ReleasedVersion | null;
  /** What was wrong when the feed was asked last. */
  readonly fault: FeedFault | null;
}

/** News of newer versions. Nothing is downloaded or installed. */
export interface UpdatesApi {
  /**
   * Says what is known, and asks the feed before that where the operator lets it and a day has passed. May take 10 seconds,
   * and fails for nothing that the feed does.
   */
  news(request: Record<string, never>, options?: CallOptions): Promise<UpdateNews>;
}
