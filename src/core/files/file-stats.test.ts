import { expect, it, vi } from 'vitest';
import { type AskedFileStat, FileStats } from './file-stats.ts';

it('asks a folder that does not answer once, says in time that it does not, and asks again once it has', async () => {
  vi.useFakeTimers();
  try {
    let answer: (stat: AskedFileStat) => void = () => undefined;
    const ask = vi.fn(
      (_file: string) =>
        new Promise<AskedFileStat>((resolve) => {
          answer = resolve;
        }),
    );
    const stats = new FileStats(ask);
    const asked = Promise.all(['/far/1', '/far/2', '/far/3'].map((file) => stats.of(file)));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await asked).toEqual(['unknown', 'unknown', 'unknown']);
    expect(await stats.of('/far/4')).toBe('unknown');
    expect(ask.mock.calls).toEqual([['/far/1']]);

    ask.mockImplementation(async () => ({ bytes: 7, modifiedAt: 1 }));
    answer(null);
    await vi.advanceTimersByTimeAsync(0);
    expect(await stats.of('/far/4')).toEqual({ bytes: 7, modifiedAt: 1 });
  } finally {
    vi.useRealTimers();
  }
});
