import { EtcdError } from '../../contract/failure.ts';
import { type Client, createClient } from '../../contract/wire/client.ts';
import { WIRE_PATH } from '../../contract/wire/handover.ts';
import { socketTransport } from './socket-transport.ts';

/** Connects to the web host that this page came from. Fails with `BackendClosed`. */
export async function connectSocket(): Promise<Client> {
  const socket = new WebSocket(`${location.origin.replace('http', 'ws')}${WIRE_PATH}`);
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
