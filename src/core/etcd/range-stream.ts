import { EtcdError } from '../../contract/failure.ts';
import type { EtcdCallOptions, EtcdClient } from './client.ts';
import { type RangeRequest, toRangeRequest } from './kv.ts';
import { type AnsweredStream, openStream } from './open-stream.ts';
import { RangeAnswer } from './range-answer.ts';

/**
 * A range that a member sends in parts, at one revision: the first of ten keys, then ever larger ones, up to about the
 * largest request it takes. Only the last has a revision and a count. Pulled, and ended at the member when it is left.
 *
 * The index is not walked for a count unless there is a limit: to look at a beginning, ask without one and leave. From
 * 3.7; fails with `Unimplemented` before, and through etcd's gRPC proxy; else as `range` does.
 */
export async function rangeStream(
  client: EtcdClient,
  request: RangeRequest,
  options?: EtcdCallOptions,
): Promise<AsyncGenerator<RangeAnswer, void>> {
  const { answer } = await client.attempt((channel, bounds) => {
    const call = { service: 'KV', method: 'rangeStream', request: toRangeRequest(request) } as const;
    return openStream<Uint8Array>(channel, { ...call, answerBy: bounds.deadline }, bounds);
  }, options);
  return partsOf(answer);
}

async function* partsOf({ first, stream }: AnsweredStream<Uint8Array>): AsyncGenerator<RangeAnswer, void> {
  try {
    let part = RangeAnswer.ofStream(first);
    yield part;
    for await (const bytes of stream.messages) {
      part = RangeAnswer.ofStream(bytes);
      yield part;
    }
    if (part.revision !== null) return;
    throw new EtcdError({ code: 'ConnectionCut', message: 'the stream ended early', operation: 'range', retry: true });
  } finally {
    stream.cancel();
  }
}
