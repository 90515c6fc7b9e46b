import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { testPorts } from '../../testing/ports.ts';
import { signFeed } from '../../testing/signed-feed.ts';
import { createSettings } from '../settings/create-settings.ts';
import { askFeed } from './ask-feed.ts';
import { createUpdates } from './create-updates.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const release = { version: '9.1.0', released: '2027-01-31', notes: null };
const dayMs = 24 * 60 * 60_000;
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** News over a feed that answers as it is told, in a build that knows its key. */
async function world(answer: RequestListener) {
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-updates-'));
  ends.push(() => rm(folder, { recursive: true, force: true }));
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const der = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  // A build takes https alone; the stand-in speaks http.
  const built = { address: 'https://releases.etcdeck.example/feed.json', publicKey: der };
  await writeFile(join(folder, 'update-feed.json'), JSON.stringify(built));
  let now = Date.parse('2027-02-01T12:00:00Z');
  const ports = { ...testPorts(folder), resourcesFolder: folder, clock: { now: () => now } };
  const settings = createSettings(ports);
  const address = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/feed.json`); // it listens on TCP
  const bounds = { connectMs: 2_000, silenceMs: 500, wholeMs: 5_000, mostBytes: 4_096 };
  const updates = createUpdates({
    ports,
    settings,
    ask: (source, at) => askFeed({ ...source, address }, at, bounds),
  });
  return {
    news: () => updates.news({}),
    allow: (looksForUpdates: boolean) => settings.update({ changes: { looksForUpdates } }),
    asked: () => asked,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

const feed = JSON.stringify(signFeed({ ...release, expires: '2027-12-31' }, privateKey));

it('asks nobody without consent, and once a day with it', async () => {
  const { news, allow, asked, pass } = await world((_, response) => response.end(feed));
  expect(await news()).toMatchObject({ hasFeed: true, isOn: false, newer: null });
  expect(asked()).toBe(0);
  await allow(true);
  expect(await news()).toMatchObject({ isOn: true, newer: release, fault: null });
  expect(await Promise.all([news(), news()])).toMatchObject([{ newer: release }, { newer: release }]);
  expect(asked()).toBe(1);
  pass(dayMs - 1);
  await news();
  expect(asked()).toBe(1);
  pass(1);
  await news();
  expect(asked()).toBe(2);
  await allow(false);
  pass(dayMs);
  expect(await news()).toMatchObject({ isOn: false, newer: null });
  expect(asked()).toBe(2);
});

it('keeps what it knows where the feed fails, and tries no sooner for it', async () => {
  let isDown = false;
  const { news, allow, asked, pass } = await world((_, response) => {
    if (isDown) response.writeHead(503);
    response.end(feed);
  });
  await allow(true);
  await news();
  isDown = true;
  pass(dayMs);
  expect(await news()).toMatchObject({ newer: release, fault: 'unreachable' });
  await news();
  expect(asked()).toBe(2);
});

it.each<[string, RequestListener, string]>([
  [
    'leads elsewhere',
    (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
    'unreachable',
  ],
  ['sends no end', (_, response) => void response.write('x'.repeat(10_000)), 'malformed'],
  ['says nothing', () => undefined, 'unreachable'],
  ['hangs up', (request) => request.socket.destroy(), 'unreachable'],
  ['is a page to sign in at', (_, response) => response.end('<html>'), 'malformed'],
])('is not held up by a feed that %s', async (_, answer, fault) => {
  const { news, allow } = await world(answer);
  await allow(true);
  expect(await news()).toMatchObject({ newer: null, fault });
});
