import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listenLocally } from '../local-server.ts';
import { type Line, layLine, type Trap } from './line.ts';

const large = 'x'.repeat(1_000);

let server: Server;
let line: Line;
let arrived = '';
let client: Socket;

beforeEach(async () => {
  arrived = '';
  // Answers every request, and hangs up when it has read everything.
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      arrived += chunk.toString();
      socket.write('answer');
    });
  });
  line = await layLine(`https://127.0.0.1:${await listenLocally(server)}`);
  client = connect(Number(new URL(line.endpoint).port), '127.0.0.1');
  client.on('error', () => undefined);
  await once(client, 'connect');
  for (let n = 1; n <= 5; n++) await answered('.');
});
afterEach(async () => {
  client.destroy();
  await line.close();
  await new Promise((resolve) => server.close(resolve));
});

async function answered(request: string): Promise<string> {
  client.write(request);
  const [answer] = await once(client, 'data');
  return String(answer);
}

/** `once` would reject with the reset that is wanted here. */
function broken(): Promise<void> {
  return new Promise((resolve) => void client.once('close', () => resolve()));
}

function trap(of: Partial<Trap>): Trap {
  return { keeps: 'request', breaksAfterMs: 5, deliversAfterMs: 60_000, onDidSpring: () => undefined, ...of };
}

describe('a line', () => {
  it('passes bytes both ways', async () => {
    expect(await answered(large)).toBe('answer');
    expect(arrived).toBe(`.....${large}`);
  });

  it('holds a large request while its client is broken off, and delivers it when it is healed', async () => {
    const onDidSpring = vi.fn();
    line.setTrap(trap({ onDidSpring }));
    expect(await answered('small')).toBe('answer');
    client.write(large);
    await broken();
    expect(onDidSpring).toHaveBeenCalledOnce();
    expect(arrived).toBe('.....small');
    line.heal();
    await line.drained();
    expect(arrived).toBe(`.....small${large}`);
  });

  it('delivers it by itself after a while', async () => {
    line.setTrap(trap({ deliversAfterMs: 20 }));
    client.write(large);
    await broken();
    await expect.poll(() => arrived).toBe(`.....${large}`);
  });

  it('passes a request on and loses its answer', async () => {
    line.setTrap(trap({ keeps: 'answer' }));
    const answers = vi.fn();
    client.on('data', answers);
    client.write(large);
    await broken();
    await expect.poll(() => arrived).toBe(`.....${large}`);
    expect(answers).not.toHaveBeenCalled();
  });

  it('breaks the client’s end and leaves the member’s', async () => {
    client.write('last');
    await expect.poll(() => arrived).toBe('.....last');
    line.cutClient();
    await broken();
    const connections = () => new Promise((resolve) => server.getConnections((_, count) => resolve(count)));
    expect(await connections()).toBe(1);
    await line.drained();
    await expect.poll(connections).toBe(0);
  });

  it('refuses and accepts', async () => {
    line.refuse();
    line.cut();
    await broken();
    client = connect(Number(new URL(line.endpoint).port), '127.0.0.1');
    client.on('error', () => undefined);
    await broken();
    line.accept();
    client = connect(Number(new URL(line.endpoint).port), '127.0.0.1');
    expect(await answered('again')).toBe('answer');
  });
});
