import { readRaftMessage } from './raft-message.ts';
import { sizedMessage } from './stream-codecs.ts';
import { StreamTap } from './stream-tap.ts';
import { type DecodedMessage, mostMessageBytes, plainMessage, type Tap } from './tap.ts';

/** Reads a body that is one message: `POST /raft`. */
export function wholeMessageTap(): Tap {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  let isOver = false;
  return {
    take(chunk) {
      bytes += chunk.length;
      if (bytes > mostMessageBytes) pieces.length = 0;
      else pieces.push(chunk);
      return [];
    },
    end() {
      isOver = true;
      const message = bytes > mostMessageBytes ? null : readRaftMessage(Buffer.concat(pieces), bytes);
      return [message ?? plainMessage('other', bytes)];
    },
    get isMidway() {
      return !isOver && bytes > 0;
    },
  };
}

/** Reads a body of `/raft/snapshot`: a message with its length, then a database. The message has passed when all of it has. */
export function snapshotTap(): Tap {
  let head: DecodedMessage | null = null;
  const heads = new StreamTap(function* () {
    head = yield* sizedMessage(8);
  });
  let bytes = 0;
  let isOver = false;
  return {
    take(chunk) {
      bytes += chunk.length;
      if (head === null) heads.take(chunk);
      return [];
    },
    end() {
      isOver = true;
      return [head === null ? plainMessage('other', bytes) : { ...head, bytes }];
    },
    get isMidway() {
      return !isOver && bytes > 0;
    },
  };
}

/** Counts a request that carries no message of raft. */
export function requestTap(): Tap {
  let bytes = 0;
  return {
    take(chunk) {
      bytes += chunk.length;
      return [];
    },
    end: () => [plainMessage('http', bytes)],
    isMidway: false,
  };
}
