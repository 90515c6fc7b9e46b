import { crc32, deflateRawSync, gzipSync } from 'node:zlib';

/** A file of an archive as somebody may pack it, well or not. */
export interface PackedEntry {
  readonly path: string;
  readonly content?: Uint8Array | string;
  /** A symbolic link to there, in place of a file. */
  readonly linkTo?: string;
  /** What the archive says of its bytes, where that is not so. */
  readonly claimedBytes?: number;
}

const bytesOf = ({ content = '' }: PackedEntry): Buffer => Buffer.from(content);

/** Packs a tar with gzip. */
export function tarGz(entries: readonly PackedEntry[]): Buffer {
  const parts = entries.flatMap((entry) => {
    const content = bytesOf(entry);
    const header = Buffer.alloc(512);
    header.write(entry.path, 0, 100);
    header.write('0000755\0', 100);
    header.write(`${(entry.claimedBytes ?? content.length).toString(8).padStart(11, '0')}\0`, 124);
    header.write('00000000000\0', 136);
    header.write('        ', 148);
    header.write(entry.linkTo === undefined ? '0' : '2', 156);
    header.write(entry.linkTo ?? '', 157, 100);
    header.write('ustar\0' + '00', 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(1024)]), { level: 1 });
}

/** Packs a zip, as a system of the Unix kind does. */
export function zip(entries: readonly PackedEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const content = Buffer.from(entry.linkTo ?? bytesOf(entry));
    const packed = deflateRawSync(content, { level: 1 });
    const name = Buffer.from(entry.path);
    // What both headers say, from the needed version on.
    const said = Buffer.alloc(26);
    said.writeUInt16LE(20, 0);
    said.writeUInt16LE(8, 4);
    said.writeUInt32LE(crc32(content), 10);
    said.writeUInt32LE(packed.length, 14);
    said.writeUInt32LE(entry.claimedBytes ?? content.length, 18);
    said.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), said, name, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((entry.linkTo === undefined ? 0o100755 : 0o120777) * 0x10000, 6);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 3]), said, rest, name]));
    parts.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listed, end]);
}
