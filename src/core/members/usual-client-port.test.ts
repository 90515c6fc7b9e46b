import { expect, it } from 'vitest';
import { usualClientPort } from './usual-client-port.ts';

it.each([
  [['http://192.0.2.1:12379', 'http://192.0.2.2:12379', 'http://192.0.2.3:2379'], 12_379],
  [['http://192.0.2.1:1', 'http://192.0.2.2:2', 'http://192.0.2.3:3'], null],
  [['http://192.0.2.1:1', 'http://192.0.2.2:2'], null],
  [['x'], null],
  [[], null],
])('of %j is %s', (clientURLs, port) => {
  expect(usualClientPort(clientURLs)).toBe(port);
});
