import type { CallOptions } from './abort.ts';
import type { Failure } from './failure.ts';
import type { ClusterId, ConnectionId, MemberId } from './ids.ts';

/** What a member that is asked for a recovery says of itself. Unknown is `null`. */
export interface Survivor {
  /** The endpoint that was asked. */
  readonly endpoint: string;
  readonly id: MemberId | null;
  readonly name: string | null;
  readonly reachable: boolean;
  /** Why it was not reached. What it holds is unknown then, and may be more than any other member has. */
  readonly failure: Failure | null;
  /** The term of the last entry that it applied. */
  readonly raftTerm: number | null;
  readonly raftIndex: number | null;
  readonly raftAppliedIndex: number | null;
  readonly revision: number | null;
  /** How many entries a better survivor has that this one lacks; `null` where it is not known. 0: none. */
  readonly behindBest: number | null;
}

/** The commands to run on one host, in order, and what to know before. */
export interface RunbookStep {
  /** The name of the member whose host it is; `here` for the machine where etcdeck runs. */
  readonly host: string;
  readonly commands: readonly string[];
  /** Short sentences on one line each: what this does first, then what to know and what to see afterwards. */
  readonly notes: readonly string[];
}

/** How the members are run on their hosts. */
export type HostLayout = 'kubeadm' | 'systemd' | 'plain';

/** A way back, as commands with the cluster's real names. */
export interface Runbook {
  /** `restore`: a snapshot into a new cluster. `force-new-cluster`: one survivor's own data, the others added again. */
  readonly kind: 'restore' | 'force-new-cluster';
  readonly steps: readonly RunbookStep[];
}

/** The result of asking every known endpoint after quorum was lost. */
export interface Survey {
  /** Names it when its ways back are made. Core keeps the last four of an open connection. */
  readonly id: string;
  /** When the members were asked, in milliseconds since 1970. */
  readonly askedAt: number;
  readonly clusterId: ClusterId | null;
  /** Whether the cluster has a quorum after all: then nothing here is needed. */
  readonly hasQuorum: boolean;
  /** The best first: by the term of the last entry, then index, then applied index. Those not reached come last. */
  readonly survivors: readonly Survivor[];
  /** The endpoint of the survivor that has most; `null` where none answers. */
  readonly best: string | null;
}

/** The ways back that a survey leaves. */
export interface WaysBack {
  /** The endpoint of the survivor to recover from; `null` where none answers. */
  readonly from: string | null;
  /** Whether saving a snapshot needs a certificate or token of root, because auth is on; `null` where not known. */
  readonly needsRoot: boolean | null;
  /** Empty where the cluster has a quorum, or no member answers. */
  readonly runbooks: readonly Runbook[];
}

/** The way back when quorum is lost for good. */
export interface RecoveryApi {
  /**
   * Asks every known endpoint, also over SSH where the connection has it. Changes nothing and needs no quorum. Takes as
   * long as the slowest endpoint may take, some seconds.
   */
  survey(request: { readonly connection: ConnectionId }, options?: CallOptions): Promise<Survey>;
  /**
   * Makes the runbooks of a survey, and asks no member. Fails with `BadRequest` where the
   * survey is not kept any more, and where the survivor chosen did not answer.
   */
  waysBack(
    request: {
      readonly connection: ConnectionId;
      readonly survey: string;
      readonly layout: HostLayout;
      /** The endpoint to recover from; `null`: the best survivor. */
      readonly from: string | null;
      /**
       * Members whose hosts are gone: the runbooks have no steps for them, and the cluster comes back without them. One
       * that answers is not left out.
       */
      readonly without: readonly MemberId[];
    },
    options?: CallOptions,
  ): Promise<WaysBack>;
}
