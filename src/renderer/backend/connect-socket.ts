import { EtcdeckError } from '../../contract/failure.ts';
import { type Client, createClient } from '../../contract/wire/client.ts';
import { PAGE_SECRET, WIRE_PATH, WIRE_PROTOCOL } from '../../contract/wire/handover.ts';
import { socketTransport } from './socket-transport.ts';

/** Connects to the web host that this page came from. Fails with `BackendClosed`. */
export async function connectSocket(): Promise<Client> {
  const secret = localStorage.getItem(PAGE_SECRET);
  if (secret === null) throw refused('This browser has no access: open the link that "etcdeck serve" printed');
  const socket = new WebSocket(`${location.origin.replace('http', 'ws')}${WIRE_PATH}`, [WIRE_PROTOCOL, secret]);
  await opened(socket);
  return createClient(socketTransport(socket));
}

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    // A browser does not say why a socket failed, so that a page cannot scan ports.
    const onRefused = (): void =>
      reject(refused('The web host does not answer, or does not know this browser any more'));
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('close', onRefused, { once: true });
  });
}

function refused(message: string): EtcdeckError {
  return new EtcdeckError({ code: 'BackendClosed', message, retry: true });
}
