import { decode, encode } from '@msgpack/msgpack';
import type { WebSocket } from 'ws';
import { type Transport, Unreadable } from '../contract/wire/transport.ts';
import { scanMessage } from './scan-message.ts';

/** How many bytes a browser may leave unread before the streams wait: as many as four of them may have under way. */
const FULL_BYTES = 8 * 1024 * 1024;

/**
 * How many bytes a browser may leave unread in all. Answers to calls are not held back, and each may be a large value.
 */
const MOST_UNREAD_BYTES = 64 * 1024 * 1024;

/** How long a browser that reads no more is given to read why it is sent away. */
const FAREWELL_MS = 1_000;

/** WebSocket's code for a peer that is asked too much of. */
const TRY_AGAIN_LATER = 1013;

/**
 * One browser's socket: a binary MessagePack message a frame. `onUnread` is called when a socket is closed because the
 * browser does not read.
 */
export function socketTransport(socket: WebSocket, onUnread: (bytes: number) => void = () => undefined): Transport {
  // Not Node's own Buffer, whose views would reach core as buffers too.
  socket.binaryType = 'arraybuffer';
  let wasFull = false;
  let tellDrained = (): void => undefined;
  const isFull = (): boolean => {
    const full = socket.bufferedAmount > FULL_BYTES;
    wasFull ||= full;
    return full;
  };
  const onSent = (): void => {
    if (!wasFull || socket.bufferedAmount > FULL_BYTES) return;
    wasFull = false;
    tellDrained();
  };
  return {
    send(frame) {
      if (socket.readyState !== socket.OPEN) return;
      socket.send(encode(frame), onSent);
      if (socket.bufferedAmount <= MOST_UNREAD_BYTES) return;
      onUnread(socket.bufferedAmount);
      socket.close(TRY_AGAIN_LATER, 'This window no longer reads what it is sent');
      closeSoon(socket, FAREWELL_MS);
    },
    onMessage(listener) {
      socket.on('message', (data) =>
        data instanceof ArrayBuffer
          ? listener(read(new Uint8Array(data)), data.byteLength)
          : listener(new Unreadable(0, 'Text is no message')),
      );
    },
    onClose(listener) {
      socket.on('close', (code) => listener(`The socket closed (${code})`));
    },
    isFull,
    onDrain(listener) {
      tellDrained = listener;
    },
    close: () => socket.close(),
  };
}

/** Ends a socket that was closed already, and whose other side does not close. */
export function closeSoon(socket: WebSocket, milliseconds: number): void {
  const timer = setTimeout(() => socket.terminate(), milliseconds);
  socket.once('close', () => clearTimeout(timer));
}

function read(bytes: Uint8Array): unknown {
  const unreadable = scanMessage(bytes);
  if (unreadable !== null) return unreadable;
  try {
    return decode(bytes);
  } catch {
    return new Unreadable(0, 'The message is no MessagePack');
  }
}
