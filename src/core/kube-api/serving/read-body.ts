import type { IncomingMessage } from 'node:http';
import { Refusal } from '../../kube-answers/answers/status.ts';

/** Returns a request's body. Fails with a `Refusal` (413) where it has more than `most` bytes. */
export async function readBody(request: IncomingMessage, most: number): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    // A request without an encoding gives its body in Buffers.
    const buffer = part as Buffer;
    bytes += buffer.length;
    if (bytes > most) throw new Refusal(413, 'RequestEntityTooLarge', `limit is ${most}`);
    parts.push(buffer);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** Reads a body to nowhere, so that a client that is still sending it reads its answer; ends one that sends too much. */
export function dropBody(request: IncomingMessage, most: number): void {
  let bytes = 0;
  request.on('data', (part: Buffer) => {
    bytes += part.length;
    if (bytes > most) request.socket.destroy();
  });
  request.on('error', () => undefined);
}
