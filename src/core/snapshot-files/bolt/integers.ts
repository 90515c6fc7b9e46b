/** Returns the 64-bit integer at a place, the least byte first. Beyond 2^53 it is near the true one. */
export const littleEndian64 = (view: DataView, at: number): number =>
  view.getUint32(at + 4, true) * 2 ** 32 + view.getUint32(at, true);

/** Returns the 64-bit integer at a place, the greatest byte first. Beyond 2^53 it is near the true one. */
export const bigEndian64 = (view: DataView, at: number): number =>
  view.getUint32(at) * 2 ** 32 + view.getUint32(at + 4);

/** Returns a view of bytes that reads integers. */
export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
