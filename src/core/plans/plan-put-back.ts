import type { CallOptions } from '../../contract/abort.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { LeaseId } from '../../contract/ids.ts';
import { type KeySource, pastRevision } from '../../contract/key-source.ts';
import type { PutBackConsequence } from '../../contract/plan-consequences.ts';
import type { Plan, PlansApi } from '../../contract/plans.ts';
import { concatBytes } from '../bytes/bytes.ts';
import { type CopiedPart, copiedEntries } from './copied-entries.ts';
import { etcdctlLines, readWithOf } from './etcdctl-lines.ts';
import { LeasesAgain } from './leases-again.ts';
import type { PlanParts } from './plan-parts.ts';
import type { Planner } from './planning.ts';
import { sourceDoubts } from './source-doubts.ts';
import { type WantedValue, WritePlanner } from './write-planner.ts';

/** A request to put keys back. */
export type PutBackRequest = Parameters<PlansApi['planPutBack']>[0];

/** What follows from putting objects back, and the figures for its words. */
export interface PutBackRemarks {
  readonly consequences: readonly PutBackConsequence[];
  readonly figures: Plan['figures'];
}

/** Looks at the Kubernetes objects that are put back. */
export interface PutBackReview {
  /** Takes values that will be written. */
  add(written: readonly WantedValue[]): Promise<void>;
  /** Returns what follows from them, by what the cluster has now. */
  remarks(options: CallOptions): Promise<PutBackRemarks>;
}

/** The chosen objects with what belongs to them, in the order to write them. */
export interface PutBackClosure {
  /** Yields the entries in parts, the first of them once everything was looked at. */
  entries(options: CallOptions): AsyncIterable<CopiedPart>;
  /** Returns what the closure took along and left out, once all entries were read. */
  remarks(): PutBackRemarks;
}

/** Facts of a source that putting back needs, from the nouns above plans. */
export interface PutBackSources {
  /** Returns the TTLs that a source's leases were granted with; empty where it does not know them. */
  leaseTTLs(source: KeySource): Promise<ReadonlyMap<LeaseId, number>>;
  closure(request: PutBackRequest): PutBackClosure;
  review(request: PutBackRequest): PutBackReview;
}

/**
 * Plans to write keys as a source has them, at their own names. The source is read at one revision; existing keys are
 * compared by value, two states of the same keys first by modRevision.
 */
export async function* planPutBack(
  parts: PlanParts & { readonly putBack: PutBackSources },
  request: PutBackRequest,
  signal: AbortSignal,
): Planner {
  const { open, sources, codecs, store, putBack } = parts;
  const { from, connection, onExisting } = request;
  refuseImpossible(request);
  const held = open.require(connection);
  const opened = sources.require(from.source);
  const leases = request.leases === 'none' ? null : new LeasesAgain(held.client, () => putBack.leaseTTLs(from.source));
  const planner = new WritePlanner(held, codecs, { onExisting, isMove: false, leases });
  const closure = request.closure ? putBack.closure(request) : null;
  const copied = { ...request, to: from.prefix };
  const review = putBack.review(request);
  let revision = 0;
  let scanned = 0;
  for await (const part of closure?.entries({ signal }) ?? copiedEntries(sources, copied, planner, { signal })) {
    scanned += part.scanned;
    revision ||= part.revision;
    const wanted = part.entries.map((entry): WantedValue => ({ key: entry.key, value: entry.value, from: entry }));
    await review.add(await planner.put(wanted, { signal }));
    yield scanned;
  }
  const { changes, obstacle } = planner;
  const doubts = changes.length === 0 ? [] : await sourceDoubts(sources, from.source, { signal });
  const grants = leases?.grants ?? [];
  const remarks = [closure?.remarks() ?? none, await review.remarks({ signal }), grantsOf(grants.length)];
  yield await store.add(
    {
      connection: held,
      act: 'putBack',
      changes,
      grants,
      revision: planner.revision || revision,
      consequences: [...doubts, ...planner.consequences, ...remarks.flatMap(({ consequences }) => consequences)],
      figures: Object.assign({}, ...remarks.map(({ figures }) => figures)),
      etcdctl: etcdctlLines(held.profile, changes, readWithOf(opened)),
      kubectl: [],
      subject: subjectOf(request),
      obstacle,
    },
    signal,
  );
}

const none: PutBackRemarks = { consequences: [], figures: {} };

const grantsOf = (grants: number): PutBackRemarks =>
  grants === 0 ? none : { consequences: ['GrantsLeases'], figures: { grants } };

/** For one named key, that key is what the operator types. */
function subjectOf({ from, names }: PutBackRequest): Uint8Array {
  const [only] = names ?? [];
  return names?.length === 1 && only !== undefined ? concatBytes(from.prefix, only) : from.prefix;
}

function refuseImpossible({ from: { source }, closure, deletesExtra }: PutBackRequest): void {
  if (source.kind === 'live' && pastRevision(source) === null)
    throw badRequest('keys are put back from a past revision, or from a file');
  if (closure && deletesExtra)
    throw badRequest('what came since is deleted for chosen keys alone, without the closure');
}

function badRequest(message: string): EtcdeckError {
  return new EtcdeckError({ code: 'BadRequest', message, operation: 'planPutBack' });
}
