import { entryData, mostEntryData, mostHeadBytes } from './entry-data.ts';
import { readRaftMessage } from './raft-message.ts';
import type { StreamCodec, Want } from './stream-tap.ts';
import { type DecodedMessage, mostMessageBytes, plainMessage } from './tap.ts';

/** `/raft/stream/message`: the length of a message in eight bytes, then the message. */
export const messageStream: StreamCodec = function* (passed) {
  for (;;) passed(yield* sizedMessage(8));
};

/**
 * `/raft/stream/msgapp`, which etcd names msgappv2. A leader sends a follower that keeps up nothing but entries: their term and
 * place follow from the message before, so that both ends keep them.
 */
export const appStream: StreamCodec = function* (passed) {
  let term = 0;
  let index = 0;
  for (;;) {
    const [type] = yield wanted(1);
    if (type === appFrame.linkHeartbeat) passed(plainMessage('http', 1));
    else if (type === appFrame.entries) {
      const count = numberIn(yield wanted(8));
      let bytes = 1 + 8 + 8;
      const data: Uint8Array[] = [];
      for (let i = 0; i < count; i++) {
        const length = numberIn(yield wanted(8));
        if (length > mostMessageBytes) throw new Error('an entry that is too large');
        const headBytes = data.length < mostEntryData ? Math.min(length, mostHeadBytes) : 0;
        if (data.length < mostEntryData) data.push(entryData(yield wanted(headBytes)));
        if (length > headBytes) yield { bytes: length - headBytes, isSkipped: true };
        bytes += 8 + length;
      }
      const commit = numberIn(yield wanted(8));
      const entries = count === 0 ? null : { first: index + 1, last: index + count, data };
      passed({ kind: 'MsgApp', bytes, term, index, commit, entries, isRejected: false });
      index += count;
    } else if (type === appFrame.message) {
      const message = yield* sizedMessage(9);
      passed(message);
      term = message.term;
      index = message.entries?.last ?? message.index;
    } else throw new Error('a frame of no known type');
  }
};

/** The first byte of a frame of msgappv2. */
const appFrame = { linkHeartbeat: 0, entries: 1, message: 2 } as const;

/** Reads a length in eight bytes and a message of that length; `frame` is how many bytes are before it. */
export function* sizedMessage(frame: number): Generator<Want, DecodedMessage, Uint8Array> {
  const length = numberIn(yield wanted(8));
  if (length > mostMessageBytes) throw new Error('a message that is too large');
  const message = readRaftMessage(yield wanted(length), frame + length);
  if (message === null) throw new Error('no message of raft');
  return message;
}

function wanted(bytes: number): Want {
  return { bytes, isSkipped: false };
}

/** Reads eight bytes, the highest first. */
function numberIn(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, 8);
  const value = view.getUint32(0) * 2 ** 32 + view.getUint32(4);
  if (!Number.isSafeInteger(value)) throw new Error('a number that is too large');
  return value;
}
