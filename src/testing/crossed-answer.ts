import type { Api, MethodName } from '../contract/api.ts';
import { EtcdeckError } from '../contract/failure.ts';

type Method = (request: unknown) => Promise<unknown> | AsyncIterable<unknown>;

/**
 * Returns a method's whole answer as text, a failure's too. Of a stream it takes as many parts as `isEnough` lets it.
 */
export async function crossed(
  api: Api,
  name: MethodName,
  request: unknown,
  isEnough: (parts: readonly unknown[]) => boolean = () => false,
): Promise<string> {
  const [noun = '', method = ''] = name.split('.');
  // The list of methods is the contract's own.
  const call = (api as unknown as Record<string, Record<string, Method>>)[noun]?.[method];
  if (call === undefined) throw new Error(`there is no ${name}`);
  try {
    const answer = call(request);
    if (answer instanceof Promise) return asText(await answer);
    const parts: unknown[] = [];
    for await (const part of answer) {
      parts.push(part);
      if (isEnough(parts)) break;
    }
    return asText(parts);
  } catch (error) {
    if (!(error instanceof EtcdeckError)) throw error;
    return asText(error.toFailure());
  }
}

/** Returns whatever crosses as text: bytes as text and as digits. */
export function asText(answer: unknown): string {
  return JSON.stringify({ answer }, (_, value: unknown) => {
    if (typeof value === 'bigint') return String(value);
    return value instanceof Uint8Array
      ? `${Buffer.from(value).toString('latin1')} ${Buffer.from(value).toString('hex')}`
      : value;
  });
}
