import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { Runbook } from '../contract/recovery.ts';
import { chosenEtcd } from './etcd-binaries.ts';
import { orphanGuard } from './orphan-guard.ts';
import { processesNaming } from './processes.ts';

/** Executes a runbook for members of this machine, each step as printed, in a shell that stops at a failure. */
export async function runRunbook(
  { steps }: Runbook,
  { membersFolder, env = {} }: { readonly membersFolder: string; readonly env?: Readonly<Record<string, string>> },
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-runbook-'));
  try {
    for (const [at, { host, commands }] of steps.entries()) {
      // A file, so that the shell's own command line names none of it.
      const script = join(folder, `step-${at + 1}.sh`);
      await writeFile(script, commands.map((line) => `${line}\n`).join(''));
      const said = await shell(script, folder, env);
      for (const pid of processesNaming(membersFolder)) orphanGuard.process(pid);
      if (said.exitCode !== 0) throw new Error(`step ${at + 1}, ${host}: ${said.output}\n${commands.join('\n')}`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Kills the members that a runbook started, and the files that it left outside their folders. */
export async function endRunbook({ steps }: Runbook, membersFolder: string): Promise<void> {
  for (const pid of processesNaming(membersFolder)) {
    process.kill(pid, 'SIGKILL');
    orphanGuard.processGone(pid);
  }
  const saved = steps.flatMap(({ commands }) =>
    commands.flatMap((line) => / snapshot save (\S+)$/.exec(line)?.[1] ?? []),
  );
  for (const file of saved) await rm(file, { force: true });
}

function shell(
  script: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly exitCode: number | null; readonly output: string }> {
  const path = [dirname(chosenEtcd().etcd), process.env.PATH].join(delimiter);
  const inherited = Object.entries(process.env).filter(([name]) => !/^ETCD(CTL)?_/.test(name));
  const child = spawn('sh', ['-e', script], {
    cwd,
    env: { ...Object.fromEntries(inherited), ...env, PATH: path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = child;
  if (pid !== undefined) orphanGuard.process(pid);
  let output = '';
  const take = (part: Buffer): void => {
    output += part.toString('utf8');
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => {
      if (pid !== undefined) orphanGuard.processGone(pid);
      resolve({ exitCode, output });
    });
  });
}
