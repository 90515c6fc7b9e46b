import { expect, it } from 'vitest';
import { clientListenURLs, listenURLs } from './listen-urls.ts';

it.each([
  [['https://10.0.0.4:2380'], ['https://10.0.0.4:2380']],
  [['https://[fd00::4]:2380'], ['https://[fd00::4]:2380']],
  // etcd binds to no name.
  [['https://etcd-4.example:2380'], ['https://0.0.0.0:2380']],
  [['http://localhost:2380'], ['http://localhost:2380']],
  // All addresses and one of them cannot both be bound to.
  [['https://etcd-4.example:2380', 'https://10.0.0.4:2380'], ['https://0.0.0.0:2380']],
  [
    ['https://etcd-4.example:2380', 'https://10.0.0.4:2390', 'https://[fd00::4]:2380'],
    ['https://0.0.0.0:2380', 'https://10.0.0.4:2390', 'https://[fd00::4]:2380'],
  ],
])('peers at %j are listened for at %j', (urls, listened) => {
  expect(listenURLs(urls)).toEqual(listened);
});

it.each([
  [['https://10.0.0.4:2379'], ['https://10.0.0.4:2379', 'https://127.0.0.1:2379']],
  [['https://[fd00::4]:2379'], ['https://[fd00::4]:2379', 'https://127.0.0.1:2379']],
  [['https://etcd-4.example:2379'], ['https://0.0.0.0:2379']],
  [['http://127.0.0.7:2379'], ['http://127.0.0.7:2379']],
  [
    ['http://localhost:2379', 'http://10.0.0.4:2379'],
    ['http://localhost:2379', 'http://10.0.0.4:2379'],
  ],
  [
    ['https://10.0.0.4:2379', 'https://10.0.0.5:2379'],
    ['https://10.0.0.4:2379', 'https://10.0.0.5:2379', 'https://127.0.0.1:2379'],
  ],
])('clients at %j are listened for at %j', (urls, listened) => {
  expect(clientListenURLs(urls)).toEqual(listened);
});
