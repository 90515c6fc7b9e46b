import type { MessagePort } from 'node:worker_threads';
import { EtcdeckError } from '../../contract/failure.ts';
import type { AnsweredTo, Asked } from './port-messages.ts';

/** A value for another thread, with the buffers of it that are moved instead of copied. */
export interface Moved<T> {
  readonly value: T;
  readonly moves: readonly ArrayBuffer[];
}

/** What another thread may ask. A signal aborts once nobody waits for the answer any more. */
export interface PortAnswers<Call, Answer, Open, Step> {
  call(request: Call, signal: AbortSignal): Promise<Moved<Answer>>;
  open(request: Open, signal: AbortSignal): AsyncIterable<Moved<Step>>;
}

/**
 * Answers what another thread asks at a port, from `askPort`, until `signal` aborts or that thread ends. A step of a
 * stream is taken from its source only when it was asked for.
 */
export function answerPort<Call, Answer, Open, Step>(
  port: MessagePort,
  answers: PortAnswers<Call, Answer, Open, Step>,
): { close(): void } {
  const stopping = new Map<number, AbortController>();
  const streams = new Map<number, AsyncIterator<Moved<Step>>>();
  let isClosed = false;
  const post = (message: AnsweredTo, moves: readonly ArrayBuffer[] = []): void => {
    if (!isClosed) port.postMessage(message, moves);
  };
  const settle = async (id: number, ask: () => Promise<Moved<unknown> | null>): Promise<void> => {
    try {
      const answer = await ask();
      if (answer === null) post({ kind: 'end', id });
      else post({ kind: 'answer', id, value: answer.value }, answer.moves);
    } catch (error) {
      post(failureOf(id, error));
    }
  };
  const begin = (id: number): AbortSignal => {
    const controller = new AbortController();
    stopping.set(id, controller);
    return controller.signal;
  };
  const stop = (id: number): void => {
    stopping.get(id)?.abort();
    stopping.delete(id);
    const stream = streams.get(id);
    streams.delete(id);
    stream?.return?.().catch(() => undefined);
  };
  const close = (): void => {
    if (isClosed) return;
    isClosed = true;
    for (const id of [...stopping.keys()]) stop(id);
    port.close();
  };
  port.on('message', (asked: Asked) => {
    const { id } = asked;
    // Both threads are of one build: what is posted is what the types say.
    if (asked.kind === 'call') {
      const signal = begin(id);
      void settle(id, () => answers.call(asked.request as Call, signal)).finally(() => stopping.delete(id));
    } else if (asked.kind === 'open') {
      streams.set(id, answers.open(asked.request as Open, begin(id))[Symbol.asyncIterator]());
    } else if (asked.kind === 'next') {
      void settle(id, async () => {
        const step = await streams.get(id)?.next();
        return step === undefined || step.done === true ? null : step.value;
      });
    } else stop(id);
  });
  port.on('close', close);
  return { close };
}

function failureOf(id: number, error: unknown): AnsweredTo {
  if (error instanceof EtcdeckError) return { kind: 'failure', id, failure: error.toFailure() };
  return { kind: 'bug', id, stack: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
