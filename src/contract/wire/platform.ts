import type { Abort } from '../abort.ts';

// What Node and browsers both have and the language's own library does not name. Declared here, so that the contract
// is type-checked with neither Node nor the DOM.
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

/** The source of an abort signal of the platform's own, which core may hand on to Node. */
export interface AbortSource {
  readonly signal: Abort;
  abort(): void;
}

/** A source whose signal Node and browsers take for their own. */
export function createAbortSource(): AbortSource {
  return new AbortController();
}
