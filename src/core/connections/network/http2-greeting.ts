import type { Duplex } from 'node:stream';
import type { EtcdeckError } from '../../../contract/failure.ts';
import { type Bounds, bounded } from '../bounded-wait.ts';

/** The protocol of the other end, by the first bytes it sends. */
export type Greeting = 'http2' | 'http1' | 'tls' | 'other' | 'nothing';

/** The connection preface of RFC 9113 and an empty SETTINGS frame: a gRPC client's first bytes. */
const preface = Buffer.concat([
  Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  Buffer.from('000000040000000000', 'hex'),
]);

/**
 * Sends a gRPC client's first bytes, or other `words`, and reads the answer; `nothing` when the connection is closed without a byte.
 * Waiting for the answer matters: in TLS 1.3 a server refuses a client certificate only after the client has connected.
 * Rejects with the stream's own error, or with `late()`.
 */
export function greet(
  stream: Duplex,
  bounds: Bounds,
  late: () => EtcdeckError,
  words: Uint8Array | string = preface,
): Promise<Greeting> {
  return bounded<Greeting>(bounds, late, (resolve, reject) => {
    let received = Buffer.alloc(0);
    const onData = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk]);
      if (received.length >= 9) resolve(kindOf(received));
    };
    const onEnd = (): void => resolve(received.length === 0 ? 'nothing' : kindOf(received));
    stream.on('data', onData);
    stream.once('end', onEnd);
    stream.once('close', onEnd);
    stream.once('error', reject);
    // The stream may have failed before this listener was added.
    if (stream.errored !== null) reject(stream.errored);
    else stream.write(words);
    return () => {
      stream.off('data', onData);
      stream.off('end', onEnd);
      stream.off('close', onEnd);
      stream.off('error', reject);
    };
  });
}

function kindOf(bytes: Buffer): Greeting {
  if (bytes.subarray(0, 5).toString('latin1') === 'HTTP/') return 'http1';
  // A TLS record: an alert or a handshake message, of version 3.x.
  if ((bytes[0] === 0x15 || bytes[0] === 0x16) && bytes[1] === 0x03) return 'tls';
  // A server's first frame is SETTINGS (4), on stream 0.
  if (bytes.length >= 9 && bytes[3] === 0x04 && bytes.readUInt32BE(5) === 0) return 'http2';
  return 'other';
}
