import { textHoldsSecret } from './holds-secret.ts';
import { wholeCover } from './secret-marks.ts';

/** A text that a value gave away a part of, covered where a Secret lies in it. */
export function coverText(text: string): string {
  return textHoldsSecret(text) ? wholeCover(Buffer.byteLength(text)) : text;
}

/** An answer made of texts, numbers and keys, with each of its texts covered where a Secret lies in it. */
export function coverTexts<T>(answer: T): T {
  // Every part keeps its type: only the contents of texts change.
  return coverPart(answer) as T;
}

function coverPart(part: unknown): unknown {
  if (typeof part === 'string') return coverText(part);
  if (typeof part !== 'object' || part === null || part instanceof Uint8Array) return part;
  if (Array.isArray(part)) return part.map(coverPart);
  return Object.fromEntries(Object.entries(part).map(([name, one]) => [name, coverPart(one)]));
}
