import type { Api } from '../../../../contract/api.ts';
import type { Failure } from '../../../../contract/failure.ts';
import type { KeySource } from '../../../../contract/key-source.ts';
import { type KubeApiAccess, mostServedRequests, type ServedRequest } from '../../../../contract/kube-api.ts';
import { describeFailure } from '../../../parts/failures/failure-words.ts';
import { type SourceId, sourceIdOf } from '../../../parts/source/source-id.ts';
import { failureOf, isCancelled } from '../../../state/failure.ts';
import { createStore } from '../../../state/store.ts';
import { showToast } from '../../../state/toasts.ts';

/** What is served, and how. */
export interface ServingRequest {
  /** With the moment that is served. */
  readonly source: KeySource;
  readonly registry: Uint8Array;
  /** Whether the data of Secrets are answered as they are. */
  readonly reveal: boolean;
}

/** A registry that this window serves to Kubernetes clients, or could not. */
export interface Serving extends ServingRequest {
  /** `null` until it is served. */
  readonly access: KubeApiAccess | null;
  /** Why it is not served; `null` while it is, and before. */
  readonly failure: Failure | null;
  /** The last requests with their numbers, the newest first. */
  readonly requests: readonly NumberedRequest[];
}

export interface NumberedRequest extends ServedRequest {
  readonly number: number;
}

/** What this window serves, one of each source: until it is stopped, or the source is left. */
export const servings = createStore<ReadonlyMap<SourceId, Serving>>(new Map());

const running = new Map<SourceId, AbortController>();

/** Clients may ask thousands of times a second; the list of it is drawn a few times. */
const drawnEveryMs = 150;

/** Serves from now on, in place of what is served of this source. */
export function serve(api: Pick<Api, 'kubeApi'>, request: ServingRequest): void {
  const id = sourceIdOf(request.source);
  stopServing(id);
  const controller = new AbortController();
  running.set(id, controller);
  set(id, { ...request, access: null, failure: null, requests: [] });
  void follow(api, id, request, controller);
}

/** Stops what is served of a source, and forgets what failed. */
export function stopServing(id: SourceId): void {
  running.get(id)?.abort();
  running.delete(id);
  servings.update((before) => new Map([...before].filter(([other]) => other !== id)));
}

async function follow(
  api: Pick<Api, 'kubeApi'>,
  id: SourceId,
  request: ServingRequest,
  controller: AbortController,
): Promise<void> {
  const { signal } = controller;
  const log = new DrawnRequests((requests) => change(id, { requests }));
  try {
    for await (const notice of api.kubeApi.serve(request, { signal })) {
      if (signal.aborted) return;
      if (notice.kind === 'serving') change(id, { access: notice.access });
      else log.add(notice.request);
    }
  } catch (error) {
    if (!signal.aborted && !isCancelled(error)) tellFailed(id, failureOf(error));
    return;
  } finally {
    log.close();
  }
  if (running.get(id) === controller) stopServing(id);
}

/** Says in its dialog why it is not served; elsewhere, too, where it was served until now. */
function tellFailed(id: SourceId, failure: Failure): void {
  const wasServed = servings.get().get(id)?.access !== null;
  running.delete(id);
  change(id, { access: null, failure });
  if (!wasServed) return;
  const { title } = describeFailure(failure);
  showToast({ tone: 'bad', text: 'Kubernetes’ tools are not served any more', detail: title, about: id });
}

/** Gathers requests, and gives the list of the last ones now and then. */
class DrawnRequests {
  readonly #draw: (requests: readonly NumberedRequest[]) => void;
  readonly #last: NumberedRequest[] = [];
  #count = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(draw: (requests: readonly NumberedRequest[]) => void) {
    this.#draw = draw;
  }

  add(request: ServedRequest): void {
    this.#count += 1;
    this.#last.unshift({ ...request, number: this.#count });
    if (this.#last.length > mostServedRequests) this.#last.pop();
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#draw([...this.#last]);
    }, drawnEveryMs);
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }
}

const set = (id: SourceId, serving: Serving): void => servings.update((before) => new Map(before).set(id, serving));

function change(id: SourceId, changes: Partial<Serving>): void {
  const serving = servings.get().get(id);
  if (serving !== undefined) set(id, { ...serving, ...changes });
}
