import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveLocally } from './local-server.ts';
import { startBlackHole, startProxy, type TestProxy } from './proxy.ts';

let server: Server;
let proxy: TestProxy;
let port = 0;
const sockets: Socket[] = [];

beforeEach(async () => {
  // Answers each byte with ten.
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => socket.write('x'.repeat(chunk.length * 10)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  proxy = await startProxy(`http://127.0.0.1:${port}`);
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await proxy.close();
  server.close();
});

function dial(endpoint: string): Socket {
  const socket = connect(Number(new URL(endpoint).port), '127.0.0.1');
  socket.on('error', () => undefined);
  sockets.push(socket);
  return socket;
}

/** A broken socket closes too, which `once` would take for its own failure. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

/** Waits until it holds, or is not about to. */
async function settled(holds: () => boolean): Promise<void> {
  const endsAt = performance.now() + 200;
  while (!holds() && performance.now() < endsAt) await new Promise((resolve) => setImmediate(resolve));
}

async function answer(socket: Socket): Promise<string> {
  socket.write('a');
  const [chunk] = await once(socket, 'data');
  return String(chunk);
}

describe('a proxy', () => {
  it('passes bytes both ways and counts them', async () => {
    const socket = dial(proxy.endpoint);
    expect(await answer(socket)).toBe('xxxxxxxxxx');
    expect([proxy.connections(), proxy.bytesToClient()]).toEqual([1, 10]);
  });

  it('acts once after so many bytes to clients, and passes them on', async () => {
    let acts = 0;
    proxy.after(15, () => {
      acts += 1;
    });
    const socket = dial(proxy.endpoint);
    for (const expected of [0, 1, 1]) {
      expect(await answer(socket)).toBe('xxxxxxxxxx');
      expect(acts).toBe(expected);
    }
  });

  it('gives a client that reads late all that a server sent before it ended', async () => {
    const ending = createServer();
    const own = await serveLocally(ending);
    proxy.turnTo(`http://127.0.0.1:${own.port}`);
    /** Has a server send pieces, until it has sent so many bytes or the proxy takes no more, to a client that does not read. */
    const sendTo = async (most: number) => {
      const accepted = once(ending, 'connection');
      const before = proxy.bytesToClient();
      const client = dial(proxy.endpoint);
      const socket: Socket = (await accepted)[0];
      socket.on('error', () => undefined);
      const piece = Buffer.alloc(1024);
      let sent = 0;
      const isTaken = (): boolean => proxy.bytesToClient() === before + sent;
      for (; isTaken() && sent < most; await settled(isTaken)) {
        sent += piece.length;
        socket.write(piece);
      }
      const ended = closed(socket);
      socket.end();
      return { client, sent, ended };
    };
    const { sent: full } = await sendTo(Number.POSITIVE_INFINITY);
    // The kernel is full, and the last bytes wait in the proxy: fewer than those for which it stops reading.
    const { client, sent, ended } = await sendTo(full - 8 * 1024);
    await ended;
    let got = 0;
    for await (const chunk of client) got += Buffer.byteLength(chunk);
    expect(got).toBe(sent);
    await own.close();
  });

  it('cuts what is open, and takes new connections', async () => {
    const socket = dial(proxy.endpoint);
    await answer(socket);
    const end = closed(socket);
    proxy.cut();
    await end;
    expect(await answer(dial(proxy.endpoint))).toBe('xxxxxxxxxx');
  });

  it('refuses new connections until it accepts again', async () => {
    const old = dial(proxy.endpoint);
    await answer(old);
    proxy.refuse();
    await closed(dial(proxy.endpoint));
    expect(await answer(old)).toBe('xxxxxxxxxx');
    proxy.accept();
    expect(await answer(dial(proxy.endpoint))).toBe('xxxxxxxxxx');
  });

  it('stalls, and lets go on what it held', async () => {
    const socket = dial(proxy.endpoint);
    await answer(socket);
    proxy.stall();
    socket.write('a');
    // Time enough for the byte, were it passed on: others go to the server and back.
    const direct = dial(`http://127.0.0.1:${port}`);
    for (let trip = 0; trip < 20; trip++) await answer(direct);
    expect(proxy.bytesToClient()).toBe(10);
    const next = once(socket, 'data');
    proxy.accept();
    expect(String((await next)[0])).toBe('xxxxxxxxxx');
  });

  it('cuts once after so many bytes', async () => {
    const socket = dial(proxy.endpoint);
    proxy.cutAfter(15);
    expect(await answer(socket)).toBe('xxxxxxxxxx');
    socket.write('a');
    await closed(socket);
    expect(await answer(dial(proxy.endpoint))).toBe('xxxxxxxxxx');
  });
});

describe('a black hole', () => {
  it('takes a connection and closes it only when it is closed itself', async () => {
    const hole = await startBlackHole();
    const socket = dial(hole.endpoint);
    let isAnswered = false;
    socket.on('data', () => {
      isAnswered = true;
    });
    socket.write('anybody?');
    const end = closed(socket);
    await hole.close();
    await end;
    expect(isAnswered).toBe(false);
  });
});
