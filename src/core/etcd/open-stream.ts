import { type ErrorCode, EtcdeckError } from '../../contract/failure.ts';
import type { CallBounds, EndpointChannel, WireStream } from './channel.ts';
import { EndpointFailure } from './endpoint-failure.ts';
import { isDenied, isStaleToken } from './failures.ts';
import { type ServiceName, streamKind } from './rpc-kinds.ts';

/** A stream to open, with its only or first request. */
export interface StreamCall<Response> {
  readonly service: ServiceName;
  readonly method: string;
  readonly request: object;
  readonly metadata?: Readonly<Record<string, string>>;
  /** The deadline of the first answer, in milliseconds since 1970. */
  readonly answerBy: number;
  /** Returns the failure that an answer means: a watch is refused by an answer. */
  readonly refusal?: (response: Response, endpoint: string) => EtcdeckError | null;
}

/** A stream that a member has begun to answer. */
export interface AnsweredStream<Response> {
  readonly first: Response;
  /** The answers after the first. */
  readonly stream: WireStream<Response>;
}

/**
 * Opens a stream and waits for its first answer; a stale token is renewed once. A stream of reads may move on to
 * another member where this one does not serve it. A stream of writes without an answer is `OutcomeUnknown`; only one of
 * which nothing has left moves on. Rejects with `EndpointFailure`.
 */
export async function openStream<Response>(
  channel: EndpointChannel,
  call: StreamCall<Response>,
  bounds: CallBounds,
): Promise<AnsweredStream<Response>> {
  const open = (): Promise<WireStream<Response>> =>
    channel.open<Response>(call.service, call.method, call.request, bounds, call.metadata);
  const stream = await open();
  try {
    return await answered(stream, call);
  } catch (error) {
    // Up to 3.4.23 a member calls every refusal of a watch "permission denied", that of a stale token too.
    const mayBeToken = isDenied(error) || (error instanceof EtcdeckError && isStaleToken(error));
    if (!mayBeToken || !(await stream.renewToken(bounds.deadline))) throw toEndpointFailure(error, call);
  }
  try {
    return await answered(await open(), call);
  } catch (error) {
    throw toEndpointFailure(error, call);
  }
}

async function answered<Response>(
  stream: WireStream<Response>,
  call: StreamCall<Response>,
): Promise<AnsweredStream<Response>> {
  const { endpoint } = stream;
  const isRead = streamKind(call.service, call.method) === 'read';
  const facts = { endpoint, operation: call.method, retry: isRead };
  // A write's request has left by now, or `messages` rejects with an `EndpointFailure`.
  const unanswered = (code: ErrorCode, message: string): EtcdeckError =>
    new EtcdeckError({ code: isRead ? code : 'OutcomeUnknown', message, ...facts });
  let isLate = false;
  const giveUp = (): void => {
    isLate = true;
    stream.cancel();
  };
  const timer = setTimeout(giveUp, Math.max(0, call.answerBy - Date.now()));
  try {
    const first = await stream.messages.next();
    if (first.done === true) throw unanswered('ConnectionCut', 'the stream ended');
    const refused = call.refusal?.(first.value, endpoint) ?? null;
    if (refused !== null) throw refused;
    return { first: first.value, stream };
  } catch (error) {
    stream.cancel();
    if (isLate) throw unanswered('DeadlineExceeded', 'no answer in time');
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Codes of a member that does not serve streams, and of one of another cluster. */
const asksNext: ReadonlySet<string> = new Set<ErrorCode>(['NotSupportedForLearner', 'ClusterIDMismatch']);

function toEndpointFailure(
  error: unknown,
  { service, method }: Pick<StreamCall<never>, 'service' | 'method'>,
): unknown {
  if (!(error instanceof EtcdeckError)) return error;
  const isRead = streamKind(service, method) === 'read';
  return new EndpointFailure(error, isRead && (error.retry || asksNext.has(error.code)));
}
