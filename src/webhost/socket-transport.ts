import { decode, encode } from '@msgpack/msgpack';
import type { WebSocket } from 'ws';
import { CLIENT_MESSAGE_BYTES } from '../contract/wire/limits.ts';
import type { Transport } from '../contract/wire/transport.ts';

/** A message says how long what follows is, and memory is taken on its word: so its word is bounded. */
const decodeLimits = {
  maxStrLength: CLIENT_MESSAGE_BYTES,
  maxBinLength: CLIENT_MESSAGE_BYTES,
  maxArrayLength: 4_096,
  maxMapLength: 4_096,
  maxExtLength: 16,
};

/** One browser's socket: a binary MessagePack message a frame. */
export function socketTransport(socket: WebSocket): Transport {
  // Not Node's own Buffer, whose views would reach core as buffers too.
  socket.binaryType = 'arraybuffer';
  return {
    send(frame) {
      if (socket.readyState === socket.OPEN) socket.send(encode(frame));
    },
    onMessage(listener) {
      socket.on('message', (data) => listener(data instanceof ArrayBuffer ? read(data) : undefined));
    },
    onClose(listener) {
      socket.on('close', (code) => listener(`The socket closed (${code})`));
    },
    close: () => socket.close(),
  };
}

function read(data: ArrayBuffer): unknown {
  try {
    return decode(new Uint8Array(data), decodeLimits);
  } catch {
    return undefined;
  }
}
