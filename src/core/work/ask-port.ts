import type { MessagePort } from 'node:worker_threads';
import { EtcdeckError } from '../../contract/failure.ts';
import type { AnsweredTo, Asked } from './port-messages.ts';

/** What can be asked of the thread at the other end of a port. */
export interface PortQuestions<Call, Answer, Open, Step> {
  call(request: Call, signal: AbortSignal): Promise<Answer>;
  open(request: Open, signal: AbortSignal): AsyncIterable<Step>;
}

interface Waiting {
  readonly resolve: (step: IteratorResult<unknown, undefined>) => void;
  readonly reject: (error: unknown) => void;
}

/** Asks the thread that answers at a port with `answerPort`. Fails as that one does, and with `Cancelled`. */
export function askPort<Call, Answer, Open, Step>(port: MessagePort): PortQuestions<Call, Answer, Open, Step> {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  port.on('message', (answer: AnsweredTo) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.kind === 'answer') asked?.resolve({ done: false, value: answer.value });
    else if (answer.kind === 'end') asked?.resolve({ done: true, value: undefined });
    else if (answer.kind === 'failure') asked?.reject(new EtcdeckError(answer.failure));
    else asked?.reject(new Error(`in the host: ${answer.stack}`));
  });
  const post = (asked: Asked): void => port.postMessage(asked);
  const answered = async (asked: Asked, signal: AbortSignal): Promise<IteratorResult<unknown, undefined>> => {
    const { id } = asked;
    if (signal.aborted) throw stopped();
    const stop = (): void => {
      waiting.get(id)?.reject(stopped());
      waiting.delete(id);
      post({ kind: 'stop', id });
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        post(asked);
      });
    } finally {
      signal.removeEventListener('abort', stop);
    }
  };
  return {
    async call(request, signal) {
      const { value } = await answered({ kind: 'call', id: ++last, request }, signal);
      // Both threads are of one build: what is posted is what the types say.
      return value as Answer;
    },
    async *open(request, signal) {
      const id = ++last;
      if (signal.aborted) throw stopped();
      post({ kind: 'open', id, request });
      try {
        for (;;) {
          const step = await answered({ kind: 'next', id }, signal);
          if (step.done === true) return;
          // As above.
          yield step.value as Step;
        }
      } finally {
        post({ kind: 'stop', id });
      }
    },
  };
}

function stopped(): EtcdeckError {
  return new EtcdeckError({ code: 'Cancelled', message: 'the reading was stopped' });
}
