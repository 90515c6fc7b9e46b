import { EtcdeckError } from '../../contract/failure.ts';
import { createClient } from '../../contract/wire/client.ts';
import { PAGE_SECRET, WIRE_PATH, WIRE_PROTOCOL } from '../../contract/wire/handover.ts';
import type { Backend } from '../state/backend.ts';
import { socketTransport } from './socket-transport.ts';

/** The command of the web host, for the words of a failure. */
const STARTED_BY = 'etcdeck serve';

/** Connects to the web host that this page came from. Fails with `BackendClosed`. */
export async function connectSocket(): Promise<Backend> {
  const client = createClient(socketTransport(await openSocket()), { startedBy: STARTED_BY });
  return { ...client, answersAgain };
}

/** Whether the web host lets this page in again, as after a sleep of the machine. One that was started anew does not. */
async function answersAgain(): Promise<boolean> {
  const socket = await openSocket().catch(() => null);
  socket?.close();
  return socket !== null;
}

async function openSocket(): Promise<WebSocket> {
  const secret = localStorage.getItem(PAGE_SECRET);
  if (secret === null) throw refused('This browser has no access');
  const socket = new WebSocket(`${location.origin.replace('http', 'ws')}${WIRE_PATH}`, [WIRE_PROTOCOL, secret]);
  await opened(socket);
  return socket;
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
  return new EtcdeckError({ code: 'BackendClosed', message, retry: true, detail: { startedBy: STARTED_BY } });
}
