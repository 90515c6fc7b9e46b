import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Api } from '../contract/api.ts';
import { type Session, serve } from '../contract/wire/server.ts';
import type { Transport } from '../contract/wire/transport.ts';
import { describeWire } from '../testing/wire/suite.ts';
import type { WireHost } from '../testing/wire/world.ts';

/** Node's own ports clone as Electron's do, and need no window. */
function nodePort(port: MessagePort): Transport {
  return {
    send: (frame) => port.postMessage(frame),
    onMessage: (listener) => port.on('message', listener),
    onClose: (listener) => port.once('close', () => listener('The port closed')),
    close: () => port.close(),
  };
}

async function startHost(api: Api): Promise<WireHost> {
  const bugs: { method: string; error: unknown }[] = [];
  const sessions: Session[] = [];
  const ports: MessagePort[] = [];
  return {
    bugs,
    async connect() {
      const { port1, port2 } = new MessageChannel();
      ports.push(port1);
      sessions.push(serve(api, nodePort(port1), (method, error) => bugs.push({ method, error })));
      return nodePort(port2);
    },
    goodbye(reason) {
      for (const session of sessions) session.close(reason);
    },
    cut() {
      for (const port of ports) port.close();
    },
    async close() {
      for (const port of ports) port.close();
    },
  };
}

describeWire('a message port', startHost);
