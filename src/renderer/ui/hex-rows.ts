const bytesARow = 16;

export interface HexRow {
  readonly index: number;
  readonly offset: string;
  /** Always as wide as a full row, so that the columns stand. */
  readonly hex: string;
  readonly ascii: string;
}

export const rowCountOf = (bytes: Uint8Array): number => Math.ceil(bytes.length / bytesARow);

/** One row as `hexdump -C` prints it. */
export function hexRow(bytes: Uint8Array, index: number): HexRow {
  const start = index * bytesARow;
  const row = [...bytes.subarray(start, start + bytesARow)];
  const cells = row.map((byte) => byte.toString(16).padStart(2, '0'));
  const left = cells.slice(0, 8).join(' ');
  const right = cells.slice(8).join(' ');
  return {
    index,
    offset: start.toString(16).padStart(8, '0'),
    hex: `${left.padEnd(23)}  ${right.padEnd(23)}`,
    ascii: row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join(''),
  };
}
