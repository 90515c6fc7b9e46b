import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { serveLocally } from './local-server.ts';

/** Returns the endpoint of a store that answers some requests in a way of its own, until the test is over. */
export async function storeBetween(
  endpoint: string,
  answer: (asked: IncomingMessage, response: ServerResponse) => boolean,
  change: (asked: IncomingMessage, headers: IncomingMessage['headers']) => IncomingMessage['headers'] = (_, same) =>
    same,
): Promise<string> {
  const { hostname, port } = new URL(endpoint);
  const { port: own, close } = await serveLocally(
    createServer((asked, response) => {
      if (answer(asked, response)) return void asked.resume();
      const { method, url, headers } = asked;
      const onward = request({ hostname, port, method, path: url, headers }, (got) => {
        response.writeHead(got.statusCode ?? 500, change(asked, got.headers));
        got.pipe(response);
      });
      // The client may have left.
      onward.on('error', () => response.destroy());
      asked.pipe(onward);
      response.on('close', () => onward.destroy());
    }),
  );
  onTestFinished(close);
  return `http://127.0.0.1:${own}`;
}
