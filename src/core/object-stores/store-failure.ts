import { EtcdeckError } from '../../contract/failure.ts';
import { systemCodeOf } from '../files/file-failure.ts';
import { isRecord } from '../settings/document.ts';

const mostText = 500;

/** What stores say of bytes that were changed on their way. */
const changedBytes: ReadonlySet<string> = new Set(['BadDigest', 'InvalidDigest', 'XAmzContentSHA256Mismatch']);

/** Returns the HTTP status of a store's refusal; `null` where an error is none. */
export function statusOf(error: unknown): number | null {
  const metadata = error instanceof Error ? Reflect.get(error, '$metadata') : undefined;
  const status = isRecord(metadata) ? metadata.httpStatusCode : undefined;
  return typeof status === 'number' ? status : null;
}

/**
 * Names why a store did not do what it was asked: `StoreRefused`, `StoreUnreachable`, `StoreHashMismatch`. Other errors
 * stay what they are.
 */
export function storeFailure(error: unknown, operation: string): unknown {
  if (error instanceof EtcdeckError || !(error instanceof Error)) return error;
  const status = statusOf(error);
  if (status === null) {
    if (!isOfNetwork(error)) return error;
    return new EtcdeckError({ code: 'StoreUnreachable', message: said(error.message), operation }, { cause: error });
  }
  const code = changedBytes.has(error.name) ? 'StoreHashMismatch' : 'StoreRefused';
  return new EtcdeckError({ code, message: refusal(error, status), operation, detail: { status } }, { cause: error });
}

/** A request that asks for nothing but facts is refused without words. */
function refusal({ name, message }: Error, status: number): string {
  const isWordless = message === '' || message === 'UnknownError' || message === name;
  const words = isWordless ? (wordless[status] ?? name) : `${name}: ${message}`;
  return said(`${words} (HTTP ${status})`);
}

const wordless: Readonly<Record<number, string>> = {
  301: 'the bucket is in another region',
  400: 'bad request',
  403: 'access denied',
  404: 'there is no such bucket or object',
};

/** Everything that fails between here and a store has the library's count of attempts, or the system's code. */
function isOfNetwork(error: Error): boolean {
  return '$metadata' in error || systemCodeOf(error) !== null || error.name === 'TimeoutError';
}

/** A store's text, and names that it chose, in one line. */
function said(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what it replaces
  return text.slice(0, mostText).replace(/[\u0000-\u001f\u007f]/g, ' ');
}
