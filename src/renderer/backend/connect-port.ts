import { EtcdeckError } from '../../contract/failure.ts';
import { createClient } from '../../contract/wire/client.ts';
import { DESKTOP_HOOK, type DesktopHook, PORT } from '../../contract/wire/handover.ts';
import { PORT_PATIENCE } from '../../contract/wire/heartbeat.ts';
import type { Transport } from '../../contract/wire/transport.ts';
import type { Backend } from '../state/backend.ts';

/** How long the host may take to hand over a port. It does so before it does anything else. */
const HANDOVER_MS = 20_000;

/** What the desktop's preload has put on this page, or `null` in a browser. */
export function findDesktopHook(): DesktopHook | null {
  // Only the preload sets it, with exactly this type.
  return (Reflect.get(window, DESKTOP_HOOK) as DesktopHook | undefined) ?? null;
}

/** Connects to the desktop's host over a new port. Fails with `BackendClosed`. */
export async function connectPort(hook: DesktopHook): Promise<Backend> {
  const client = createClient(portTransport(await receivePort(hook)), { patience: PORT_PATIENCE });
  return { ...client, answersAgain: null };
}

function receivePort(hook: DesktopHook): Promise<MessagePort> {
  return new Promise((resolve, reject) => {
    const onMessage = (event: MessageEvent): void => {
      const port = event.ports[0];
      if (event.source !== window || event.data !== PORT || port === undefined) return;
      release();
      resolve(port);
    };
    const timer = setTimeout(() => {
      release();
      reject(new EtcdeckError({ code: 'BackendClosed', message: 'The host handed over no port', retry: true }));
    }, HANDOVER_MS);
    const release = (): void => {
      clearTimeout(timer);
      window.removeEventListener('message', onMessage);
    };
    window.addEventListener('message', onMessage);
    hook.requestPort();
  });
}

function portTransport(port: MessagePort): Transport {
  return {
    send: (frame) => port.postMessage(frame),
    onMessage(listener) {
      port.addEventListener('message', (event) => listener(event.data));
      port.start();
    },
    // Not every Chromium fires it, hence the goodbye and the heartbeat.
    onClose: (listener) => port.addEventListener('close', () => listener('The port closed')),
    close: () => port.close(),
  };
}
