import { afterEach, describe, expect, it } from 'vitest';
import { createChecker, type LabChecker } from './create-checker.ts';

let checker: LabChecker | null = null;
afterEach(async () => await checker?.close());

/** The check of a lab whose members do not run: nothing is asked. */
function created(): LabChecker {
  const target = { endpoints: ['http://127.0.0.1:1'], tls: null, user: null, password: null };
  const world = { members: [], target: () => target, closed: new AbortController().signal };
  checker = createChecker({ world, tell: () => undefined });
  return checker;
}

describe('the check of consistency', () => {
  it.each([true, false])(
    'rests while what it has written is taken away, also where it is started meanwhile: %s',
    async (isRunning) => {
      const check = created();
      await check.run(isRunning);
      let end: () => void = () => undefined;
      let resting: Promise<void> = Promise.resolve();
      await new Promise<void>((hasBegun) => {
        resting = check.restFor(
          () =>
            new Promise((resolve) => {
              end = resolve;
              hasBegun();
            }),
        );
      });
      const starting = check.run(true);
      const isSettled = Promise.race([
        starting.then(() => true),
        new Promise((resolve) => setImmediate(resolve, false)),
      ]);
      expect(await isSettled).toBe(false);
      expect(check.now().isRunning).toBe(false);
      end();
      await resting;
      expect(await starting).toMatchObject({ isRunning: true });
    },
  );

  it('begins anew after a reset that has failed, and only where it ran before', async () => {
    const check = created();
    await check.restFor(async () => undefined);
    expect(check.now().isRunning).toBe(false);
    await check.run(true);
    await expect(check.restFor(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(check.now().isRunning).toBe(true);
  });
});
