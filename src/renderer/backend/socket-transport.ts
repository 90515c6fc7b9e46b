import { decode, encode } from '@msgpack/msgpack';
import { type Transport, Unreadable } from '../../contract/wire/transport.ts';

/** What is used of a browser's socket. Any standard one fits, so the wire's tests can run over one without a browser. */
export interface BrowserSocket {
  binaryType: string;
  readonly readyState: number;
  readonly OPEN: number;
  send(data: Uint8Array<ArrayBuffer>): void;
  close(): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { readonly code: number; readonly reason: string }) => void): void;
}

/** A socket that is open: a binary MessagePack message a frame. */
export function socketTransport(socket: BrowserSocket): Transport {
  socket.binaryType = 'arraybuffer';
  return {
    send(frame) {
      if (socket.readyState === socket.OPEN) socket.send(encode(frame));
    },
    onMessage(listener) {
      socket.addEventListener('message', (event) => listener(read(event.data)));
    },
    onClose(listener) {
      socket.addEventListener('close', (event) =>
        listener(event.reason || `It has ended or cannot be reached (${event.code})`),
      );
    },
    close: () => socket.close(),
  };
}

function read(data: unknown): unknown {
  try {
    return data instanceof ArrayBuffer ? decode(new Uint8Array(data)) : new Unreadable(0, 'Text is no message');
  } catch {
    return new Unreadable(0, 'The message is no MessagePack');
  }
}
