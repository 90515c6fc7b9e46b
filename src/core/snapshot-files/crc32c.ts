// CRC-32C (Castagnoli), eight bytes a step. A register begins with `crcStart`, and `crcValue` is what is printed.
// A register that begins with 0 is linear: registers of parts are joined by `afterBytes` without reading the bytes again.

const polynomial = 0x82f63b78;

/** Eight tables of 256: what a byte does to the register when it is followed by 0 to 7 others. */
const tables = new Int32Array(8 * 256);
for (let byte = 0; byte < 256; byte++) {
  let register = byte;
  for (let bit = 0; bit < 8; bit++) register = register & 1 ? (register >>> 1) ^ polynomial : register >>> 1;
  tables[byte] = register;
}
for (let at = 256; at < tables.length; at++) {
  const before = tables[at - 256] ?? 0;
  tables[at] = (before >>> 8) ^ (tables[before & 0xff] ?? 0);
}

/** The register before the first byte. */
export const crcStart = -1;

/** Returns the checksum of a register, as etcd prints it. */
export const crcValue = (register: number): number => ~register >>> 0;

/** Returns a register after the bytes of a view, from one place up to another. */
export function crcOver(register: number, view: DataView, from: number, to: number): number {
  let crc = register;
  let at = from;
  for (const whole = to - 7; at < whole; at += 8) {
    const low = crc ^ view.getInt32(at, true);
    const high = view.getInt32(at + 4, true);
    crc =
      (tables[1_792 + (low & 0xff)] ?? 0) ^
      (tables[1_536 + ((low >>> 8) & 0xff)] ?? 0) ^
      (tables[1_280 + ((low >>> 16) & 0xff)] ?? 0) ^
      (tables[1_024 + (low >>> 24)] ?? 0) ^
      (tables[768 + (high & 0xff)] ?? 0) ^
      (tables[512 + ((high >>> 8) & 0xff)] ?? 0) ^
      (tables[256 + ((high >>> 16) & 0xff)] ?? 0) ^
      (tables[high >>> 24] ?? 0);
  }
  for (; at < to; at++) crc = (crc >>> 8) ^ (tables[(crc ^ view.getUint8(at)) & 0xff] ?? 0);
  return crc;
}

/**
 * Of each power of two up to 2^31: four tables of 256, one for each byte of the register, with what that many bytes of
 * zeros make of it.
 */
const leaps = new Int32Array(32 * 1_024);
for (let byte = 0; byte < 256; byte++) {
  for (let place = 0; place < 4; place++) {
    const register = byte << (8 * place);
    leaps[place * 256 + byte] = (register >>> 8) ^ (tables[register & 0xff] ?? 0);
  }
}
for (let at = 1_024; at < leaps.length; at++) {
  const power = at >>> 10;
  leaps[at] = leap(power - 1, leaps[at - 1_024] ?? 0);
}

function leap(power: number, register: number): number {
  const table = power << 10;
  return (
    (leaps[table + (register & 0xff)] ?? 0) ^
    (leaps[table + 256 + ((register >>> 8) & 0xff)] ?? 0) ^
    (leaps[table + 512 + ((register >>> 16) & 0xff)] ?? 0) ^
    (leaps[table + 768 + (register >>> 24)] ?? 0)
  );
}

/** Returns a register after `length` bytes whose own register, begun with 0, is `bytes`. Fewer than 2^32 bytes. */
export function afterBytes(register: number, bytes: number, length: number): number {
  let crc = register;
  for (let power = 0, rest = length; rest !== 0; power++, rest >>>= 1) if ((rest & 1) === 1) crc = leap(power, crc);
  return crc ^ bytes;
}
