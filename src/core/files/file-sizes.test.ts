import { expect, it, vi } from 'vitest';
import { type FileSize, FileSizes } from './file-sizes.ts';

it('asks a folder that does not answer once, says in time that it does not, and asks again once it has', async () => {
  vi.useFakeTimers();
  try {
    let answer: (size: FileSize) => void = () => undefined;
    const ask = vi.fn(
      (_file: string) =>
        new Promise<FileSize>((resolve) => {
          answer = resolve;
        }),
    );
    const sizes = new FileSizes(ask);
    const asked = Promise.all(['/far/1', '/far/2', '/far/3'].map((file) => sizes.of(file)));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await asked).toEqual(['unknown', 'unknown', 'unknown']);
    expect(await sizes.of('/far/4')).toBe('unknown');
    expect(ask.mock.calls).toEqual([['/far/1']]);

    ask.mockImplementation(async () => 7);
    answer(3);
    await vi.advanceTimersByTimeAsync(0);
    expect(await sizes.of('/far/4')).toBe(7);
  } finally {
    vi.useRealTimers();
  }
});
