import type { CallOptions } from '../../contract/abort.ts';
import { type ErrorCode, EtcdeckError } from '../../contract/failure.ts';
import type { Registry } from '../../contract/kubernetes.ts';
import { registryPrefix } from '../kubernetes-storage/layout/registries.ts';
import type { OpenSource } from '../sources/open-sources.ts';
import type { SourceReader } from '../sources/source-reader.ts';
import { isRegistry } from './own-registries.ts';

const slash = Uint8Array.of(0x2f);
const refusals: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'PermissionDenied',
  'CertificateUserUnknown',
  'UserEmpty',
]);

/**
 * The registries that have keys: of the known prefixes, of those that were found at prefixes of their own, and of
 * `prefix`; the source knows from then on those that are an API server's for certain. Costs each a look at one key.
 * Where none is found and some may not be looked at, fails with the refusal: `PermissionDenied`,
 * `CertificateUserUnknown`.
 */
export async function findRegistries(
  opened: OpenSource,
  prefix: Uint8Array | null,
  options?: CallOptions,
): Promise<readonly Registry[]> {
  const asked = prefix === null || prefix.length === 0 ? [] : [registryPrefix(prefix)];
  const source = opened.readable;
  const known = opened.registries();
  const isKnown = (one: Uint8Array) => known.some((other) => Buffer.compare(other, one) === 0);
  const found: Uint8Array[] = [];
  let denial: EtcdeckError | null = null;
  for (const candidate of [...known, ...asked.filter((one) => !isKnown(one))]) {
    const held = await hasKeys(source, candidate, options);
    if (held === true) found.push(candidate);
    else if (held !== false) denial ??= held;
  }
  // What may not be looked at may well be there.
  if (found.length === 0 && denial !== null) throw denial;
  const isKine = found.length > 0 && (await source.origin(options)).isKine;
  for (const one of found) if (await isRegistry(opened.whole, one, options)) opened.didFindRegistry(one);
  return found.map((one) => ({ prefix: one, isKine }));
}

/** Whether a prefix has keys, or why that is not for this user to know. */
async function hasKeys(
  source: SourceReader,
  prefix: Uint8Array,
  options?: CallOptions,
): Promise<boolean | EtcdeckError> {
  const request = { prefix, delimiter: slash, after: null, limit: 1 };
  try {
    for await (const { children } of source.children(request, options)) if (children.length > 0) return true;
    return false;
  } catch (error) {
    // A user of one's own for the registry may read there and nowhere else.
    if (error instanceof EtcdeckError && refusals.has(error.code)) return error;
    throw error;
  }
}
