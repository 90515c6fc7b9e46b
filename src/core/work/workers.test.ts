import { Worker } from 'node:worker_threads';
import { expect, it, vi } from 'vitest';
import { testWorkerFile } from '../../testing/ports.ts';
import { type startSum, sumWorkerFile } from '../../testing/sum-job.ts';
import { bundleJob } from '../bundles/bundle-kind.ts';
import type { KindOf } from './job.ts';
import { startJob } from './workers.ts';

const sumJob: KindOf<typeof startSum> = { name: 'sum', memory: 64 };
const ports = { workerFile: testWorkerFile };
const sumPorts = { workerFile: sumWorkerFile };

it('takes parts, answers each, and gives a result', async () => {
  const job = await startJob(sumPorts, sumJob, { from: 1 });
  expect(await job.take({ add: 2 })).toBe(3);
  await expect(job.take({ add: -1 })).rejects.toThrow('only upwards');
  expect(await job.finish()).toBe(3);
  await expect(job.take({ add: 1 })).rejects.toMatchObject({ code: 'Cancelled' });
});

it('ends when it is stopped', async () => {
  const controller = new AbortController();
  const job = await startJob(sumPorts, sumJob, { from: 1 }, { signal: controller.signal });
  controller.abort();
  await expect(job.finish()).rejects.toMatchObject({ code: 'Cancelled' });
});

it('leaves no thread behind where a job cannot be started', async () => {
  const terminated = vi.spyOn(Worker.prototype, 'terminate');
  const stopping = new AbortController();
  const forgotten = vi.spyOn(stopping.signal, 'removeEventListener');
  const source = { kind: 'text', text: 'no bundle' } as const;
  await expect(startJob(ports, bundleJob, source, { signal: stopping.signal })).rejects.toMatchObject({
    code: 'BundleInvalid',
  });
  expect(terminated).toHaveBeenCalled();
  expect(forgotten).toHaveBeenCalledWith('abort', expect.anything());
});

it('names a job that the script does not have', async () => {
  await expect(startJob(ports, { name: 'unheard of', memory: 64 }, null)).rejects.toThrow("no job 'unheard of'");
});
