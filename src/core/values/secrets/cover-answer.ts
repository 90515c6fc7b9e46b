import { textHoldsSecret } from './holds-secret.ts';
import { loopBounds, SearchBudget } from './search-budget.ts';
import { wholeCover } from './secret-marks.ts';

/** Returns an answer with every text covered that holds a Secret. Bytes stay unchanged. */
export function coverAnswer<T>(answer: T): T {
  // Every part keeps its type: only the contents of texts change.
  return coverPart(answer) as T;
}

function coverPart(part: unknown): unknown {
  if (typeof part === 'string') return coverText(part);
  if (typeof part !== 'object' || part === null || part instanceof Uint8Array) return part;
  if (Array.isArray(part)) return part.map(coverPart);
  return Object.fromEntries(Object.entries(part).map(([name, one]) => [name, coverPart(one)]));
}

function coverText(text: string): string {
  return textHoldsSecret(text, new SearchBudget(loopBounds)) ? wholeCover(Buffer.byteLength(text)) : text;
}
