import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startTestLab, type TestLab } from '../../testing/lab/test-lab.ts';

let lab: TestLab;
const spied = vi.spyOn(Worker.prototype, 'postMessage');

beforeAll(async () => {
  lab = await startTestLab({ names: ['m1', 'm2'] });
});
afterAll(() => lab?.close());

it('says that its links have failed, and refuses what needs them', async () => {
  const { api, connection } = lab;
  // The only threads are those of the lab's links.
  const threads = new Set(spied.mock.contexts.filter((thread) => thread instanceof Worker));
  for (const thread of threads) await thread.terminate();
  const seen: string[] = [];
  for await (const notice of api.lab.follow({ connection })) {
    if (notice.kind === 'events') seen.push(...notice.events.map(({ kind }) => kind));
    if (seen.includes('linksFailed')) break;
  }
  await expect(lab.act({ kind: 'heal' })).rejects.toMatchObject({
    code: 'SandboxFailed',
    message: expect.stringContaining("the lab's links have failed"),
  });
  await api.lab.stop({ connection });
  expect(await api.lab.list({})).toEqual([]);
});
