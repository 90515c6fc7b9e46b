import type { MemberHost } from './recovery-hosts.ts';

/** How a member is stopped and started on its host, as lines for a shell. */
export interface LayoutCommands {
  /** Stops the member if it runs, and waits until it is gone. */
  stop(host: MemberHost): readonly string[];
  /** Starts it as it was started before. It serves once its cluster has a quorum. */
  start(host: MemberHost): readonly string[];
  /** Starts it with `--force-new-cluster`, for one start. */
  startAlone(host: MemberHost): readonly string[];
  /** Takes back what `startAlone` changed, once the member is stopped. */
  afterAlone(host: MemberHost): readonly string[];
  /** Starts it without data, to join the members of `initialCluster`. */
  startJoining(host: MemberHost, initialCluster: string): readonly string[];
  /** What to know of stopping and starting members this way. */
  readonly note: string;
  /** Whether it runs Kubernetes, whose clients remember revisions. */
  readonly isKubernetes: boolean;
}
