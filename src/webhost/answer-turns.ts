import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** How many requests may wait on one connection for the answer before theirs: browsers send none. */
const MOST_WAITING = 8;

/** How long an answer may take to be read: the largest file through a slow SSH tunnel. */
const ANSWER_MS = 300_000;

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Answers the requests of a connection one after the other: the next one is begun when the one before has been read.
 * Requests that are sent without waiting cost as much as they weigh, not as much as their answers. A connection that
 * has too many waiting, or does not read an answer in time, ends.
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
    // One read may bring many requests; what stands behind the one that ended the connection still arrives.
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
