import { EtcdeckError } from '../failure.ts';
import { CLIENT_MESSAGE_BYTES, REQUEST_KEYS, REQUEST_VALUES } from '../limits.ts';
import { toPlain } from './plain.ts';

/** The bytes of a frame beside its request. */
const FRAME_OVERHEAD = 256;

/**
 * Makes a request fit for every transport and checks it against the server's limits, so that none is sent only to be
 * refused. Fails with `BadRequest`.
 */
export function plainRequest(method: string, request: unknown): unknown {
  const { value, bytes, values, longest } = toPlain(request, Number.POSITIVE_INFINITY);
  if (longest > REQUEST_KEYS) throw tooLarge(method, `${longest} keys`, `${REQUEST_KEYS} keys`);
  if (values > REQUEST_VALUES) throw tooLarge(method, `${values} values`, `${REQUEST_VALUES} values`);
  if (bytes > CLIENT_MESSAGE_BYTES - FRAME_OVERHEAD) {
    throw tooLarge(method, `${bytes} bytes`, `${CLIENT_MESSAGE_BYTES} bytes`);
  }
  return value;
}

function tooLarge(operation: string, has: string, most: string): EtcdeckError {
  const message = `It would have ${has}, and ${most} are the most in one request; take fewer at a time`;
  return new EtcdeckError({ code: 'BadRequest', message, operation });
}
