/**
 * Returns a function that makes something at its first call. For schemas: a start would spend more on making all of them
 * than on most of its work, and few commands read what they check.
 */
export function once<T extends object>(make: () => T): () => T {
  let made: T | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
