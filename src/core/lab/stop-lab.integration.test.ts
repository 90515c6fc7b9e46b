import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { chosenEtcd } from '../../testing/etcd-binaries.ts';
import { started } from '../../testing/lab/test-lab.ts';
import { orphanGuard } from '../../testing/orphan-guard.ts';
import { testPorts } from '../../testing/ports.ts';
import { type App, createApp } from '../app.ts';

let app: App | null = null;
let folder = '';
afterEach(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  orphanGuard.folderRemoved(folder);
});

// Windows cannot freeze a process.
it.skipIf(process.platform === 'win32')(
  'is stopped while a reset waits for members that hang, and the host is closed after that',
  async () => {
    folder = await mkdtemp(join(tmpdir(), 'etcdeck-lab-'));
    orphanGuard.folder(folder);
    app = createApp(testPorts(folder));
    const { lab } = app.api;
    const etcd = dirname(chosenEtcd().etcd);
    const { connection } = await started(lab.start({ members: [{ name: 'm1', etcd }], snapshot: null }));
    const pids = async () => (await lab.list({})).flatMap(({ members }) => members.flatMap(({ pid }) => pid ?? []));

    // A reset that is stopped in its middle has taken away what was done before all the same.
    const quota = { kind: 'quota', member: 'm1', bytes: 2 ** 26 } as const;
    for await (const _ of lab.act({ connection, act: quota }));
    expect((await lab.runbook({ connection })).flatMap(({ commands }) => commands)).toContain('systemctl restart etcd');
    const stop = new AbortController();
    const stopped = async (): Promise<void> => {
      for await (const notice of lab.reset({ connection }, { signal: stop.signal })) {
        if (notice.kind === 'step' && notice.detail === 'Starting the members') stop.abort();
      }
    };
    await expect(stopped()).rejects.toMatchObject({ code: 'Cancelled' });
    expect(await lab.runbook({ connection })).toEqual([]);

    const [before] = await pids();
    const resetting = started(lab.reset({ connection })).catch((error: unknown) => error);
    await vi.waitFor(
      async () => {
        const [now = before] = await pids();
        if (now === undefined || now === before) throw new Error('the member was not started again yet');
        process.kill(now, 'SIGSTOP');
      },
      { timeout: 30_000, interval: 1 },
    );
    const acts = lab.act({ connection, act: { kind: 'heal' } })[Symbol.asyncIterator]();
    const waiting = acts.next().catch((error: unknown) => error);
    // It stands in line behind the reset by then.
    await new Promise((resolve) => setImmediate(resolve));
    const stopping = lab.stop({ connection });
    await app.close();
    expect(await readdir(join(folder, 'sandboxes'))).toEqual([]);
    await stopping;
    expect(await resetting).toMatchObject({ code: 'Cancelled' });
    expect(await waiting).toMatchObject({ code: 'Cancelled' });
  },
  60_000,
);
