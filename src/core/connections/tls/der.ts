import { type PemBlock, toPem } from './pem.ts';

/** The label of a PKCS#12 file among PEM blocks, for which PEM has no name. */
export const pkcs12Label = 'PKCS12';

/**
 * Returns a DER file as a PEM block: the first two elements of certificates and keys show the type. `null` where it is
 * neither, or incomplete.
 */
export function derBlock(bytes: Uint8Array): PemBlock | null {
  const outer = elementAt(bytes, 0);
  if (outer?.tag !== sequence || outer.end !== bytes.length) return null;
  const first = elementAt(bytes, outer.start);
  const second = first === null ? null : elementAt(bytes, first.end);
  if (first === null || second === null) return null;
  const label = labelOf(first.tag, second.tag, bytes[first.start]);
  return label === null ? null : { label, text: toPem(label, bytes) };
}

const sequence = 0x30;
const integer = 0x02;
const octets = 0x04;

function labelOf(first: number, second: number, version: number | undefined): string | null {
  // To-be-signed and algorithm; or the algorithm of what follows, encrypted.
  if (first === sequence && second === sequence) return 'CERTIFICATE';
  if (first === sequence && second === octets) return 'ENCRYPTED PRIVATE KEY';
  if (first !== integer) return null;
  // A version, then the content: PKCS#12 has version 3, PKCS#8 0 or 1.
  if (second === sequence) return version === 3 ? pkcs12Label : 'PRIVATE KEY';
  if (second === integer) return 'RSA PRIVATE KEY';
  return second === octets ? 'EC PRIVATE KEY' : null;
}

function elementAt(
  bytes: Uint8Array,
  at: number,
): { readonly tag: number; readonly start: number; readonly end: number } | null {
  const [tag, first] = bytes.subarray(at, at + 2);
  if (tag === undefined || first === undefined) return null;
  const width = first < 0x80 ? 0 : first - 0x80;
  if (width > 4) return null;
  const start = at + 2 + width;
  const length = width === 0 ? first : bytes.subarray(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  const end = start + length;
  // An indefinite length is not DER.
  return first === 0x80 || end > bytes.length ? null : { tag, start, end };
}
