import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { LabProgress } from '../../../contract/lab.ts';
import { chosenEtcd } from '../../../testing/etcd-binaries.ts';
import { viewOf } from '../../../testing/lab/lab-cluster-view.ts';
import { startTestLab, type TestLab } from '../../../testing/lab/test-lab.ts';
import { orphanGuard } from '../../../testing/orphan-guard.ts';
import { processesNaming } from '../../../testing/processes.ts';

let lab: TestLab;
let folder = '';
let file = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-lab-file-'));
  orphanGuard.folder(folder);
  file = join(folder, 'saved.db');
  const source = await startTestLab({ names: ['old'] });
  const view = viewOf(source);
  await view.write('old', 'saved', '1');
  const [member] = (await source.info()).members;
  const { folder: own } = await source.info();
  const program = chosenEtcd().etcdctl;
  if (program === null || member === undefined) throw new Error('there is no etcdctl');
  const files = { cacert: 'ca.crt', cert: 'client.crt', key: 'client.key' };
  const flags = Object.entries(files).flatMap(([flag, name]) => [`--${flag}`, join(own, name)]);
  const env = { ...process.env, ETCDCTL_API: '3' };
  await promisify(execFile)(program, ['--endpoints', member.endpoint, ...flags, 'snapshot', 'save', file], { env });
  view.close();
  await source.close();
  lab = await startTestLab({ names: ['etcd-a', 'etcd-b', 'etcd-c'], snapshot: file });
}, 180_000);
afterAll(async () => {
  await lab?.close();
  await rm(folder, { recursive: true, force: true });
  orphanGuard.folderRemoved(folder);
});

it('has the keys of the snapshot on every member, also after a reset', async () => {
  const view = viewOf(lab);
  expect(await lab.info()).toMatchObject({ snapshot: file, name: 'Lab (3 members)' });
  const all = ['etcd-a', 'etcd-b', 'etcd-c'];
  expect(await Promise.all(all.map((name) => view.local(name, 'saved')))).toEqual(['1', '1', '1']);
  await view.write('etcd-a', 'saved', '2');
  await lab.act({ kind: 'wipe', member: 'etcd-b' });
  await lab.reset();
  await vi.waitFor(
    async () => expect(await Promise.all(all.map((name) => view.local(name, 'saved')))).toEqual(['1', '1', '1']),
    { timeout: 60_000 },
  );
  await view.write('etcd-b', 'saved', '3');
  view.close();
});

it('is not started from a damaged file', async () => {
  const damaged = join(folder, 'damaged.db');
  const bytes = await readFile(file);
  bytes.fill(0xff, bytes.length >> 1, (bytes.length >> 1) + 4_096);
  await writeFile(damaged, bytes);
  await expect(progressOf(damaged)).rejects.toMatchObject({ code: 'SnapshotInvalid' });
  await expect(progressOf(join(folder, 'absent.db'))).rejects.toMatchObject({ code: 'FileNotFound' });
});

/** Each start takes its seconds. */
const cancelledAt = process.env.ETCDECK_FULL === '1' ? ['certificates', 'restore', 'members'] : ['restore'];

it.each(cancelledAt)('leaves nothing when it is cancelled at its step %s', async (at) => {
  const before = (await readdir(join(lab.folder, 'sandboxes'))).toSorted();
  await expect(progressOf(file, at)).rejects.toMatchObject({ code: 'Cancelled' });
  expect((await readdir(join(lab.folder, 'sandboxes'))).toSorted()).toEqual(before);
  expect(processesNaming(lab.folder)).toHaveLength(3);
});

/** Starts another lab beside, and cancels it at a step. */
async function progressOf(snapshot: string, cancelAt: string | null = null): Promise<readonly LabProgress[]> {
  const cancel = new AbortController();
  const seen: LabProgress[] = [];
  const members = ['x', 'y'].map((name) => ({ name, etcd: dirname(chosenEtcd().etcd) }));
  for await (const progress of lab.api.lab.start({ members, snapshot }, { signal: cancel.signal })) {
    seen.push(progress);
    if (progress.kind === 'step' && progress.step === cancelAt) cancel.abort();
  }
  return seen;
}
