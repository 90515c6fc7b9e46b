import { expect, it } from 'vitest';
import { testWorkerFile } from '../../testing/ports.ts';
import { startJob } from './workers.ts';

const ports = { workerFile: testWorkerFile };

it('takes parts, answers each, and gives a result', async () => {
  const job = await startJob(ports, 'sum', { from: 1 });
  expect(await job.take({ add: 2 })).toBe(3);
  await expect(job.take({ add: -1 })).rejects.toThrow('only upwards');
  expect(await job.finish()).toBe(3);
  await expect(job.take({ add: 1 })).rejects.toMatchObject({ code: 'Cancelled' });
});

it('ends when it is stopped', async () => {
  const controller = new AbortController();
  const job = await startJob(ports, 'sum', { from: 1 }, { signal: controller.signal });
  controller.abort();
  await expect(job.finish()).rejects.toMatchObject({ code: 'Cancelled' });
});
