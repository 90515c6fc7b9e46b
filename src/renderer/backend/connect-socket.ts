import { decode, encode } from '@msgpack/msgpack';
import { EtcdError } from '../../contract/failure.ts';
import { type Client, createClient } from '../../contract/wire/client.ts';
import { WIRE_PATH } from '../../contract/wire/handover.ts';
import type { Transport } from '../../contract/wire/transport.ts';

/** Connects to the web host that this page came from. Fails with `BackendClosed`. */
export async function connectSocket(): Promise<Client> {
  const socket = new WebSocket(`${location.origin.replace('http', 'ws')}${WIRE_PATH}`);
  socket.binaryType = 'arraybuffer';
  await opened(socket);
  return createClient(socketTransport(socket));
}

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    // A browser does not say why a socket failed, so that a page cannot scan ports.
    const refused = (): void => {
      const message = 'The web host does not answer, or does not know this browser any more';
      reject(new EtcdError({ code: 'BackendClosed', message, retry: true }));
    };
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('close', refused, { once: true });
  });
}

/** A binary MessagePack message a frame. */
export function socketTransport(socket: WebSocket): Transport {
  return {
    send(frame) {
      if (socket.readyState === WebSocket.OPEN) socket.send(encode(frame));
    },
    onMessage(listener) {
      socket.addEventListener('message', (event) => listener(read(event.data)));
    },
    onClose(listener) {
      socket.addEventListener('close', (event) => listener(event.reason || `The socket closed (${event.code})`));
    },
    close: () => socket.close(),
  };
}

function read(data: unknown): unknown {
  try {
    return data instanceof ArrayBuffer ? decode(new Uint8Array(data)) : undefined;
  } catch {
    return undefined;
  }
}
