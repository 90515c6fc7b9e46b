/**
 * The part of `AbortSignal` that the contract needs, so that it names neither Node nor the DOM. Both platforms' signals
 * fit it.
 */
export interface Abort {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** The options of every call and every stream, beside its request. */
export interface CallOptions {
  /** Ends the call at its source; the promise or the iterator rejects with a failure of code `Cancelled`. */
  readonly signal?: Abort;
}
