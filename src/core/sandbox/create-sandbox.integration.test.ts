import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EtcdeckError } from '../../contract/failure.ts';
import type { SandboxInfo, SandboxProgress } from '../../contract/sandbox.ts';
import { bundleForNode } from '../../testing/bundle.ts';
import { chosenEtcd } from '../../testing/etcd-binaries.ts';
import { orphanGuard } from '../../testing/orphan-guard.ts';
import { processesNaming } from '../../testing/processes.ts';
import { sandboxDependencies } from '../../testing/sandbox-dependencies.ts';
import type { TransientProfile } from '../connections/held/open-connections.ts';
import { createSandbox, type Sandbox } from './create-sandbox.ts';
import { guardianName } from './guardian.ts';

let folder = '';
const open: Sandbox[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-sandbox-'));
  orphanGuard.folder(folder);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
  for (const pid of processesNaming(folder)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended meanwhile.
    }
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  orphanGuard.folderRemoved(folder);
});

function newSandbox(etcdBinary: string | null = chosenEtcd().etcd) {
  const dependencies = sandboxDependencies({ settingsFolder: folder, etcdBinary });
  const sandbox = createSandbox(dependencies);
  open.push(sandbox);
  return { sandbox, ...dependencies };
}

async function started(progress: AsyncIterable<SandboxProgress>): Promise<SandboxInfo> {
  for await (const step of progress) if (step.kind === 'ready') return step.sandbox;
  throw new Error('the sandbox did not get ready');
}

async function failureOf(progress: AsyncIterable<SandboxProgress>): Promise<EtcdeckError> {
  const error = await started(progress).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof EtcdeckError) return error;
  throw new Error(`expected an EtcdeckError, got ${error}`);
}

async function etcdctl(profile: TransientProfile | undefined, ...args: readonly string[]): Promise<string> {
  const { tls, endpoints } = profile ?? { tls: null, endpoints: [] };
  const binary = chosenEtcd().etcdctl;
  if (binary === null || !tls?.caFile || !tls.certFile || !tls.keyFile) throw new Error('no etcdctl or no TLS');
  const flags = [
    '--endpoints',
    endpoints.join(','),
    '--cacert',
    tls.caFile,
    '--cert',
    tls.certFile,
    '--key',
    tls.keyFile,
  ];
  return (await promisify(execFile)(binary, [...flags, ...args])).stdout;
}

describe('a sandbox', () => {
  it('runs three members with TLS both ways and keys, and is gone when stopped', async () => {
    const { sandbox, known } = newSandbox();
    const steps: string[] = [];
    let info: SandboxInfo | null = null;
    for await (const progress of sandbox.start({ members: 3 })) {
      steps.push(progress.kind === 'step' ? progress.step : 'ready');
      if (progress.kind === 'ready') info = progress.sandbox;
    }
    if (info === null) throw new Error('not ready');
    expect(steps).toEqual(['certificates', 'members', 'keys', 'ready']);
    expect(info.name).toBe('Sandbox (3 members)');
    expect(await sandbox.list({})).toEqual([info]);

    const profile = known.get(info.connection);
    expect(profile?.endpoints).toEqual(info.members.map((member) => member.endpoint));
    expect(JSON.parse(await etcdctl(profile, 'member', 'list', '-w', 'json')).members).toHaveLength(3);
    const keys = (await etcdctl(profile, 'get', '/registry/', '--prefix', '--keys-only')).trim().split(/\s+/);
    expect(keys.length).toBeGreaterThanOrEqual(150);
    // Who shows no certificate is not let in.
    await expect(fetch(`${info.members[0]?.endpoint}/version`)).rejects.toThrow();
    expect([...processesNaming(info.folder)].sort()).toEqual(info.members.map((member) => member.pid).sort());

    await sandbox.stop({ connection: info.connection });
    expect(processesNaming(folder)).toEqual([]);
    expect(await readdir(join(folder, 'sandboxes'))).toEqual([]);
    expect(known.size).toBe(0);
    await expect(sandbox.stop({ connection: info.connection })).rejects.toMatchObject({ code: 'ConnectionUnknown' });
  });

  it.each(['certificates', 'members', 'keys'])('leaves nothing when it is cancelled at its step %s', async (at) => {
    const { sandbox } = newSandbox();
    const cancel = new AbortController();
    const progress = sandbox.start({ members: 3 }, { signal: cancel.signal });
    const seen: string[] = [];
    const outcome = (async () => {
      for await (const step of progress) {
        if (step.kind === 'step') seen.push(step.step);
        if (seen.at(-1) === at) cancel.abort();
      }
    })();
    await expect(outcome).rejects.toMatchObject({ code: 'Cancelled' });
    expect(seen.at(-1)).toBe(at);
    expect(processesNaming(folder)).toEqual([]);
    expect(await readdir(join(folder, 'sandboxes'))).toEqual([]);
    expect(await sandbox.list({})).toEqual([]);
  });

  it('leaves nothing when its host closes while it starts, even when nobody pulls any more', async () => {
    const { sandbox } = newSandbox();
    const progress = sandbox.start({ members: 3 })[Symbol.asyncIterator]();
    await progress.next();
    await sandbox.close();
    expect(processesNaming(folder)).toEqual([]);
    expect(await readdir(join(folder, 'sandboxes'))).toEqual([]);
  });

  it('says why there is no etcd to run', async () => {
    const absent = newSandbox(join(folder, 'no-such-etcd')).sandbox;
    expect(await failureOf(absent.start({ members: 1 }))).toMatchObject({
      code: 'SandboxBinaryMissing',
      message: expect.stringContaining('no-such-etcd'),
    });
    expect(await failureOf(newSandbox(process.execPath).sandbox.start({ members: 1 }))).toMatchObject({
      message: expect.stringContaining('another program'),
    });
  });

  it("fails with the member's last words", async () => {
    const binary = join(folder, 'etcd');
    await writeFile(
      binary,
      '#!/bin/sh\n[ "$1" = --version ] && echo "etcd Version: 3.5.0" && exit\n' +
        `echo '{"level":"fatal","msg":"cannot open database","error":"the disk is on fire"}' >&2\nexit 1\n`,
    );
    await chmod(binary, 0o755);
    const { sandbox } = newSandbox(binary);
    const failure = await failureOf(sandbox.start({ members: 1 }));
    expect(failure).toMatchObject({
      code: 'SandboxFailed',
      message: expect.stringContaining('cannot open database: the disk is on fire'),
    });
    expect(await readdir(join(folder, 'sandboxes'))).toEqual([]);
  });
});

describe('a sandbox whose host was killed', () => {
  async function startHost() {
    const script = await bundleForNode(resolve(import.meta.dirname, '../../testing/sandbox-host.ts'));
    const host = spawn(process.execPath, [script, folder, chosenEtcd().etcd], { stdio: ['ignore', 'pipe', 'inherit'] });
    if (host.pid !== undefined) orphanGuard.process(host.pid);
    const [line] = await once(createInterface({ input: host.stdout }), 'line');
    const info: SandboxInfo = JSON.parse(line);
    for (const { pid } of info.members) orphanGuard.process(pid);
    return { host, info };
  }

  const gone = async (pids: readonly number[]): Promise<void> => {
    await expect.poll(() => processesNaming(folder), { timeout: 30_000 }).toEqual([]);
    await expect.poll(() => readdir(join(folder, 'sandboxes')), { timeout: 30_000 }).toEqual([]);
    for (const pid of pids) orphanGuard.processGone(pid);
  };

  it('is removed at once, also what is frozen of it', async () => {
    const { host, info } = await startHost();
    const pids = info.members.map((member) => member.pid).sort();
    await newSandbox().sandbox.reap();
    expect([...processesNaming(info.folder)].sort()).toEqual(pids);
    if (pids[0] !== undefined) process.kill(pids[0], 'SIGSTOP');
    host.kill('SIGKILL');
    await once(host, 'exit');
    await gone(pids);
  });

  it('is reaped at the next start where its guardian has ended too, and not before', async () => {
    const { host, info } = await startHost();
    const pids = info.members.map((member) => member.pid).sort();
    for (const pid of processesNaming(guardianName(basename(info.folder)))) process.kill(pid, 'SIGKILL');
    host.kill('SIGKILL');
    await once(host, 'exit');
    expect([...processesNaming(info.folder)].sort()).toEqual(pids);

    const next = newSandbox();
    expect(await next.sandbox.list({})).toEqual([]);
    await gone(pids);
    expect(next.said).toEqual(['removed sandboxes that a killed host had left']);
  });
});
