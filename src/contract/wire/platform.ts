import type { Abort } from '../abort.ts';

// Functions that Node and browsers share and the language's own library does not declare. Declared here, so that the
// contract is type-checked with neither Node nor the DOM.
declare function setTimeout(run: () => void, ms: number): unknown;
declare function clearTimeout(timer: unknown): void;
declare class AbortController {
  readonly signal: Abort;
  abort(): void;
}

/** Runs once after `ms` milliseconds, unless the function returned is called first. */
export function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

/** The source of a platform abort signal, which core can pass to Node. */
export interface AbortSource {
  readonly signal: Abort;
  abort(): void;
}

/** Returns a source whose signal Node and browsers accept as their own. */
export function createAbortSource(): AbortSource {
  return new AbortController();
}
