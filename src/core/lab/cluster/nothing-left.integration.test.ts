import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LabInfo } from '../../../contract/lab.ts';
import { bundleForNode } from '../../../testing/bundle.ts';
import { chosenEtcd } from '../../../testing/etcd-binaries.ts';
import { orphanGuard } from '../../../testing/orphan-guard.ts';
import { testWorkerFile } from '../../../testing/ports.ts';
import { processesNaming } from '../../../testing/processes.ts';
import { listeners, listening } from '../../../testing/tcp-listeners.ts';
import { guardianName } from '../../sandbox/guardian.ts';

/** How often each end is tried. Its members take seconds to start. */
const times = process.env.ETCDECK_FULL === '1' ? 10 : 1;

let script = '';
let worker = '';
beforeAll(async () => {
  script = await bundleForNode(resolve(import.meta.dirname, '../../../testing/lab/lab-host.ts'));
  worker = await testWorkerFile();
});

/** How a host ends, of which one member is frozen. */
const ends = ['close', 'kill', 'crash'] as const;

describe.skipIf(process.platform === 'win32').each(ends)('after the host ends by %s', (end) => {
  it.each(Array.from({ length: times }, (_, at) => at + 1))(
    'nothing is left: %i',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'etcdeck-lab-host-'));
      orphanGuard.folder(folder);
      const etcd = dirname(chosenEtcd().etcd);
      const host = spawn(process.execPath, [script, folder, worker, etcd, end], {
        stdio: ['pipe', 'pipe', 'ignore'],
      });
      const exited = once(host, 'exit');
      if (host.pid !== undefined) orphanGuard.process(host.pid);
      const [line] = await once(createInterface({ input: host.stdout }), 'line');
      const lab: LabInfo = JSON.parse(line);
      const pids = lab.members.flatMap(({ pid }) => pid ?? []);
      for (const pid of pids) orphanGuard.process(pid);
      expect(pids).toHaveLength(3);
      const ports = (await Promise.all([host.pid ?? 0, ...pids].map(listeners))).flat();
      // A proxy, a client port and a peer port for each.
      if (process.platform === 'linux') expect(ports).toHaveLength(9);

      if (end === 'kill') host.kill('SIGKILL');
      else host.stdin.end('end\n');
      await exited;
      const patience = { timeout: 30_000 };
      await expect.poll(() => processesNaming(lab.folder), patience).toEqual([]);
      await expect.poll(() => readdir(join(folder, 'sandboxes')), patience).toEqual([]);
      await expect.poll(() => processesNaming(guardianName(basename(lab.folder))), patience).toEqual([]);
      const left = new Set((await listening()).map(({ address }) => address));
      expect(ports.filter((port) => left.has(port))).toEqual([]);
      for (const pid of [...pids, host.pid ?? 0]) orphanGuard.processGone(pid);
      await rm(folder, { recursive: true, force: true });
      orphanGuard.folderRemoved(folder);
    },
    120_000,
  );
});
