import { ipcMain, MessageChannelMain, type MessagePortMain } from 'electron';
import { PORT, REQUEST_PORT } from '../contract/wire/handover.ts';
import type { Transport } from '../contract/wire/transport.ts';
import type { Logger } from '../core/ports.ts';
import { isOwnFrame } from './guard.ts';

/** Gives a port to each of the app's own pages on request, once per page load, and to no other page. */
export function handOverPorts(log: Logger, connect: (transport: Transport) => void): void {
  ipcMain.on(REQUEST_PORT, (event) => {
    if (!isOwnFrame(event.senderFrame, event.sender)) {
      log.warn('A port was asked for by a frame that is not our own page, and refused');
      return;
    }
    const { port1, port2 } = new MessageChannelMain();
    event.sender.postMessage(PORT, null, [port2]);
    connect(portTransport(port1));
  });
}

/**
 * Electron's port. It clones messages structurally; what cannot be cloned arrives as null, and is refused like any
 * non-frame.
 */
function portTransport(port: MessagePortMain): Transport {
  return {
    send: (frame) => port.postMessage(frame),
    onMessage(listener) {
      port.on('message', ({ data }) => listener(data));
      port.start();
    },
    onClose: (listener) => port.once('close', () => listener('The page is gone')),
    close: () => port.close(),
  };
}
