import { startsWith, textOf } from '../../../bytes/bytes.ts';

/** The first bytes of values that an API server wrote as protobuf, or encrypted. */
const starts: readonly Uint8Array[] = [Uint8Array.of(0x6b, 0x38, 0x73, 0), new TextEncoder().encode('k8s:enc:')];
/** Larger than any object: a server takes no more in a request by default. */
const mostBytes = 2 * 1024 * 1024;

/**
 * Whether a value is stored as Kubernetes stores objects: as protobuf, encrypted, or JSON with `apiVersion` and `kind`.
 */
export function isStoredObject(value: Uint8Array): boolean {
  if (starts.some((start) => startsWith(value, start))) return true;
  if (value[0] !== 0x7b || value.length > mostBytes) return false;
  const text = textOf(value);
  if (text === null || !text.includes('"apiVersion"') || !text.includes('"kind"')) return false;
  try {
    const object: unknown = JSON.parse(text);
    return isRecord(object) && typeof object.apiVersion === 'string' && typeof object.kind === 'string';
  } catch {
    return false;
  }
}

function isRecord(value: unknown): value is { readonly apiVersion?: unknown; readonly kind?: unknown } {
  return typeof value === 'object' && value !== null;
}
