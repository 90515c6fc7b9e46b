import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import type { Api } from '../contract/api.ts';
import { socketTransport } from '../renderer/backend/socket-transport.ts';
import { startProxy } from '../testing/proxy.ts';
import { openLink } from '../testing/web-visitor.ts';
import { describeWire } from '../testing/wire/suite.ts';
import type { WireHost } from '../testing/wire/world.ts';
import { startWebServer } from './web-server.ts';

async function startHost(api: Api): Promise<WireHost> {
  const bugs: { method: string; error: unknown }[] = [];
  const rendererFolder = await mkdtemp(join(tmpdir(), 'etcdeck-renderer-'));
  const server = await startWebServer({
    api,
    port: 0,
    rendererFolder,
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (_, facts) => bugs.push({ method: String(facts?.method), error: facts?.stack }),
    },
  });
  const { origin, host, port } = new URL(server.link);
  const { cookie, protocols } = await openLink(server.link);
  // A proxy between browser and host, so that a killed host differs from one that says goodbye.
  const proxy = await startProxy(`http://127.0.0.1:${port}`);
  return {
    bugs,
    async connect() {
      const url = `${proxy.endpoint.replace('http', 'ws')}/wire`;
      const socket = new WebSocket(url, [...protocols], {
        headers: { host, origin, cookie },
        perMessageDeflate: false,
      });
      await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
      socket.on('error', () => undefined);
      return socketTransport(socket);
    },
    goodbye: (reason) => void server.close(reason),
    cut: () => proxy.cut(),
    async close() {
      await proxy.close();
      await server.close('The test is over');
      await rm(rendererFolder, { recursive: true });
    },
  };
}

describeWire('a WebSocket', startHost);
