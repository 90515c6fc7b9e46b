import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { seal, unseal } from './frames.ts';

const key = randomBytes(32);
const file = 'a.values';

function written(...records: readonly string[]): Buffer {
  let bytes = Buffer.alloc(0);
  for (const record of records) bytes = Buffer.concat([bytes, seal(key, Buffer.from(record), file, bytes.length)]);
  return bytes;
}

function read(bytes: Buffer, of = file, by: Uint8Array = key) {
  let damaged = 0;
  const records = [...unseal(by, bytes, of, () => damaged++)].map(({ record }) => String(record));
  return { records, damaged };
}

describe('records of a file', () => {
  it('are read as they were written, empty ones included', () => {
    expect(read(written('one', '', 'EJR1 three'))).toEqual({ records: ['one', '', 'EJR1 three'], damaged: 0 });
  });

  it('are not to be seen in it', () => {
    expect(written('hunter2').includes('hunter2')).toBe(false);
  });

  it('end where the file was torn', () => {
    const whole = written('one', 'two');
    for (let length = written('one').length; length < whole.length; length++) {
      expect(read(whole.subarray(0, length)), String(length)).toEqual({ records: ['one'], damaged: 0 });
    }
  });

  it('are skipped where one is damaged, whichever byte of it', () => {
    const [from, to] = [written('one').length, written('one', 'two').length];
    for (let at = from; at < to; at++) {
      const bytes = written('one', 'two', 'three');
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      expect(read(bytes), String(at)).toEqual({ records: ['one', 'three'], damaged: 1 });
    }
  });

  it('are of no use in another place, another file, or with another key', () => {
    const first = written('one').length;
    const swapped = Buffer.concat([written('one', 'two').subarray(first), written('one')]);
    expect(read(swapped).records).toEqual([]);
    expect(read(written('one'), 'b.values').records).toEqual([]);
    expect(read(written('one'), file, randomBytes(32)).records).toEqual([]);
  });
});
