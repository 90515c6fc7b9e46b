import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** The most requests that may wait on one connection for earlier answers; browsers send none early. */
const MOST_WAITING = 8;

/** How long an answer may take to be read: enough for the largest file through a slow SSH tunnel. */
const ANSWER_MS = 300_000;

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Answers the requests of a connection in sequence: begins the next one when the answer before has been read. So
 * requests sent without waiting cost their own size, not their answers'. Ends a connection with too many waiting
 * requests, or one that does not read an answer in time.
 */
export function inTurns(answer: Answer, answerMs = ANSWER_MS): Answer {
  const waiting = new WeakMap<Duplex, (() => void)[]>();

  function begin(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    const deadline = setTimeout(() => socket.destroy(), answerMs);
    response.once('close', () => {
      clearTimeout(deadline);
      const next = socket.destroyed ? undefined : waiting.get(socket)?.shift();
      if (next === undefined) waiting.delete(socket);
      else next();
    });
    answer(request, response);
  }

  return (request, response) => {
    const { socket } = request;
    // One read may contain many requests; those behind the one that ended the connection still arrive.
    if (socket.destroyed) return;
    const line = waiting.get(socket);
    if (line === undefined) {
      waiting.set(socket, []);
      begin(request, response);
    } else if (line.length < MOST_WAITING) {
      line.push(() => begin(request, response));
    } else {
      socket.destroy();
    }
  };
}
