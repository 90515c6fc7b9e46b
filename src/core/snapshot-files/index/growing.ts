type Numbers = Uint8Array | Uint32Array | Float64Array;

/** Returns a longer array with the same contents. */
export function grown<T extends Numbers>(array: T, make: (length: number) => T, least: number): T {
  const longer = make(Math.max(least, Math.ceil(array.length * 1.5)));
  longer.set(array);
  return longer;
}
