import { mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toFileError } from './file-failure.ts';
import { PartialFile } from './partial-file.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-partial-'));
  file = join(folder, 'snapshot.db');
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

/** The write of every file handle, to hold it up or to have it fail. */
async function spiedWrite() {
  await using handle = await open(join(folder, 'spied'), 'w');
  await rm(join(folder, 'spied'));
  const prototype: Pick<typeof handle, 'writev'> = Object.getPrototypeOf(handle);
  const wrapped = prototype.writev;
  return { write: Object.assign(vi.spyOn(prototype, 'writev'), { wrapped }), handle };
}

describe('a partial file', () => {
  it('has its name only when it is finished, and is for its owner only', async () => {
    const partial = await PartialFile.create(file, 'test');
    const bytes = Buffer.alloc(3 * 1024 * 1024 + 5, 'x');
    for (let at = 0; at < bytes.length; at += 32_768) await partial.append(bytes.subarray(at, at + 32_768));
    const names = await readdir(folder);
    expect(names).toHaveLength(1);
    expect(names[0]).toMatch(/^snapshot\.db\.part-[0-9a-f]{8}$/);
    await partial.finish();
    await partial.discard();
    expect(await readdir(folder)).toEqual(['snapshot.db']);
    expect((await readFile(file)).equals(bytes)).toBe(true);
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('leaves nothing when it is discarded', async () => {
    const partial = await PartialFile.create(file, 'test');
    await partial.append(Buffer.alloc(2 * 1024 * 1024));
    await partial.discard();
    expect(await readdir(folder)).toEqual([]);
  });

  it('never takes a name that is taken, before or meanwhile', async () => {
    await writeFile(file, 'before');
    await expect(PartialFile.create(file, 'test')).rejects.toMatchObject({ code: 'FileExists', detail: { file } });

    const other = join(folder, 'other.db');
    const partial = await PartialFile.create(other, 'test');
    await partial.append(Buffer.from('ours'));
    await writeFile(other, 'meanwhile');
    await expect(partial.finish()).rejects.toMatchObject({ code: 'FileExists' });
    await partial.discard();
    expect(await readFile(file, 'utf8')).toBe('before');
    expect(await readFile(other, 'utf8')).toBe('meanwhile');
    expect((await readdir(folder)).sort()).toEqual(['other.db', 'snapshot.db']);
  });

  it('says where it cannot be written', async () => {
    const missing = join(folder, 'missing', 'snapshot.db');
    await expect(PartialFile.create(missing, 'test')).rejects.toMatchObject({
      code: 'FileNotWritable',
      detail: { file: missing },
    });
    await writeFile(file, '');
    await expect(PartialFile.create(join(file, 'below.db'), 'test')).rejects.toMatchObject({ code: 'FileNotWritable' });
  });

  it('takes the next bytes while the disk is busy with the last ones, and keeps them in order', async () => {
    const { write, handle } = await spiedWrite();
    let release = (): void => undefined;
    write.mockImplementationOnce(async function (this: unknown, ...args: Parameters<typeof handle.writev>) {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return await write.wrapped.apply(this, args);
    });
    const partial = await PartialFile.create(file, 'test');
    const [first, second] = [Buffer.alloc(2 * 1024 * 1024, 'a'), Buffer.alloc(100, 'b')];
    await partial.append(first);
    await partial.append(second);
    release();
    await partial.finish();
    await partial.discard();
    expect((await readFile(file)).equals(Buffer.concat([first, second]))).toBe(true);
  });

  it('writes on where the disk took a part of the bytes', async () => {
    const { write, handle } = await spiedWrite();
    write.mockImplementationOnce(async function (this: unknown, ...args: Parameters<typeof handle.writev>) {
      const [first = new Uint8Array()] = args[0];
      return await write.wrapped.call(this, [Buffer.from(first.buffer, first.byteOffset, 5)]);
    });
    const partial = await PartialFile.create(file, 'test');
    const parts = ['a', 'b', 'c'].map((letter) => Buffer.alloc(100_000, letter));
    for (const part of parts) await partial.append(part);
    await partial.finish();
    await partial.discard();
    expect((await readFile(file)).equals(Buffer.concat(parts))).toBe(true);
  });

  it('says of bytes it took before that the disk is full', async () => {
    const { write } = await spiedWrite();
    write.mockRejectedValueOnce(Object.assign(new Error('ENOSPC: no space'), { code: 'ENOSPC' }));
    const partial = await PartialFile.create(file, 'test');
    await partial.append(Buffer.alloc(2 * 1024 * 1024));
    await expect(partial.finish()).rejects.toMatchObject({ code: 'DiskFull', detail: { file } });
    await partial.discard();
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([1, 2])('keeps the parts before a write that failed, %i after it', async (behind) => {
    const { write } = await spiedWrite();
    const partial = await PartialFile.create(file, 'test');
    const part = Buffer.alloc(512 * 1024, 'a');
    await partial.append(part);
    await vi.waitFor(() => expect(write).toHaveResolved());
    write.mockRejectedValueOnce(Object.assign(new Error('ENOSPC: no space'), { code: 'ENOSPC' }));
    for (let place = 0; place < behind; place++)
      await partial.append(Buffer.alloc(512 * 1024, 'b')).catch(() => undefined);
    await partial.keep();
    await partial.discard();
    expect((await readFile(file)).equals(part)).toBe(true);
  });

  it('keeps the whole parts of a write that failed in the middle', async () => {
    const { write } = await spiedWrite();
    write.mockImplementationOnce(async function (this: unknown, ...args) {
      write.mockRejectedValueOnce(Object.assign(new Error('ENOSPC: no space'), { code: 'ENOSPC' }));
      return await write.wrapped.call(this, [
        Buffer.concat(args[0].map((part) => Buffer.from(part.buffer))).subarray(0, 250_000),
      ]);
    });
    const partial = await PartialFile.create(file, 'test');
    for (const letter of ['a', 'b', 'c']) await partial.append(new Uint8Array(100_000).fill(letter.charCodeAt(0)));
    await partial.keep();
    await partial.discard();
    expect(await readFile(file, 'utf8')).toBe('a'.repeat(100_000) + 'b'.repeat(100_000));
  });

  it('keeps no file of which no part was written', async () => {
    const { write } = await spiedWrite();
    write.mockRejectedValueOnce(Object.assign(new Error('ENOSPC: no space'), { code: 'ENOSPC' }));
    const partial = await PartialFile.create(file, 'test');
    await partial.append(Buffer.alloc(2 * 1024 * 1024));
    await expect(partial.keep()).rejects.toMatchObject({ code: 'DiskFull' });
    await partial.discard();
    expect(await readdir(folder)).toEqual([]);
  });

  it('has the disk begin before the last byte, and keeps what it says then', async () => {
    const { handle } = await spiedWrite();
    const prototype: Pick<typeof handle, 'datasync'> = Object.getPrototypeOf(handle);
    const datasync = vi.spyOn(prototype, 'datasync');
    datasync.mockRejectedValueOnce(Object.assign(new Error('ENOSPC: no space'), { code: 'ENOSPC' }));
    const partial = await PartialFile.create(file, 'test');
    for (let part = 0; part < 16; part++) await partial.append(Buffer.alloc(2 * 1024 * 1024));
    await expect(partial.finish()).rejects.toMatchObject({ code: 'DiskFull', detail: { file } });
    expect(datasync).toHaveBeenCalledTimes(1);
    await partial.discard();
    expect(await readdir(folder)).toEqual([]);
  });

  it('says at once that more is to come than the disk has room for', async () => {
    const partial = await PartialFile.create(file, 'test');
    await partial.expect(1);
    await expect(partial.expect(2 ** 52)).rejects.toMatchObject({ code: 'DiskFull', detail: { neededBytes: 2 ** 52 } });
    await partial.discard();
  });
});

describe('what the operating system says of a file', () => {
  it.each([
    ['ENOSPC', 'DiskFull'],
    ['EDQUOT', 'DiskFull'],
    ['EEXIST', 'FileExists'],
    ['EACCES', 'FileNotWritable'],
    ['EROFS', 'FileNotWritable'],
  ])('%s is %s', (system, code) => {
    const error = Object.assign(new Error(`${system}: no`), { code: system });
    expect(toFileError(error, '/x.db', 'test')).toMatchObject({ code, detail: { file: '/x.db' } });
  });

  it('leaves errors alone that are not about files', () => {
    const error = new TypeError('a bug');
    expect(toFileError(error, '/x.db', 'test')).toBe(error);
  });
});
