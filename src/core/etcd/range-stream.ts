import { EtcdeckError } from '../../contract/failure.ts';
import { afterKey } from '../bytes/bytes.ts';
import type { EtcdCallOptions, EtcdClient } from './client.ts';
import { type RangeRequest, toRangeRequest } from './kv.ts';
import { type AnsweredStream, openStream } from './open-stream.ts';
import { type AskedRange, RangeAnswer } from './range-answer.ts';

/**
 * Reads a range that a member sends in parts, at one revision: the first of ten keys, then larger ones, up to about the
 * largest request it takes. Only the last part has a revision and a count. Pulled, and ended at the member when the
 * consumer leaves. Without a limit, the member does not walk its index for a count: to read only the beginning, ask
 * without one and leave. From 3.7 on; fails with `Unimplemented` before and through etcd's gRPC proxy; otherwise as
 * `range` does.
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
  return partsOf(request, answer);
}

async function* partsOf(
  request: RangeRequest,
  { first, stream }: AnsweredStream<Uint8Array>,
): AsyncGenerator<RangeAnswer, void> {
  // Each part continues behind the one before.
  let rest: AskedRange = request;
  const partOf = (bytes: Uint8Array): RangeAnswer => {
    const part = RangeAnswer.ofStream(bytes);
    if (part.length > 0) part.checkAgainst(rest);
    const { lastKey } = part;
    if (lastKey !== null) rest = { ...rest, key: afterKey(lastKey) };
    return part;
  };
  try {
    let part = partOf(first);
    yield part;
    for await (const bytes of stream.messages) {
      part = partOf(bytes);
      yield part;
    }
    if (part.revision !== null) return;
    throw new EtcdeckError({
      code: 'ConnectionCut',
      message: 'the stream ended early',
      operation: 'range',
      retry: true,
    });
  } finally {
    stream.cancel();
  }
}
