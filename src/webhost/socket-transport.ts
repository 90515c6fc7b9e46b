import { decode, encode } from '@msgpack/msgpack';
import type { WebSocket } from 'ws';
import { type Transport, Unreadable } from '../contract/wire/transport.ts';
import { scanMessage } from './scan-message.ts';

/** The bytes that a browser may leave unread before streams wait: as many as four streams may have in flight. */
const FULL_BYTES = 8 * 1024 * 1024;

/**
 * The bytes that a browser may leave unread in all. Answers to calls are not held back, and each may be a large value.
 */
const MOST_UNREAD_BYTES = 64 * 1024 * 1024;

/** How long a browser that stopped reading may take to read the reason for its end. */
const FAREWELL_MS = 1_000;

/** WebSocket's close code for a violated policy. */
const TRY_AGAIN_LATER = 1013;

/**
 * Carries frames over one browser's socket, as binary MessagePack messages. Calls `onUnread` when a socket is closed
 * because the browser does not read.
 */
export function socketTransport(socket: WebSocket, onUnread: (bytes: number) => void = () => undefined): Transport {
  // Not Node's Buffer: its views would reach core as Buffers too.
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

/** Ends a closed socket whose other side does not close. */
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
