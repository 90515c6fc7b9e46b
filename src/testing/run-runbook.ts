import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { Runbook, RunbookStep } from '../contract/recovery.ts';
import { chosenEtcd } from './etcd-binaries.ts';
import type { SupervisedHost } from './hosts/supervised-host.ts';
import { orphanGuard } from './orphan-guard.ts';
import { processesNaming } from './processes.ts';

/** Where a runbook is executed. */
export interface RunbookPlace {
  readonly membersFolder: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The hosts that have a supervisor, by their members' names. */
  readonly hosts?: ReadonlyMap<string, SupervisedHost>;
}

/** Executes a runbook for members of this machine, each step as printed, until one fails. */
export async function runRunbook({ steps }: Runbook, place: RunbookPlace): Promise<void> {
  for (const [at, step] of steps.entries()) {
    const { exitCode, output } = await runStep(step, place);
    if (exitCode !== 0) throw new Error(`step ${at + 1}, ${step.host}: ${output}\n${step.commands.join('\n')}`);
  }
}

/** Executes one step as printed, in a shell that goes on after a failure, as the one it is pasted into. */
export async function runStep({ host, commands }: RunbookStep, { membersFolder, env = {}, hosts }: RunbookPlace) {
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-runbook-'));
  try {
    // A file, so that the shell's own command line names none of it.
    const script = join(folder, 'step.sh');
    const supervised = hosts?.get(host);
    await writeFile(script, commands.map((line) => `${supervised?.placed(line) ?? line}\n`).join(''));
    const said = await shell(script, folder, env, supervised === undefined ? [] : [supervised.bin]);
    for (const pid of processesNaming(membersFolder)) orphanGuard.process(pid);
    return said;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Kills the members that a runbook started, and the files that it left outside their folders. */
export async function endRunbook(runbook: Runbook, membersFolder: string): Promise<void> {
  for (const pid of processesNaming(membersFolder)) {
    process.kill(pid, 'SIGKILL');
    orphanGuard.processGone(pid);
  }
  await removeSaved(runbook);
}

/** Removes the snapshot that a runbook saved, and its sum, as a host has them to which nothing was copied. */
export async function removeSaved({ steps }: Runbook): Promise<void> {
  const saved = steps.flatMap(({ commands }) =>
    commands.flatMap((line) => / snapshot save (\S+)$/.exec(line)?.[1] ?? []),
  );
  for (const file of saved.flatMap((each) => [each, `${each}.sha256`])) await rm(file, { force: true });
}

function shell(
  script: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
  programs: readonly string[],
): Promise<{ readonly exitCode: number | null; readonly output: string }> {
  const path = [...programs, dirname(chosenEtcd().etcd), process.env.PATH].join(delimiter);
  const inherited = Object.entries(process.env).filter(([name]) => !/^ETCD(CTL)?_/.test(name));
  const child = spawn('sh', [script], {
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
