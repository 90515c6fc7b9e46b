import { mostServedRequests, type ServedRequest } from '../../contract/kube-api.ts';
import { Queue } from '../streams/queue.ts';
import { stoppable } from '../streams/stoppable.ts';

/** The last requests, and those who follow them. */
export class RequestLog {
  readonly #known: ServedRequest[] = [];
  readonly #followers = new Set<Queue<ServedRequest>>();

  /** Adds one, and lets the oldest go. Those who follow too slowly miss it. */
  add(request: ServedRequest): void {
    this.#known.push(request);
    if (this.#known.length > mostServedRequests) this.#known.shift();
    for (const follower of this.#followers) if (follower.waiting < mostServedRequests) follower.put(request);
  }

  /** Yields those that are known, and those that come, until it is stopped or closed. */
  follow(signal?: AbortSignal): AsyncIterable<ServedRequest> {
    const followers = this.#followers;
    const known = [...this.#known];
    return stoppable(signal, async function* (stopped): AsyncGenerator<ServedRequest, void> {
      const queue = new Queue<ServedRequest>();
      for (const request of known) queue.put(request);
      stopped.addEventListener('abort', () => queue.abort(), { once: true });
      followers.add(queue);
      try {
        yield* queue;
      } finally {
        followers.delete(queue);
      }
    });
  }

  /** Ends all who follow. */
  close(): void {
    for (const follower of this.#followers) follower.close();
  }
}
