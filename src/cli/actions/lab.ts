import { resolve } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import type { LabEvent } from '../../contract/lab/events.ts';
import type { LabApi, LabInfo } from '../../contract/lab.ts';
import { shellWord } from '../../contract/shell-quote.ts';
import { readSmallFile } from '../../core/files/small-file.ts';
import { readScript } from '../../core/lab/script/read-script.ts';
import type { PlacedStep } from '../../core/lab/script/script-steps.ts';
import { words } from '../../core/terminal/printable.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { LabFollower } from '../lab-script/lab-follower.ts';
import { type LabLine, labLine } from '../lab-script/lab-lines.ts';
import { playScript } from '../lab-script/play-script.ts';
import { requireNoConnection } from '../profile.ts';
import { createProgressLine } from '../progress-line.ts';
import { fields } from '../table.ts';

export interface LabOptions {
  readonly members: number;
  readonly run?: string;
  readonly etcd?: string;
  readonly snapshot?: string;
  readonly keep?: true;
}

/** Starts a lab, plays a script in it and tells what is observed; nothing of it is left. */
export async function lab(invocation: Invocation, options: LabOptions): Promise<ExitCode> {
  requireNoConnection(invocation.given);
  const { console, format, signal } = invocation;
  const script = options.run === undefined ? [] : await scriptOf(options.run);
  return await invocation.withApi(async (api) => {
    const startedAt = Date.now();
    const info = await started(invocation, api.lab, options);
    const { connection } = info;
    const tell = async (happened: LabEvent | LabLine): Promise<void> =>
      await console.print(format === 'json' ? jsonLine(happened) : labLine(happened, startedAt));
    await printStart(invocation, info);
    const follower = new LabFollower(api.lab, connection, tell);
    let isAsExpected = true;
    try {
      // What happened while it started is told before the first step.
      await follower.until(() => true, 30_000, signal);
      isAsExpected = await playScript({ api, connection, follower, signal, tell }, script);
      if (options.keep === true || options.run === undefined) await untilStopped(signal);
    } finally {
      await api.lab.stop({ connection });
      // What was observed to the end is told.
      await follower.ended.catch(() => undefined);
    }
    return isAsExpected ? 0 : 1;
  });
}

async function scriptOf(file: string): Promise<readonly PlacedStep[]> {
  const text = (await readSmallFile(resolve(file), { bytes: 2 ** 18, purpose: 'a script for a lab' })).toString();
  return readScript(text);
}

async function started(invocation: Invocation, api: LabApi, options: LabOptions): Promise<LabInfo> {
  const etcd = options.etcd === undefined ? null : resolve(options.etcd);
  const members = Array.from({ length: options.members }, (_, place) => ({ name: `member-${place + 1}`, etcd }));
  const snapshot = options.snapshot === undefined ? null : resolve(options.snapshot);
  const progress = createProgressLine(invocation.console, invocation.format);
  try {
    for await (const notice of api.start({ members, snapshot }, { signal: invocation.signal })) {
      if (notice.kind === 'ready') return notice.lab;
      progress.finish(words`${notice.detail}`);
    }
  } finally {
    progress.end();
  }
  throw new EtcdeckError({ code: 'SandboxFailed', message: 'the start ended without a lab' });
}

async function printStart({ console, format }: Invocation, { name, folder, members }: LabInfo): Promise<void> {
  if (format === 'json') {
    const shown = members.map((member) => ({
      ...{ name: member.name, endpoint: member.endpoint, version: member.version, pid: member.pid },
    }));
    await console.print(jsonLine({ kind: 'lab', at: Date.now(), name, folder, members: shown }));
    return;
  }
  const endpoints = members.map(({ endpoint }) => endpoint).join(',');
  const file = (name: string): string => shellWord(`${folder}/${name}`);
  const certificates = `--cacert=${file('ca.crt')} --cert=${file('client.crt')} --key=${file('client.key')}`;
  await console.print(
    fields([
      ['lab', name],
      ['members', members.map((member) => `${member.name} (${member.version})`).join(', ')],
      ['flags', `--endpoints=${endpoints} ${certificates}`],
    ]),
  );
}

async function untilStopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((leave) => signal.addEventListener('abort', () => leave(), { once: true }));
}
