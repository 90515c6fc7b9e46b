import { EtcdError } from '../../contract/failure.ts';
import type { EtcdCallOptions, EtcdClient } from './client.ts';
import { type RangeRequest, toRangeRequest } from './kv.ts';
import { openStream } from './open-stream.ts';
import { RangeAnswer } from './range-answer.ts';

/** A range that a member sends in parts, at one revision, each about as large as the largest request it takes. */
export interface RangeStream {
  /** The parts, the first of ten keys; only the last has a revision and a count. Pulled. Rejects with an `EtcdError`. */
  readonly answers: AsyncIterable<RangeAnswer>;
  /** Ends it at the member; `answers` rejects. */
  cancel(): void;
}

/**
 * Asks for a range in parts, without its index being walked for a count unless it has a limit: to look at its beginning,
 * ask without one and cancel. From 3.7; fails with `Unimplemented` before, and through etcd's gRPC proxy; else as `range`
 * does.
 */
export async function rangeStream(
  client: EtcdClient,
  request: RangeRequest,
  options?: EtcdCallOptions,
): Promise<RangeStream> {
  const { answer } = await client.attempt(
    (channel, bounds) =>
      openStream<Uint8Array>(
        channel,
        {
          service: 'KV',
          method: 'rangeStream',
          request: toRangeRequest(request),
          answerBy: bounds.deadline,
        },
        bounds,
      ),
    options,
  );
  const { first, stream } = answer;
  return { answers: partsOf(first, stream.messages), cancel: () => stream.cancel() };
}

async function* partsOf(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<RangeAnswer, void> {
  let part = RangeAnswer.ofStream(first);
  yield part;
  for await (const bytes of rest) {
    part = RangeAnswer.ofStream(bytes);
    yield part;
  }
  if (part.revision === null) {
    throw new EtcdError({ code: 'ConnectionCut', message: 'the stream ended early', operation: 'range', retry: true });
  }
}
